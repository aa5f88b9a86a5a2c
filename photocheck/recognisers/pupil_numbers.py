"""Unique Pupil Numbers (UPN) of schools in England."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, as_digits, as_letters, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-upn"

LABEL: Final = Label(r"u\.?p\.?n\.?", "(?:unique )?pupil'?s?")
WRITTEN: Final = re.compile(
    rf"(?<!\w)([A-Za-z0158])[ -]?({DIGIT}(?:[ -]?{DIGIT}){{10}})[ -]?([0-9A-Za-z])(?!\w|[.,/-]\d)"
)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("UPN: B801200005001", "B801200005001"),
        ("B801200005001", "B801200005001"),
        ("Pupil\tUPN\nA Pupil\tB801200005001", "B801200005001"),
        ("UPN 880120000500I", "880120000500I"),
        ("UPN: A801200005001", "A801200005001"),
    ),
    left_alone=("A801200005001", "X80120000A001", "5012345678900", "C1234567890123"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find a letter and twelve digits that pass the check, or that are named so."""
    for found in passage.find(WRITTEN, digits=8):
        letter, middle, last = found.groups()
        if digits_in(middle) < 8:
            continue
        start, end = found.span()
        named = LABEL.names(passage, start, end)
        if not named and not (letter.isupper() and digits_in(middle) >= 10):
            continue
        first, digits = as_letters(letter).upper(), re.sub(r"[ -]", "", as_digits(middle))
        if _is_valid(first + digits + last.upper()) or _is_valid(first + digits + as_digits(last)):
            yield Sighting.at(PATTERN, start, end, 0.98 if named else 0.9, keep=3)
        elif named:
            yield Sighting.at(PATTERN, start, end, 0.85, keep=3)


def _is_valid(number: str) -> bool:
    from stdnum.gb import upn  # noqa: PLC0415 - not needed before a number is seen

    return bool(upn.is_valid(number))
