"""Numbers in a text: runs of digits, some of which a reader may have taken for letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from photocheck.recognisers.lookalikes import DIGIT, as_digits, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["ALONE_AFTER", "ALONE_BEFORE", "TEN_DIGITS", "Number", "numbers"]

# A number is no part of a longer one, of a word, of a price or of a decimal.
ALONE_BEFORE: Final = r"(?<![\w£$€])(?<!\d\d )(?<!\d[.,/-])"
ALONE_AFTER: Final = r"(?!\w|[.,/-]\d| \d{2})"
# Ten digits, with spaces anywhere or with the same sign between all groups.
TEN_DIGITS: Final = re.compile(
    rf"{ALONE_BEFORE}(?:{DIGIT}(?: {{0,2}}{DIGIT}){{9}}|{DIGIT}{{2,6}}([.-]){DIGIT}{{2,6}}(?:\1{DIGIT}{{2,6}})?)"
    rf"{ALONE_AFTER}"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a passage: as it was read, and its digits with look-alikes put right."""

    start: int
    end: int
    written: str
    digits: str


def numbers(passage: Passage, pattern: re.Pattern[str], *, least: int) -> Iterator[Number]:
    """Yield what fits and has at least this many true digits: a word is never taken for a number."""
    for found in passage.find(pattern, digits=least):
        written = found.group()
        if digits_in(written) >= least:
            yield Number(*found.span(), written, re.sub(r"\D", "", as_digits(written)))
