"""What a copy shows where something was covered: the cover itself, or something that should be gone."""

from __future__ import annotations

import pytest

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.redactions import HiddenArea
from photocheck.domain.text import ReadText
from photocheck.redaction.copy_look import CopyLook
from photocheck.redaction.plan import RedactionPlan, Wishes
from photocheck.redaction.styles import Style

FACE = HiddenArea(Box(20, 20, 120, 140), "face", 1, 1)
PHONE = ReadText.secret("01632 960123")


@pytest.mark.parametrize(
    ("style", "labels", "kind", "text", "is_cover"),
    [
        ("solid", False, "document", None, True),
        ("emoji", False, "document", None, True),
        ("blur", False, "document", None, False),
        ("solid", False, "text", None, True),
        ("solid", False, "text", "1", False),
        ("solid", True, "text", "1", True),
        ("emoji", True, "text", "l", True),
        ("pixelate", True, "text", "1", True),
        ("pixelate", True, "text", None, True),
        ("pixelate", False, "text", None, False),
        ("pixelate", True, "text", "0163", False),
        ("solid", True, "text", "01632 960123", False),
        ("solid", False, "qr-code", None, False),
        ("solid", False, "face", None, False),
        ("emoji", False, "face", None, True),
    ],
)
def test_only_what_was_drawn_counts_as_the_cover(style, labels, kind, text, is_cover):
    """A smile is no page and a number on a cover no text; whatever was read or recognised there is no cover."""
    look = CopyLook(RedactionPlan(areas=(FACE,)), Wishes(labels=labels, style=style), Style(style), None)
    found = Finding(kind, Box(55, 60, 85, 100), 0.9, "again", text=text and ReadText.secret(text))
    assert look.without_covers([found]) == () if is_cover else look.without_covers([found])


def test_a_short_text_that_was_recognised_is_never_a_label():
    """However few letters it has."""
    look = CopyLook(RedactionPlan(areas=(FACE,)), Wishes(labels=True), Style.SOLID, None)
    found = Finding("text", Box(55, 60, 85, 100), 0.9, "again", ReadText.secret("OS"), (Match("marking", PHONE, 0.9),))
    assert look.without_covers([found])


@pytest.mark.parametrize(
    ("side", "kind", "is_cover"), [(90, "screen", True), (30, "screen", False), (90, "text", False)]
)
def test_a_poster_around_a_covered_code_is_no_screen(side, kind, is_cover):
    """It was no page while the code could be seen, and its dark cover makes it none; a letter with a code stays one."""
    code = HiddenArea(Box(60, 60, 60 + side, 60 + side), "qr-code", 1, 1)
    look = CopyLook(RedactionPlan(areas=(code,)), Wishes(), Style.SOLID, None)
    found = Finding(kind, Box(40, 20, 180, 200), 0.9, "again")
    assert (look.without_covers([found]) == ()) is is_cover
