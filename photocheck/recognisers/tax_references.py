"""Unique Taxpayer References (UTR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.numbers import TEN_DIGITS, numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-utr"

LABEL: Final = Label(
    r"u\.?t\.?r\.?",
    r"unique tax\w*(?: ref\w*)?",
    r"tax ?payer'?s? (?:ref\w*|id\w*)",
    r"tax ref\w*",
    r"self[ -]assessment",
    words=("taxpayer", "taxpayers"),
)
# HMRC's letters put a K behind it.
WITH_K: Final = re.compile(r"(?<![\w£$€])\d{5} ?\d{5} ?[Kk](?!\w)")
LENGTH: Final = 10

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("UTR: 1955839661", "1955839661"),
        ("Unique Taxpayer Reference\n19558 39661", "19558 39661"),
        ("Unique Taxpaver Reference 19558 39661", "19558 39661"),
        ("Tax reference 19558 39661K", "19558 39661K"),
        ("UTR 19558 3966I", "19558 3966I"),
        ("UTR number 2955839661", "2955839661"),
        ("Taxpayer reference (UTR)1\t19558 39661", "19558 39661"),
    ),
    left_alone=("1955839661", "Order 1955839661", "UTR 12345", "Tax 2026 return", "19558 39661K"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find ten digits that are named a tax reference; the check digit alone proves too little."""
    for pattern in (TEN_DIGITS, WITH_K):
        for number in numbers(passage, pattern, least=6):
            if len(number.digits) == LENGTH and LABEL.names(passage, number.start, number.end):
                confidence = 0.98 if _is_valid(number.digits) else 0.85
                yield Sighting.at(PATTERN, number.start, number.end, confidence, keep=3)


def _is_valid(digits: str) -> bool:
    from stdnum.gb import utr  # noqa: PLC0415 - not needed before a number is seen

    return bool(utr.is_valid(digits))
