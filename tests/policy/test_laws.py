"""The four laws: knowing more, or having less consent, never makes a verdict more lenient.

They hold whatever people decided after looking, and what they decided has laws of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from photocheck.domain.consent import ConsentRecord, ConsentState, FaceLink
from photocheck.domain.containment import number_and_relate
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.rulings import MARKED, Ruling, Rulings
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Problem
from photocheck.domain.wording import PATTERN_NOUNS
from photocheck.policy import Lowering, Policy, Rule, built_in_policies, judge, judged, load_policy

TODAY = date(2026, 11, 24)
AUDIENCES = ("colleagues", "public")
CHANNELS = ("whatsapp", "website")
LENIENT = tuple(decision for decision in Decision if decision is not Decision.NOT_CHECKED)

# A small world, so that rules, findings and consents often meet.
FOUND_KINDS = ("face", "text", "document", "screen", "id-card", "qr-code", "brought-by-a-plugin")
PATTERNS = ("phone", "marking-public", "code-link")
CONFIDENCES = (0.2, 0.5, 0.9)
# From the smallest to the largest; the last two overlap, and neither lies in the other.
BOXES = (
    Box(100, 100, 110, 110),
    Box(95, 95, 125, 125),
    Box(90, 90, 150, 150),
    Box(0, 0, 150, 200),
    Box(50, 0, 300, 200),
)

confidences = st.sampled_from(CONFIDENCES)


@st.composite
def regions(draw):
    """A box, a slanted half of one, or no place at all."""
    box = draw(st.sampled_from(BOXES))
    half = Polygon(((box.left, box.top), (box.right, box.top), (box.right, box.bottom)))
    return draw(st.sampled_from([box, box, half, None]))


matches = st.builds(
    Match,
    pattern=st.sampled_from(PATTERNS),
    text=st.just(ReadText.secret("secret")),
    confidence=confidences,
)
findings = st.builds(
    Finding,
    kind=st.sampled_from(FOUND_KINDS),
    region=regions(),
    confidence=confidences,
    detector=st.just("test"),
    text=st.none() | st.just(ReadText.secret("secret")),
    matches=st.lists(matches, max_size=2).map(tuple),
    page=st.sampled_from([1, 1, 1, 2]),
)


@st.composite
def rules(draw, name):
    """A rule of any shape that is allowed, about people more often than not."""
    subjects = st.sampled_from([("face",), ("face",), ("text",), ("qr-code",), ("document",), ("face", "text"), ()])
    kinds = frozenset(draw(subjects))
    patterns = draw(st.frozensets(st.sampled_from(PATTERNS), min_size=not kinds, max_size=2))
    values = {
        "name": name,
        "decision": draw(st.sampled_from(LENIENT)),
        "kinds": kinds,
        "patterns": patterns if draw(st.booleans()) or not kinds else frozenset(),
        "inside": draw(st.just(frozenset()) | st.sampled_from([frozenset({"document"}), frozenset({"screen"})])),
        "audiences": draw(st.just(frozenset()) | st.just(frozenset({"public"}))),
        "min_confidence": draw(st.sampled_from([0.0, 0.4, 0.6])),
        "min_size": draw(st.sampled_from([0.0, 20.0])),
        "max_size": draw(st.sampled_from([None, 20.0])),
    }
    try:
        return Rule(**values)
    except ValueError:
        return Rule(**values | {"min_confidence": 0.0, "inside": frozenset()})


@st.composite
def generated_policies(draw):
    """A policy that nobody wrote."""
    count = draw(st.integers(1, 4))
    table = {channel: {name: draw(st.sampled_from(LENIENT[:2])) for name in AUDIENCES} for channel in CHANNELS}
    lowered = draw(st.sampled_from([(), (Decision.LOOK,), (Decision.LOOK, Decision.HIDE)]))
    return Policy(
        name="generated",
        version="1",
        audiences={name: name for name in AUDIENCES},
        channels={name: name for name in CHANNELS},
        table=table,
        rules=tuple(draw(rules(f"rule-{number}")) for number in range(count)),
        lowering=Lowering(frozenset(lowered), draw(st.frozensets(st.sampled_from(["rule-0", "rule-1"])))),
    )


policies = generated_policies() | st.sampled_from([load_policy(name) for name in built_in_policies()])

records = st.builds(
    ConsentRecord,
    reference=st.sampled_from(["PC-1", "PC-2"]),
    people=st.integers(1, 3),
    uses=st.just(frozenset(CHANNELS)) | st.just(frozenset({"whatsapp"})),
    given_on=st.just(TODAY - timedelta(days=30)),
    expires_on=st.none() | st.just(TODAY) | st.just(TODAY - timedelta(days=1)),
    withdrawn_on=st.none() | st.none() | st.just(TODAY),
    under_18=st.booleans(),
    guardian=st.none() | st.just("signed"),
    faces_only=st.booleans(),
)
face_links = st.builds(FaceLink, st.sampled_from(["PC-1", "PC-2"]), st.sampled_from(BOXES), st.sampled_from([1, 1, 2]))
consents = st.builds(
    ConsentState,
    st.lists(records, max_size=2).map(tuple),
    st.just(TODAY) | st.none(),
    st.lists(face_links, max_size=3).map(tuple),
)


@st.composite
def rulings(draw, found=()):
    """Something that somebody decided about one of these findings, about something else, or marked by hand."""
    about = draw(st.sampled_from([*found, *found, None])) if found else None
    sensitive = draw(st.booleans())
    kinds = [*FOUND_KINDS, MARKED] if sensitive else FOUND_KINDS
    known = frozenset() if about is None else draw(st.sampled_from([about.patterns, about.patterns, frozenset()]))
    return Ruling(
        id="0",
        kind=draw(st.sampled_from(kinds)) if about is None else about.kind,
        sensitive=sensitive,
        reason="it was looked at",
        made_on=TODAY - timedelta(days=3),
        policy="generated 1",
        box=draw(st.sampled_from([*BOXES, None])) if about is None else about.box,
        page=draw(st.sampled_from([1, 2])) if about is None else about.page,
        patterns=known | draw(st.frozensets(st.sampled_from(PATTERNS), max_size=1)),
        shown=None if about is None or about.text is None else about.text.masked,
        expires_on=draw(st.sampled_from([None, None, TODAY - timedelta(days=1), TODAY])),
        withdrawn_on=draw(st.sampled_from([None, None, None, TODAY])),
    )


@st.composite
def situations(draw, least=0, most=3):
    """What was found in a photo, what people agreed to, and what they decided about it."""
    found = draw(st.lists(findings, min_size=least, max_size=most))
    made = draw(st.lists(rulings(found), max_size=3))
    return found, draw(consents), Rulings(tuple(made), draw(st.sampled_from([TODAY, TODAY, TODAY, None])))


def _report(found, consent=None, rulings=None, problems=()):
    report = PhotoReport(
        source="photo.jpg",
        sha256="00",
        width=400,
        height=300,
        findings=number_and_relate(found),
        verdicts=(),
        versions=Versions("0", ""),
        problems=tuple(problems),
        consent=consent or ConsentState(),
        pages=2,
    )
    return report.with_rulings(rulings or Rulings())


def _decisions(report, policy):
    return {audience: judge(report, policy, audience, "whatsapp").decision for audience in AUDIENCES}


def _never_more_lenient(after, before):
    return all(after[key] >= before[key] for key in before)


more = settings(max_examples=300)


@more
@given(situations(), findings, policies)
def test_one_more_finding_never_makes_a_verdict_more_lenient(situation, extra, policy):
    """Law 1, with the findings related anew: one more page can lie around everything else."""
    found, *rest = situation
    before = _decisions(_report(found, *rest), policy)
    after = _decisions(_report([*found, extra], *rest), policy)
    assert _never_more_lenient(after, before)


@more
@given(situations(1, 2), matches, policies)
def test_one_more_match_never_makes_a_verdict_more_lenient(situation, extra, policy):
    """Law 1 for what is recognised in a text: a marking for public release excuses nothing."""
    found, *rest = situation
    before = _decisions(_report(found, *rest), policy)
    more = replace(found[0], matches=(*found[0].matches, extra))
    after = _decisions(_report([more, *found[1:]], *rest), policy)
    assert _never_more_lenient(after, before)


@more
@given(situations(1, 2), confidences, policies)
def test_a_higher_confidence_never_makes_a_verdict_more_lenient(situation, confidence, policy):
    """Law 2, for the finding and for what was recognised in it."""
    found, *rest = situation
    first = found[0]
    surer = replace(
        first,
        confidence=max(first.confidence, confidence),
        matches=tuple(replace(match, confidence=max(match.confidence, confidence)) for match in first.matches),
    )
    before = _decisions(_report(found, *rest), policy)
    after = _decisions(_report([surer, *found[1:]], *rest), policy)
    assert _never_more_lenient(after, before)


NARROWED = (
    lambda record: replace(record, withdrawn_on=TODAY),
    lambda record: replace(record, expires_on=TODAY - timedelta(days=1)),
    lambda record: replace(record, uses=record.uses - {"whatsapp"}),
    lambda record: replace(record, people=record.people - 1),
    lambda record: replace(record, guardian=None),
    lambda record: replace(record, under_18=True),
    lambda record: replace(record, faces_only=True),
)


@more
@given(
    st.lists(findings, max_size=1),
    st.integers(1, 4),
    st.lists(records, min_size=1, max_size=2),
    st.lists(face_links, max_size=3).map(tuple),
    st.sampled_from(NARROWED),
    policies,
)
def test_less_consent_never_makes_a_verdict_more_lenient(found, faces, given_records, links, narrowed, policy):
    """Law 3: withdrawn, expired, for fewer uses, for fewer people."""
    found = [*found, *(Finding("face", box, 0.9, "test") for box in BOXES[:faces])]
    before = _decisions(_report(found, ConsentState(tuple(given_records), TODAY, links)), policy)
    less = (narrowed(given_records[0]), *given_records[1:])
    after = _decisions(_report(found, ConsentState(less, TODAY, links)), policy)
    assert _never_more_lenient(after, before)


@more
@given(st.lists(findings, max_size=4), consents, records, st.none() | face_links, policies)
def test_linking_never_changes_a_photos_other_findings(found, consent, record, face, policy):
    """Whatever record is linked to a photo or a face of it, all that is not about consent stays as it was."""
    face = () if face is None else (replace(face, reference=record.reference),)
    more = replace(consent, records=(*consent.records, record), faces=(*consent.faces, *face))
    before, after = (judged(_report(found, state), policy, "colleagues", "whatsapp") for state in (consent, more))
    assert after.findings == before.findings
    asking = {rule.name for rule in policy.rules if rule.about_people}
    for audience in AUDIENCES:
        others = [
            [reason for reason in report.verdict_for(audience).reasons if reason.rule not in asking]
            for report in (before, after)
        ]
        assert others[1] == others[0]


@given(situations(), policies, st.text(max_size=10), st.text(max_size=10))
def test_a_problem_always_gives_not_checked(situation, policy, stage, message):
    """Law 4: whatever else was found, agreed or decided."""
    report = _report(*situation, [Problem(stage, message)])
    assert set(_decisions(report, policy).values()) == {Decision.NOT_CHECKED}


ENDED = (
    lambda ruling: replace(ruling, expires_on=TODAY - timedelta(days=1)),
    lambda ruling: replace(ruling, made_on=TODAY + timedelta(days=1)),
    lambda ruling: replace(ruling, withdrawn_on=TODAY),
)


@more
@given(situations(1), st.data(), st.sampled_from(ENDED), policies)
def test_a_decision_that_ended_counts_for_nothing(situation, data, ended, policy):
    """Expired, withdrawn or of a day to come: the verdict is what it is without it, never below what it was with it."""
    found, consent, made = situation
    ruling = replace(data.draw(rulings(found)), sensitive=False, expires_on=None, withdrawn_on=None)
    before = _decisions(_report(found, consent, _with(made, ruling)), policy)
    after = _decisions(_report(found, consent, _with(made, ended(ruling))), policy)
    assert after == _decisions(_report(found, consent, made), policy)
    assert _never_more_lenient(after, before)


@more
@given(situations(), st.data(), policies)
def test_a_decision_that_something_is_sensitive_always_hides_it(situation, data, policy):
    """It never makes a verdict more lenient, and while it stands no verdict is below `hide`, expired or not."""
    found, consent, made = situation
    sensitive = replace(data.draw(rulings(found)), sensitive=True, withdrawn_on=None)
    before = _decisions(_report(found, consent, made), policy)
    after = _decisions(_report(found, consent, _with(made, sensitive)), policy)
    assert _never_more_lenient(after, before)
    assert min(after.values()) >= Decision.HIDE


@more
@given(situations(1), st.data(), policies)
def test_a_decision_lowers_what_the_policy_allows_and_nothing_else(situation, data, policy):
    """Only `look` and `hide` go, where the policy says so; whatever is of another kind or elsewhere stays as strict."""
    found, consent, _ = situation
    lowering = Rulings((replace(data.draw(rulings(found)), sensitive=False),), TODAY)
    before = _decisions(_report(found, consent), policy)
    after = _decisions(_report(found, consent, lowering), policy)
    ruling = lowering.made[0]
    others = [one for one in found if one.kind != ruling.kind or one.page != ruling.page or _apart(one.box, ruling.box)]
    assert _never_more_lenient(after, _decisions(_report(others, consent), policy))
    for audience, decision in before.items():
        assert after[audience] == decision or decision in policy.lowering.decisions


def _apart(one, other):
    return (one is None) != (other is None) or (one is not None and one.intersection(other) == 0)


def _with(made, ruling):
    return replace(made, made=(*made.made, ruling))


@given(situations(most=6), policies)
def test_reasons_account_for_the_verdict(situation, policy):
    """The verdict is the highest decision of its reasons, which stand in order, or what the table gives."""
    for verdict in judged(_report(*situation), policy, "public", "website").verdicts:
        given_by = [reason.decision for reason in verdict.reasons]
        assert given_by == sorted(given_by, reverse=True)
        assert verdict.decision == max([*given_by, Decision.SHARE])


@given(situations(most=6), policies)
def test_every_finding_is_named_by_a_reason(situation, policy):
    """Nothing that was found or marked goes untold, and no reason names what is not there."""
    report = _report(*situation)
    verdict = judge(report, policy, "colleagues", "whatsapp")
    named = {number for reason in verdict.reasons for number in reason.findings}
    assert named == {finding.number for finding in report.findings}


@given(situations(most=5), policies)
def test_the_order_of_findings_and_rules_does_not_matter(situation, policy):
    """A verdict rests on what there is, not on what was seen, decided or written first."""
    backwards = replace(policy, rules=policy.rules[::-1])
    found, consent, made = situation
    turned = _report(found[::-1], consent, replace(made, made=made.made[::-1]))
    assert _decisions(_report(*situation), policy) == _decisions(turned, backwards)


@given(st.sampled_from(sorted(PATTERN_NOUNS)), situations(most=2))
def test_sentences_are_whole(pattern, situation):
    """Every reason begins with a capital or a quotation mark, ends with a stop, and has no gaps or braces."""
    text = Finding("text", Box(0, 0, 9, 9), 0.9, "t", ReadText.secret("x"), (Match(pattern, ReadText.secret("x"), 1),))
    found, *rest = situation
    report = _report([text, *found], *rest)
    for name in built_in_policies():
        for reason in judge(report, load_policy(name), "colleagues", "whatsapp").reasons:
            assert reason.text[0].isupper() or reason.text[0].isdigit()
            assert reason.text.endswith(".")
            assert not any(gap in reason.text for gap in ("  ", " .", " ,", ",,", "{", "}", "()"))
