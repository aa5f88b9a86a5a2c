"""Number plates of vehicles in the United Kingdom, in every style that is on the road."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import as_digits, as_letters
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "number-plate"

LABEL: Final = Label(
    r"reg(?:istration|\.)?(?:\s+(?:mark|plate))?|v\.?r\.?[mn]\.?|number\s?plate|vehicle|car|van|licen[cs]e\s+plate"
    r"|plate"
)
WRITTEN: Final = re.compile(r"(?<![^\W_])(?<![£$€#.-])[A-Z0-9]{1,4}[ .*-]?[A-Z0-9]{1,4}(?![^\W_])(?![.-]\d)")
# Since 2001: area, half-year (02 to 29 in spring, 51 to 79 in autumn), three letters.
CURRENT: Final = re.compile(r"[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3}")
# 1983 to 2001 a letter for the year in front, 1963 to 1983 behind.
PREFIX: Final = re.compile(r"[A-HJ-NP-TV-Y][1-9]\d{0,2}[A-HJ-PR-Y]{3}")
SUFFIX: Final = re.compile(r"[A-HJ-PR-Y]{3}[1-9]\d{0,2}[A-HJ-NPR-TV-Y]")
# Northern Ireland: three letters with I or Z among them, and up to four digits.
NORTHERN: Final = re.compile(r"[A-Z](?:[A-Z]Z|I[A-Z])[1-9]\d{2,3}")
# Before 1963, and cherished ones.
DATELESS: Final = re.compile(r"[A-Z]{1,3}[1-9]\d{0,3}|[1-9]\d{0,3}[A-Z]{1,3}")
DIPLOMATIC: Final = re.compile(r"[1-9]\d{2}[DX]\d{3}")
CURRENT_LENGTH: Final = 7

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("BD51 SMR", "BD51 SMR"),
        ("BD51SMR", "BD51SMR"),
        ("BX24 KLM", "BX24 KLM"),
        ("A123 BCD", "A123 BCD"),
        ("ABC 123D", "ABC 123D"),
        ("AIZ 1234", "AIZ 1234"),
        ("Reg: ABC 123", "ABC 123"),
        ("Vehicle reg 1 RBC", "1 RBC"),
        ("101 D 234", "101 D 234"),
        ("B051 SMR", "B051 SMR"),
        ("BDS1 SMR", "BDS1 SMR"),
        ("Registration\nBD51 SMR", "BD51 SMR"),
        ("the van BD51 SMR was parked", "BD51 SMR"),
    ),
    left_alone=(
        "A38",
        "M5",
        "B97 8AH",
        "ISO 9001",
        "AB12 3DE",
        "COVID 19",
        "BBC 1",
        "iPhone 15",
        "TOP 40",
        "5 GHz",
        "MARCH 2026",
        "BD51 SMRT",
        "Room B12",
        "ABC 123",
        "Q1 2026",
        "USB 3",
        "FIFA 23",
        "10 KM",
        "Vehicle hire",
        "100 ML",
        "in51 the",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find plates by their style; the old ones, which are like many other codes, only where they are named so."""
    for found in WRITTEN.finditer(passage.text):
        start, end = found.span()
        written = found.group()
        plain = re.sub(r"[ .*-]", "", written)
        if not 2 <= len(plain) <= 7 or plain.isalpha():
            continue
        confidence = _confidence(passage, plain, written, start, end)
        if confidence:
            yield Sighting.at(PATTERN, start, end, confidence)
    for found in re.finditer(r"(?<![\w.-])[1-9]\d\d ?[DX] ?\d{3}(?![\w.-])", passage.text):
        yield Sighting.at(PATTERN, *found.span(), 0.7)


def _confidence(passage: Passage, plain: str, written: str, start: int, end: int) -> float:
    cell = passage.cell_at(start)
    alone = cell.text.strip(" .*-|'\"") == written
    if CURRENT.fullmatch(plain):
        return 0.95 if LABEL.names(passage, start, end) else 0.88 if alone else 0.8
    if any(style.fullmatch(plain) for style in (PREFIX, SUFFIX, NORTHERN)):
        named = LABEL.names(passage, start, end)
        return 0.93 if named else 0.75 if alone and len(plain) >= 6 else 0.0
    if alone and len(plain) == CURRENT_LENGTH and CURRENT.fullmatch(_as_current(plain)):
        return 0.75
    if any(character.isdigit() for character in plain) and DATELESS.fullmatch(plain) and len(plain) >= 3:
        return 0.85 if LABEL.is_before(passage, start) else 0.0
    return 0.0


def _as_current(plain: str) -> str:
    """Letters and digits put where the current style has them."""
    return as_letters(plain[:2]) + as_digits(plain[2:4]) + as_letters(plain[4:])
