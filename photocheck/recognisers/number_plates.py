"""Number plates of vehicles in the United Kingdom, in every style that is on the road."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import as_digits, as_letters
from photocheck.recognisers.passage import Cell, Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "number-plate"

LABEL: Final = Label(
    r"reg(?:istration|\.)?(?: (?:mark|plate))?", r"v\.?r\.?[mn]\.?", "(?:number|licen[cs]e) ?plate", "vehicle", "car",
    "van", "plate", words=("registration",),
)  # fmt: skip
_BEFORE: Final = r"(?<![^\W_])(?<![£$€#.-])"
_AFTER: Final = r"(?![^\W_])(?![.-]\d)"
_GAP: Final = r"[ .*-]{0,2}"
# DVLA's INF104. Since 2001: area, half-year (02 to 29 in spring, 51 to 79 in autumn), three letters.
_HALF_YEAR: Final = r"(?:0[2-9]|[12]\d|5[1-9]|[67]\d)"
CURRENT: Final = re.compile(rf"{_BEFORE}[A-HJ-PR-Y]{{2}}{_HALF_YEAR}{_GAP}[A-HJ-PR-Z]{{3}}{_AFTER}")
# From 1983 a letter for the year in front, from 1963 one behind; I, O, U and Z were left out, Q is for kits.
PREFIX: Final = rf"[A-HJ-NP-TV-Y][1-9]\d{{0,2}}{_GAP}[A-HJ-PR-Y]{{3}}"
SUFFIX: Final = rf"[A-HJ-PR-Y]{{3}}{_GAP}[1-9]\d{{0,2}}[A-HJ-NPR-TV-Y]"
# Northern Ireland has an I or a Z among its letters, and up to four digits.
NORTHERN: Final = rf"(?:[A-Z][A-Z]?Z|[A-Z]?I[A-Z]){_GAP}[1-9]\d{{2,3}}"
TELLING: Final = re.compile(rf"{_BEFORE}(?:{PREFIX}|{SUFFIX}|{NORTHERN}){_AFTER}")
# Before 1963, and cherished ones; trade plates; the armed forces.
DATELESS: Final = re.compile(
    rf"{_BEFORE}(?:[A-Z]{{1,3}}{_GAP}[1-9]\d{{0,3}}|[1-9]\d{{0,3}}{_GAP}[A-Z]{{1,3}}|\d\d{_GAP}[A-Z]{{2}}{_GAP}\d\d){_AFTER}"
)
DIPLOMATIC: Final = re.compile(r"(?<![\w.-])[1-9]\d\d ?[DX] ?\d{3}(?![\w.-])")
# What a reader may make of a plate of the current style; only where it stands alone.
MISREAD: Final = re.compile(rf"([A-Z0-9]{{2}})([0-9A-Z]{{2}}){_GAP}([A-Z0-9]{{3}})")
MOST_GUESSED: Final = 2
# The two lines of a square plate.
UPPER: Final = re.compile(rf"[A-HJ-PR-Y]{{2}}{_HALF_YEAR}")
LOWER: Final = re.compile(r"[A-HJ-PR-Z]{3}")
# Letters that countries put at the left of a plate.
COUNTRY: Final = re.compile(r"^(?:UK|GB|GBR|NI|ENG|SCO|CYM)\s+")
SHORTEST_TELLING: Final = 6

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("BD51 SMR", "BD51 SMR"),
        ("BD51SMR", "BD51SMR"),
        ("GB BD51 SMR", "BD51 SMR"),
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
        ("Registration\nABC 123", "ABC 123"),
        ("the van BD51 SMR was parked", "BD51 SMR"),
        ("BD51\nSMR", "BD51"),
        ("BD51\nSMR", "SMR"),
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
        "0868045",
        "OPENING",
        "TRIDENT",
        "BD51\nSMRT",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find plates by their style; the old ones, which are like many other codes, only where they are named so."""
    taken: set[int] = set()
    for style, judge in ((CURRENT, _current), (TELLING, _telling), (DATELESS, _dateless)):
        for found in passage.find(style, digits=1):
            start, end = found.span()
            confidence = 0.0 if start in taken else judge(passage, start, end)
            if confidence:
                taken.add(start)
                yield Sighting.at(PATTERN, start, end, confidence)
    for found in passage.find(DIPLOMATIC, digits=6):
        yield Sighting.at(PATTERN, *found.span(), 0.7)
    for cell in passage.cells:
        if cell.start not in taken and _is_misread(cell.text.strip()):
            yield Sighting.at(PATTERN, *cell.span, 0.75)
        elif UPPER.fullmatch(cell.text.strip()) and (below := _lower_half(passage, cell)):
            yield Sighting(PATTERN, (cell.span, below.span), 0.8)


def _current(passage: Passage, start: int, end: int) -> float:
    return 0.95 if LABEL.names(passage, start, end) else 0.88 if _is_alone(passage, start, end) else 0.8


def _telling(passage: Passage, start: int, end: int) -> float:
    if LABEL.names(passage, start, end):
        return 0.93
    letters = sum(character.isalnum() for character in passage.text[start:end])
    return 0.75 if letters >= SHORTEST_TELLING and _is_alone(passage, start, end) else 0.0


def _dateless(passage: Passage, start: int, end: int) -> float:
    return 0.85 if end - start > 2 and LABEL.names(passage, start, end) else 0.0


def _is_alone(passage: Passage, start: int, end: int) -> bool:
    """Whether nothing else stands in the line but the country's letters and signs."""
    cell = passage.cell_at(start)
    rest = passage.text[cell.start : start] + " " + passage.text[end : cell.end]
    return not any(character.isalnum() for character in COUNTRY.sub("", rest))


def _is_misread(text: str) -> bool:
    """Whether this is of the current style when a letter or two that look like digits are put right."""
    found = MISREAD.fullmatch(text)
    if found is None or not any(character.isdigit() for character in text):
        return False
    meant = as_letters(found[1]) + as_digits(found[2]) + as_letters(found[3])
    guessed = sum(one != other for one, other in zip("".join(found.groups()), meant, strict=True))
    return 0 < guessed <= MOST_GUESSED and CURRENT.fullmatch(meant) is not None


def _lower_half(passage: Passage, upper: Cell) -> Cell | None:
    below = passage.below(upper)
    return below if below is not None and LOWER.fullmatch(below.text.strip()) else None
