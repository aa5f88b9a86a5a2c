"""Passport numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "passport"

LABEL: Final = Label(r"passports?(?:\s+(?:no|number|num|nr))?(?:\s?/\s?passeport)?(?:\s+n[o°]\.?)?|passeport")
WRITTEN: Final = re.compile(
    r"(?<![\w£$€])(?<!\d[./-])(?:[A-Z]{1,2} ?\d{6,8}|\d[\dOIlSB]{7}[\dOIlSB](?: ?\d)?)(?!\w|[./-]\d)"
)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Passport No: 533401372", "533401372"),
        ("Passport number\n533401372", "533401372"),
        ("Passport no. C01234567", "C01234567"),
        ("passport 5334O1372", "5334O1372"),
    ),
    left_alone=("533401372", "Passport office 2026", "Passport photos £8.99", "Passport to Leisure 12345"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers that are named a passport's; there is no check in them."""
    for found in WRITTEN.finditer(passage.text):
        start, end = found.span()
        if digits_in(found.group()) >= 6 and LABEL.names(passage, start, end):
            yield Sighting.at(PATTERN, start, end, 0.9, keep=2)
