"""Unique Taxpayer References (UTR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, as_digits, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-utr"

LABEL: Final = Label(
    r"u\.?t\.?r\.?|unique\s+tax\w*(?:\s+ref\w*)?|tax\s?payer'?s?\s+ref\w*|tax\s+ref\w*|self[ -]assessment"
)
WRITTEN: Final = re.compile(rf"(?<![\w£$€])(?<!\d[ .,/-]){DIGIT}(?:[ -]?{DIGIT}){{9}}\s?[Kk]?(?!\w|[.,/-]\d| \d{{2}})")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("UTR: 1955839661", "1955839661"),
        ("Unique Taxpayer Reference\n19558 39661", "19558 39661"),
        ("Tax reference 19558 39661K", "19558 39661K"),
        ("UTR 19558 3966I", "19558 3966I"),
        ("UTR number 2955839661", "2955839661"),
    ),
    left_alone=("1955839661", "Order 1955839661", "UTR 12345", "Tax 2026 return"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find ten digits that are named a tax reference; the check digit alone proves too little."""
    for found in WRITTEN.finditer(passage.text):
        start, end = found.span()
        if digits_in(found.group()) >= 7 and LABEL.names(passage, start, end):
            yield Sighting.at(PATTERN, start, end, 0.98 if _is_valid(found.group()) else 0.85, keep=3)


def _is_valid(written: str) -> bool:
    from stdnum.gb import utr  # noqa: PLC0415 - not needed before a number is seen

    return bool(utr.is_valid(as_digits(re.sub(r"[ -]|[Kk]$", "", written))))
