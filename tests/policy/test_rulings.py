"""What a verdict says of what people decided after looking, and what of it the policy lets hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from photocheck.domain.containment import number_and_relate
from photocheck.domain.encoding import decode_report, encode_report
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.rulings import MARKED, NOT_SENSITIVE, SENSITIVE, Ruling, Rulings
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision
from photocheck.errors import PolicyError
from photocheck.policy import judged, load_policy
from photocheck.redaction.plan import plan_redaction

TODAY = date(2026, 11, 25)
SIGN = Box(20, 20, 120, 40)
PHONE = (Match("phone", ReadText.secret("01632 960123", keep=2), 0.9),)
RULING = Ruling("a1", "text", False, NOT_SENSITIVE["for-the-public"], date(2026, 11, 20), "whatsapp 0.2", SIGN)
OURS = 'name = "ours"\nversion = "1"\nextends = "whatsapp"\n'


def _text(box=SIGN, matches=(), text="Open today"):
    return Finding("text", box, 0.9, "text", ReadText.secret(text), tuple(matches))


def _judged(found, *rulings, policy="whatsapp", on=TODAY):
    report = PhotoReport(
        source="stall.jpg",
        sha256="00",
        width=400,
        height=300,
        findings=number_and_relate(found),
        verdicts=(),
        versions=Versions("0", ""),
    )
    return judged(report.with_rulings(Rulings(rulings, on)), load_policy(policy), "colleagues", "whatsapp")


def _said(report):
    return [reason.text for reason in report.verdict.reasons]


def test_says_that_someone_decided_when_and_why():
    """The one text was looked at, so the photo may go."""
    report = _judged([_text()], RULING)
    assert report.decision is Decision.SHARE
    (said,) = _said(report)
    assert said.startswith("Someone decided on 20 November 2026 that text, top left, is not sensitive, because it ")
    assert said.endswith(f"because {NOT_SENSITIVE['for-the-public']}.")


def test_one_decision_about_several_things_is_told_once():
    """A sign of three lines is one sentence."""
    boxes = [Box(20, 60 * row, 120, 60 * row + 20) for row in range(3)]
    report = _judged([_text(box) for box in boxes], *(replace(RULING, box=box) for box in boxes))
    assert [(reason.findings, reason.text.split(",")[0]) for reason in report.verdict.reasons] == [
        ((1, 2, 3), "Someone decided on 20 November 2026 that 3 pieces of text (1")
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expires_on": date(2026, 11, 24)}, "That ended on 24 November 2026, so it has to be looked at again."),
        ({"patterns": frozenset()}, "More has been recognised there since, so it has to be looked at again."),
        ({"withdrawn_on": TODAY}, None),
        ({"made_on": date(2026, 11, 26)}, None),
        ({"kind": "document"}, None),
        ({"page": 2}, None),
        ({"box": Box(20, 220, 120, 240)}, None),
        ({"box": Box(20, 20, 60, 40)}, None),
    ],
)
def test_a_decision_that_does_not_hold_changes_nothing(changes, words):
    """Expired, withdrawn, about less, about something else or somewhere else: the phone number has to be hidden."""
    ruling = replace(RULING, **{"patterns": frozenset({"phone"})} | changes)
    report = _judged([_text(matches=PHONE)], ruling)
    assert report.decision is Decision.HIDE
    assert ("Someone decided" in " ".join(_said(report))) is (words is not None)
    assert words is None or any(words in text for text in _said(report))


def test_a_box_that_is_drawn_a_little_differently_is_the_same_thing():
    """Another detector is a few pixels off; a box that reaches far beyond is not what was decided about."""
    assert RULING.is_about(_text(Box(17, 18, 124, 42)))
    assert not RULING.is_about(_text(Box(20, 20, 180, 40)))


def test_what_is_in_the_file_is_known_by_its_text():
    """Of two captions one was decided about."""
    texts = [ReadText.plain(text) for text in ("Title: fair", "Description: at the fair with somebody")]
    captions = [
        Finding("personal-metadata", None, 1.0, "metadata", text, (Match("caption", text, 1.0),)) for text in texts
    ]
    ruling = replace(RULING, kind="personal-metadata", box=None, shown="Title: fair", patterns=frozenset({"caption"}))
    assert _judged(captions[:1], ruling).decision is Decision.SHARE
    assert _judged(captions, ruling).decision is Decision.LOOK


def test_consent_and_markings_are_never_decided_away():
    """A face still needs consent, and a marked page stays where it is; both are said to be beyond the decision."""
    face = Finding("face", Box(10, 100, 60, 160), 0.9, "faces")
    marking = Match("marking", ReadText.plain("OFFICIAL-SENSITIVE"), 0.9)
    on_face = _judged([face], replace(RULING, kind="face", box=face.box))
    assert on_face.decision is Decision.GET_CONSENT
    assert any("The policy does not let that change anything here." in text for text in _said(on_face))
    marked = _judged([_text(matches=[marking])], replace(RULING, patterns=frozenset({"marking"})))
    assert marked.decision is Decision.DO_NOT_SHARE


@pytest.mark.parametrize(
    ("table", "decision"),
    [
        ("", Decision.SHARE),
        ('[decisions]\nmay_lower = ["look"]\n', Decision.HIDE),
        ("[decisions]\nmay_lower = []\n", Decision.HIDE),
        ('[decisions]\nexcept = ["contact-details"]\n', Decision.HIDE),
        ('[decisions]\nexcept = ["money"]\n', Decision.SHARE),
    ],
)
def test_the_policy_says_what_may_be_lowered(tmp_path, table, decision):
    """Without a word of its own a policy takes over what the one says that it extends."""
    (tmp_path / "ours.toml").write_text(OURS + table)
    ruling = replace(RULING, patterns=frozenset({"phone"}))
    assert _judged([_text(matches=PHONE)], ruling, policy=tmp_path / "ours.toml").decision is decision


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('may_lower = ["look", "get-consent"]', "“get-consent” is not known. There are: look, hide."),
        ('may_lower = ["hide"]', "who may lower “hide” may lower “look” too"),
        ('may_lower = ["look"]\nexcept = ["mony"]', "Did you mean “money”?"),
        ('may_lowre = ["look"]', "Did you mean “may_lower”?"),
    ],
)
def test_a_mistake_about_decisions_is_named(tmp_path, table, said):
    """A policy that would let consent be decided away, or that names no rule, is refused."""
    (tmp_path / "ours.toml").write_text(f"{OURS}[decisions]\n{table}\n")
    with pytest.raises(PolicyError, match=said.replace("?", r"\?")):
        load_policy(tmp_path / "ours.toml")


def test_a_rule_that_is_excepted_stays_under_a_stricter_one(tmp_path):
    """The stricter rule is lowered, and what the excepted one says is left."""
    rules = "".join(
        f'[[rules]]\nname = "{name}"\ndecision = "{decision}"\nkinds = ["text"]\n'
        for name, decision in (("text", "look"), ("more", "hide"))
    )
    (tmp_path / "ours.toml").write_text(f'{OURS}[decisions]\nexcept = ["text"]\n{rules}')
    assert _judged([_text()], RULING, policy=tmp_path / "ours.toml").decision is Decision.LOOK


def test_a_policy_that_says_nothing_lets_nothing_be_lowered():
    """Somebody has to allow it."""
    policy = replace(load_policy("whatsapp"), lowering=replace(load_policy("whatsapp").lowering, decisions=frozenset()))
    report = _judged([_text()], RULING)
    assert judged(report, policy, "colleagues", "whatsapp").decision is Decision.LOOK


def test_what_is_sensitive_is_hidden_in_a_copy_whatever_the_rules_say():
    """A sign that only had to be looked at, and something that no detector had found."""
    sign = replace(RULING, sensitive=True, reason=SENSITIVE["personal"])
    drawn = replace(sign, kind=MARKED, box=Box(300, 200, 380, 280), reason=SENSITIVE["missed"])
    report = _judged([_text()], sign, drawn)
    assert report.decision is Decision.HIDE
    text, marked = _said(report)
    assert "that text, top left, is sensitive, because it tells something about a person." in text
    assert "that something marked by hand, bottom right, is sensitive, because photocheck had missed it." in marked
    assert {finding.number for finding in plan_redaction(report).hidden} == {1, 2}


def test_what_was_sensitive_stays_so_where_it_is_no_longer_found():
    """A detector that misses it next time does not undo what somebody decided; its return does not show it twice."""
    ruling = replace(RULING, sensitive=True, reason="it is a home address")
    missed = _judged([], ruling)
    assert [finding.kind for finding in missed.findings] == [MARKED]
    assert missed.decision is Decision.HIDE
    assert "that text, top left, is sensitive, because it is a home address." in _said(missed)[0]
    assert len(_judged([_text()], ruling).findings) == 1
    forgotten = replace(missed, rulings=Rulings())
    assert judged(forgotten, load_policy("whatsapp"), "colleagues", "whatsapp").decision is Decision.HIDE


def test_a_cropped_copy_keeps_what_is_not_sensitive_where_it_is_now():
    """What moved with the crop is the same thing; what is sensitive is not to be seen there, so nothing marks it."""
    made = (RULING, replace(RULING, sensitive=True, box=Box(200, 200, 240, 240)))
    copy = Rulings(made, TODAY).for_a_copy(-10, -15)
    assert copy.lowering(_text(Box(10, 5, 110, 25))) is not None
    assert copy.lowering(_text()) is None
    assert copy.marks([], 1) == ()


def test_the_json_form_keeps_what_was_decided_but_not_who_decided():
    """A stored report can be judged again, and gives the same."""
    report = _judged([_text()], RULING, replace(RULING, kind=MARKED, sensitive=True, box=Box(300, 200, 380, 280)))
    again = decode_report(encode_report(report))
    assert again.rulings == report.rulings
    assert judged(again, load_policy("whatsapp"), "colleagues", "whatsapp").verdicts == report.verdicts
