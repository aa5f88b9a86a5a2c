"""Passport numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.numbers import numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "passport"

LABEL: Final = Label(
    r"passports?(?:\s?/\s?pass[ea]port\w*)?",
    r"passeport(?: n[o°]?\.?)?",
    words=("passport", "passeport"),
)
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
        ("Type/Type\tCode/Code\tPassport No./Passeport No.\nP\tGBR\t533401372", "533401372"),
    ),
    left_alone=(
        "533401372",
        "Passport office 2026",
        "Passport photos £8.99",
        "Passport to Leisure 12345",
        "Passport queries 01527 508399",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers that are named a passport's; there is no check in them."""
    for number in numbers(passage, WRITTEN, least=6):
        if LABEL.names(passage, number.start, number.end):
            yield Sighting.at(PATTERN, number.start, number.end, 0.9, keep=2)
