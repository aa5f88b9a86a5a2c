"""International bank account numbers (IBAN)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import as_digits, as_letters, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "iban"

LABEL: Final = Label("[i1l]ban", "international bank account")
WRITTEN: Final = re.compile(r"(?<![^\W_])([A-Z01586]{2})([0-9OIlSBZ]{2})((?: ?[A-Z0-9olszbgq|]){11,30})(?![^\W_])")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("IBAN: GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19"),
        ("GB29NWBK60161331926819", "GB29NWBK60161331926819"),
        ("GB29 NWBK 6O16 133I 9268 19", "GB29 NWBK 6O16 133I 9268 19"),
        ("IBAN\nDE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
        ("IBAN GB29 NWBK 6016 1331 9268 18", "GB29 NWBK 6016 1331 9268 18"),
    ),
    left_alone=("GB29 NWBK 6016 1331 9268 18", "AB12 CDEF 3456 7890 12", "OPENING TIMES FOR ALL"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers that pass the check, or that are named so."""
    for found in passage.find(WRITTEN, digits=8):
        start = found.start()
        length = _valid_length(found.group())
        if length:
            named = LABEL.names(passage, start, start + length)
            yield Sighting.at(PATTERN, start, start + length, 0.99 if named else 0.95, keep=4)
        elif digits_in(found.group()) >= 10 and LABEL.names(passage, *found.span()):
            yield Sighting.at(PATTERN, *found.span(), 0.85, keep=4)


def _valid_length(written: str) -> int:
    """How many of these characters are a number that passes, 0 where none do: what follows may be another word."""
    from stdnum import iban  # noqa: PLC0415 - not needed before a number is seen

    for length in range(len(written), 14, -1):
        if written[length - 1] != " " and any(iban.is_valid(text) for text in _readings(written[:length])):
            return length
    return 0


def _readings(written: str) -> Iterator[str]:
    compact = written.replace(" ", "")
    country, check, rest = as_letters(compact[:2]), as_digits(compact[2:4]), compact[4:]
    yield country + check + rest
    yield country + check + as_digits(rest)
    yield country + check + as_letters(rest[:4]) + as_digits(rest[4:])
