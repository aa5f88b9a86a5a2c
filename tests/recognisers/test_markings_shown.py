"""What reports may show of a marking: its name, and nothing of what it marks."""

from __future__ import annotations

import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.text import ReadText
from photocheck.recognisers import recognise


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL SENSITIVE - PERSONAL", "OFFICIAL-SENSITIVE"),
        ("STRICTLY CONFIDENTIAL", "CONFIDENTIAL"),
        ("TOP SECRET", "TOP SECRET"),
        ("FOR PUBLIC RELEASE", "FOR PUBLIC RELEASE"),
    ],
)
def test_a_markings_name_is_shown_and_the_rest_of_its_line_is_not(written, shown):
    """A report can say "marked OFFICIAL-SENSITIVE"; the descriptor stays masked with the text."""
    finding = Finding("text", Box(0, 0, 300, 20), 0.9, "text", ReadText.secret(written))
    [match] = recognise([finding])[0].matches
    assert match.text.masked == shown
