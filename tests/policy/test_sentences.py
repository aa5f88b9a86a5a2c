"""What an officer reads about pages, cards, plates and what lies on them."""

from __future__ import annotations

import pytest

from photocheck.domain.containment import number_and_relate
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.policy import describe, judge, load_policy

PAGE = Box(20, 60, 120, 220)


def reasons(*found, policy="whatsapp"):
    """Every sentence of a verdict for colleagues on WhatsApp."""
    report = PhotoReport("photo.jpg", "00", 400, 300, number_and_relate(found), (), Versions("0", ""))
    return [reason.text for reason in judge(report, load_policy(policy), "colleagues", "whatsapp").reasons]


def thing(kind, box=PAGE):
    """Something without text."""
    return Finding(kind, box, 0.9, "test")


def said(pattern, box=None, shown=None):
    """A line of text with one pattern in it."""
    text = ReadText.secret("secret")
    match = Match(pattern, ReadText.plain(shown) if shown else text, 0.9)
    return Finding("text", box or Box(30, 100, 110, 115), 0.9, "text", text, (match,))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([thing("document"), said("uk-nhs-number")], "An NHS number can be read on a page, left."),
        ([thing("screen"), said("phone")], "A phone number can be read on a screen, left."),
        ([thing("id-card"), thing("face", Box(40, 80, 80, 120))], "A face can be seen on an ID card, left."),
        ([thing("document")], "A page can be seen, left, but nothing on it could be read."),
        ([thing("number-plate", Box(300, 200, 380, 220))], "A number plate can be seen, bottom right"),
        ([thing("screen"), said("marking", shown="OFFICIAL-SENSITIVE")], "A screen, left, shows a page marked"),
        (
            [thing("document"), said("marking", shown="OFFICIAL-SENSITIVE")],
            "A page, left, is marked OFFICIAL-SENSITIVE.",
        ),
        ([thing("document"), thing("document", Box(250, 60, 380, 220))], "2 pages can be seen"),
    ],
)
def test_a_reason_says_what_can_be_read_and_where(found, sentence):
    """One of the reasons begins with this."""
    assert any(text.startswith(sentence) for text in reasons(*found)), reasons(*found)


def test_every_rule_is_described():
    """Each rule of the built-in policies has words for what it is about."""
    for name in ("whatsapp", "emergency"):
        told = describe(load_policy(name))
        assert all(line.about for line in told.rules)
        assert [line.decision for line in told.rules] == sorted((line.decision for line in told.rules), reverse=True)
    about = {line.name: line.about for line in describe(load_policy("whatsapp")).rules}
    assert about["face-on-card"] == "faces, on ID cards"
