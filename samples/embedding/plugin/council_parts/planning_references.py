"""A recogniser of one's own: references of planning applications, such as 24/01234/FUL, which lead to an applicant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from photocheck.recognisers.interface import Recogniser, Sighting
from photocheck.recognisers.passage import Passage

REFERENCE = re.compile(r"\b\d{2}/\d{5}/(?:FUL|HHPRIO|OUT|LBC|ADV)\b")


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find references; the last two characters may be shown, so that an officer knows what kind is meant."""
    for found in REFERENCE.finditer(passage.text):
        yield Sighting.at("planning-reference", found.start(), found.end(), 0.95, keep=2)


# Lets the type checker see that it is one.
_: Recogniser = recognise
