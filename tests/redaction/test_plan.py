"""Which findings a copy hides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from photocheck.domain.consent import ConsentRecord, ConsentState
from photocheck.domain.containment import number_and_relate
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.redactions import HiddenArea
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.errors import UsageError
from photocheck.policy import judged, load_policy
from photocheck.redaction.plan import Wishes, plan_redaction

NUMBER = ReadText.secret("01632 960123")
PAGE = Finding("document", Box(100, 100, 300, 300), 0.9, "documents")
LINE_ON_PAGE = Finding("text", Box(120, 120, 280, 130), 0.9, "text", ReadText.secret("Dear all"))
PHONE = Finding("text", Box(400, 20, 500, 40), 0.9, "text", NUMBER, (Match("phone", NUMBER, 0.99),))
SIGN = Finding("text", Box(400, 350, 500, 370), 0.9, "text", ReadText.secret("BAKERY"))
FACE = Finding("face", Box(20, 200, 60, 250), 0.9, "faces")
PLACE = Finding("location", None, 0.99, "metadata")


def report_of(*findings):
    """A report of a photo of 600 by 400 pixels in which these were found, judged for colleagues on WhatsApp."""
    report = PhotoReport("a.jpg", "ab" * 32, 600, 400, number_and_relate(findings), (), Versions("0", ""))
    return judged(report, load_policy("whatsapp"), "colleagues", "whatsapp")


def kinds(findings):
    """The kinds of these findings, in order."""
    return sorted(finding.kind for finding in findings)


def test_what_the_verdict_asks_to_hide_is_hidden():
    """A page, a phone number and a face are hidden; a shop's sign, which somebody should look at, is kept."""
    plan = plan_redaction(report_of(PAGE, PHONE, SIGN, FACE))
    assert kinds(plan.hidden) == ["document", "face", "text"]
    assert [finding.text.shown(reveal=True) for finding in plan.kept] == ["BAKERY"]


def test_text_on_a_hidden_page_is_hidden_with_it():
    """Every line on a page that is hidden counts as hidden, and gets a cover of its own at the page's edge."""
    plan = plan_redaction(report_of(PAGE, replace(LINE_ON_PAGE, region=Box(80, 120, 280, 130))))
    assert kinds(plan.hidden) == ["document", "text"]
    assert min(area.region.box.left for area in plan.areas) < 80


@pytest.mark.parametrize("other", [PHONE, FACE, PAGE])
def test_a_name_beside_something_hidden_is_hidden_with_it(other):
    """A name alone is only looked at; beside a number, a face or a page it says whose that was."""
    name = ReadText.secret("Ann Example")
    sign = Finding("text", Box(300, 60, 400, 80), 0.9, "text", name, (Match("name", name, 0.9),))
    assert kinds(plan_redaction(report_of(sign)).kept) == ["text"]
    assert plan_redaction(report_of(sign, other)).kept == ()


SMALL = Finding("face", Box(300, 200, 309, 212), 0.9, "faces")


@pytest.mark.parametrize("others", [(), (FACE,), (PHONE,)])
def test_a_face_too_small_to_be_recognised_is_hidden_with_the_others(others):
    """Somebody should only look at it, and a copy leaves nobody to be looked for."""
    assert plan_redaction(report_of(SMALL, *others)).kept == ()


def test_a_small_face_stays_where_consent_lets_a_larger_one_stay():
    """People who agreed to a photo of their event expect no blots among the crowd behind them."""
    record = ConsentRecord("PC-1", 1, frozenset({"whatsapp"}), date(2026, 1, 1))
    report = replace(report_of(SMALL, FACE), consent=ConsentState((record,), date(2026, 2, 1)))
    report = judged(report, load_policy("whatsapp"), "colleagues", "whatsapp")
    assert kinds(plan_redaction(report).kept) == ["face", "face"]


def test_a_small_face_stays_where_somebody_said_so():
    """Kept by number like anything else."""
    assert kinds(plan_redaction(report_of(SMALL), wishes=Wishes(keep=frozenset({1}))).kept) == ["face"]


def test_what_a_further_area_covers_no_longer_stays():
    """A sign that a cover of the second look reaches over is told as hidden, for nobody can read it."""
    plan = plan_redaction(report_of(PHONE, SIGN))
    more = plan.hiding_more([HiddenArea(SIGN.box.expanded(5), "screen", 1, None)])
    assert (kinds(plan.kept), kinds(more.kept), len(more.areas)) == (["text"], [], len(plan.areas) + 1)
    assert kinds(more.hidden) == ["text", "text"]


def test_what_is_in_the_file_is_always_hidden():
    """No copy carries a position, whatever was chosen in the picture."""
    report = report_of(PLACE, FACE)
    face = next(finding.number for finding in report.findings if finding.kind == "face")
    plan = plan_redaction(report, wishes=Wishes(keep=frozenset({face})))
    assert kinds(plan.in_file) == ["location"]
    assert kinds(plan.kept) == ["face"]
    assert not plan.areas


def test_only_hides_what_was_named():
    """With --only everything else stays, also what the policy would hide."""
    report = report_of(PHONE, FACE)
    face = next(finding.number for finding in report.findings if finding.kind == "face")
    plan = plan_redaction(report, wishes=Wishes(only=frozenset({face})))
    assert kinds(plan.hidden) == ["face"]
    assert kinds(plan.kept) == ["text"]


def test_keeping_a_page_still_hides_the_number_on_it():
    """Who keeps a page keeps the page, not the personal data on it."""
    on_page = replace(PHONE, region=Box(120, 200, 280, 215))
    report = report_of(PAGE, on_page)
    plan = plan_redaction(report, wishes=Wishes(keep=frozenset({1})))
    assert kinds(plan.hidden) == ["text"]
    assert kinds(plan.kept) == ["document"]


def test_a_region_drawn_by_hand_is_hidden_as_it_is():
    """A box that the user drew gets no margin, and a finding in it counts as hidden."""
    plan = plan_redaction(report_of(SIGN), wishes=Wishes(regions=(Box(390, 340, 510, 380),)))
    assert [area.region for area in plan.areas] == [Box(390, 340, 510, 380)]
    assert kinds(plan.hidden) == ["text"]


def test_a_number_that_is_not_there_is_refused():
    """A mistyped number never means "nothing": it is an error that says which numbers there are."""
    with pytest.raises(UsageError, match="no finding 7: its findings are numbered 1 to 1"):
        plan_redaction(report_of(FACE), wishes=Wishes(only=frozenset({7})))


def test_a_wish_that_does_not_exist_is_refused():
    """A mistyped keyword of Screener.redact says what there is."""
    with pytest.raises(UsageError, match="no wish “stile”"):
        Wishes.of(stile="blur")


def test_margins_go_further_than_the_finding():
    """Hair and ears lie outside a face's box; letters reach over their line."""
    for finding in (FACE, PHONE, PAGE):
        (area,) = plan_redaction(report_of(finding)).areas
        around, box = area.region.box, finding.box
        assert around.left < box.left
        assert around.top < box.top
        assert around.right > box.right
        assert around.bottom > box.bottom
