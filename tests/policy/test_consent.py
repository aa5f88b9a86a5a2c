"""What a verdict says of people, and of the consent that is on file for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from photocheck.domain.consent import ConsentRecord, ConsentState, FaceLink, Gap
from photocheck.domain.containment import number_and_relate
from photocheck.domain.encoding import decode_report, encode_report
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Decision
from photocheck.policy import judged, load_policy

TODAY = date(2026, 11, 25)
BOXES = [Box(60 * place, 20, 60 * place + 40, 70) for place in range(5)]
RECORD = ConsentRecord("PC-2026-0117", 3, frozenset({"whatsapp"}), date(2026, 3, 1), expires_on=date(2027, 3, 31))


def _judged(consent, people=5, audience="colleagues", channel="whatsapp"):
    report = PhotoReport(
        source="openday.jpg",
        sha256="00",
        width=400,
        height=300,
        findings=number_and_relate([Finding("face", box, 0.9, "faces") for box in BOXES[:people]]),
        verdicts=(),
        versions=Versions("0", ""),
        consent=consent,
    )
    return judged(report, load_policy("whatsapp"), audience, channel)


def _people_reason(report):
    return next(reason for reason in report.verdict.reasons if reason.rule == "people")


def test_says_how_many_are_covered_by_which_record_and_how_many_are_missing():
    """Five people, a form for three of them: the officer reads what is there and what is not."""
    report = _judged(ConsentState((RECORD,), TODAY))
    reason = _people_reason(report)
    assert report.decision is Decision.GET_CONSENT
    assert reason.text.startswith(
        "5 people can be recognised (1, 2, 3, 4, 5). Consent on file covers 3 of them "
        "(PC-2026-0117, until 31 March 2027). 2 are missing."
    )
    assert reason.link == "www.bromsgrove.gov.uk/photo"


def test_everyone_covered_needs_no_more_consent():
    """A form for three people covers a photo of three."""
    report = _judged(ConsentState((RECORD,), TODAY), people=3)
    assert report.decision is Decision.SHARE
    assert "covers all 3 people (PC-2026-0117, until 31 March 2027)" in _people_reason(report).text


@pytest.mark.parametrize(
    ("changes", "gap", "words"),
    [
        ({"withdrawn_on": date(2026, 10, 3)}, Gap.WITHDRAWN, "PC-2026-0117 was withdrawn on 3 October 2026."),
        ({"expires_on": date(2026, 11, 24)}, Gap.EXPIRED, "PC-2026-0117 ended on 24 November 2026."),
        ({"given_on": date(2026, 12, 1)}, Gap.NOT_BEGUN, "PC-2026-0117 begins on 1 December 2026."),
        ({"under_18": True}, Gap.NO_GUARDIAN, "is for somebody under 18, and no guardian has signed."),
        (
            {"uses": frozenset({"press", "internal"})},
            Gap.OTHER_USE,
            "PC-2026-0117 does not allow this use: it is for internal use and the press.",
        ),
    ],
)
def test_says_why_a_record_does_not_hold(changes, gap, words):
    """Withdrawn, expired, not begun, no guardian, another use: each is said by the record's reference."""
    record = replace(RECORD, **changes)
    report = _judged(ConsentState((record,), TODAY))
    assert record.gap("colleagues", "whatsapp", TODAY) is gap
    assert report.decision is Decision.GET_CONSENT
    assert words in _people_reason(report).text
    assert "covers none of them" in _people_reason(report).text


def test_a_guardians_signature_makes_a_childs_record_hold():
    """A record for somebody under 18 holds once a guardian has signed."""
    assert replace(RECORD, under_18=True, guardian="on file").gap("colleagues", "whatsapp", TODAY) is None


@pytest.mark.parametrize(("audience", "holds"), [("colleagues", True), ("public", False)])
def test_internal_use_is_colleagues_by_email_or_in_teams(audience, holds):
    """Internal consent lets nothing out of the house."""
    record = replace(RECORD, uses=frozenset({"internal"}))
    assert (record.gap(audience, "email", TODAY) is None) is holds
    assert record.gap(audience, "whatsapp", TODAY) is Gap.OTHER_USE


def test_a_record_for_single_faces_covers_nobody_else():
    """The face that was linked is covered where it is seen again, and no other face in its stead."""
    record = replace(RECORD, people=1, faces_only=True)
    seen = ConsentState((record,), TODAY, (FaceLink(record.reference, Box(1, 22, 41, 71)),))
    elsewhere = ConsentState((record,), TODAY, (FaceLink(record.reference, Box(300, 200, 340, 250)),))
    assert _judged(seen, people=1).decision is Decision.SHARE
    assert _judged(elsewhere, people=1).decision is Decision.GET_CONSENT


def test_a_link_speaks_of_one_face_only():
    """Of two boxes over the linked face only the nearer one gets its reference."""
    state = ConsentState((RECORD,), TODAY, (FaceLink("PC-2026-0117", BOXES[0]),))
    faces = number_and_relate([Finding("face", box, 0.9, "t") for box in (BOXES[0], BOXES[0].shifted(4, 0))])
    assert state.references(faces) == {1: "PC-2026-0117"}


def test_the_json_form_keeps_the_consent_but_not_the_guardians_name():
    """A stored report can be judged again; who signed stays in the register."""
    record = replace(RECORD, under_18=True, guardian="a signature", faces_only=True)
    state = ConsentState((record,), TODAY, (FaceLink(record.reference, BOXES[0]),))
    report = _judged(state, people=2)
    data = encode_report(report)
    assert "a signature" not in str(data)
    assert data["consent"]["people_covered"] == 1
    assert decode_report(data).consent == ConsentState((replace(record, guardian="on file"),), TODAY, state.faces)
