"""The machine-readable lines of passports, identity cards and visas (ICAO Doc 9303)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.lookalikes import as_digits
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "mrz"

# Whatever readers make of the filler sign: angle quotation marks, brackets, a Japanese letter.
FILLERS: Final = str.maketrans(dict.fromkeys("\u00ab\u2039\u304f\u226a({[", "<"))
FIRST: Final = re.compile(r"[PIACV][A-Z0-9<][A-Z01<]{3}[A-Z0-9<]{10,42}")
NUMBERS: Final = re.compile(
    r"([A-Z0-9<]{9})([0-9OIBSZ<])([A-Z01<]{3})([0-9OIBSZ]{6})([0-9OIBSZ])([MFX<])([0-9OIBSZ]{6})([0-9OIBSZ])"
)
DATES: Final = re.compile(r"([0-9OIBSZ]{6})([0-9OIBSZ])([MFX<])([0-9OIBSZ]{6})([0-9OIBSZ])([A-Z01<]{3})")
NAMES: Final = re.compile(r"[A-Z<]+<<[A-Z<]+")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        (
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ),
        (
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ),
        ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<1O", "L898902C36UTO7408122F1204159ZE184226B<<<<<1O"),
        ("P«UTOERIKSSON«<ANNA<MARIA«««««««««««««««««««", "P«UTOERIKSSON«<ANNA<MARIA«««««««««««««««««««"),
    ),
    left_alone=(
        "<<< THIS WAY",
        "PLEASE<<KEEP CLEAR",
        "A<B<C",
        "if a << 2 and b << 3",
        "PASSPORTS AND IDENTITY CARDS THIS WAY",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find lines of the three formats; each is known by itself, and a name line by its neighbours."""
    lines = [(cell, cell.text.replace(" ", "").translate(FILLERS).upper()) for cell in passage.cells]
    known = {}
    for cell, text in lines:
        if len(text) >= 24 and (confidence := _line_confidence(text)):
            known[cell.start] = confidence
            yield Sighting.at(PATTERN, cell.start, cell.end, confidence)
    if not known:
        return
    for cell, text in lines:
        if cell.start not in known and len(text) >= 24 and text.count("<") >= 2 and NAMES.fullmatch(text):
            yield Sighting.at(PATTERN, cell.start, cell.end, 0.9)


def _line_confidence(text: str) -> float:
    numbers = NUMBERS.match(text)
    if numbers:
        checks = ((1, 2), (4, 5), (7, 8))
        passed = sum(_check_digit(numbers[value]) == as_digits(numbers[check]) for value, check in checks)
        return 0.99 if passed >= 2 else 0.9 if "<" in text or passed else 0.0
    dates = DATES.match(text)
    if dates:
        passed = sum(_check_digit(dates[value]) == as_digits(dates[check]) for value, check in ((1, 2), (4, 5)))
        return 0.99 if passed == 2 else 0.9 if "<" in text else 0.0
    return 0.93 if FIRST.match(text) and text.count("<") >= 4 and FIRST.fullmatch(text[:44]) else 0.0


def _check_digit(value: str) -> str:
    """The check digit of ICAO Doc 9303: weights 7, 3, 1; letters count from 10, the filler 0."""
    value = value if any(character.isalpha() for character in value[:2]) else as_digits(value)
    total = sum(
        weight * (0 if character == "<" else int(character, 36))
        for character, weight in zip(value, (7, 3, 1) * 15, strict=False)
    )
    return str(total % 10)
