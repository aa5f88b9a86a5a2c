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
_D: Final = "[0-9OQDIlSBZ]"
# The first line of a passport, an identity card or a visa: what it is, who gave it, then names or a number.
FIRST: Final = re.compile(r"[PIACV][A-Z0-9<]{4}[A-Z0-9<]{10,43}")
# The second line of a passport: number, nationality, day of birth, sex, last day; each with its check digit.
NUMBERS: Final = re.compile(rf"([A-Z0-9<]{{9}})({_D}|<)[A-Z0-9<]{{3}}({_D}{{6}})({_D})[MFX<]({_D}{{6}})({_D})")
# The second line of an identity card: day of birth, sex, last day, nationality.
DATES: Final = re.compile(rf"({_D}{{6}})({_D})[MFX<]({_D}{{6}})({_D})[A-Z0-9<]{{3}}")
NAMES: Final = re.compile(r"[A-Z]+(?:<[A-Z]+)*<<[A-Z<]+")
SHORTEST: Final = 24
# Lower-case letters are a reader's slips; more of them, and it is another kind of text.
MOST_SMALL: Final = 3
FEWEST_FILLERS: Final = 4

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
        ("L898902C36UTO74O8122F12O4159ZE184226B<<<<<10", "L898902C36UTO74O8122F12O4159ZE184226B<<<<<10"),
        ("P<6BRPERS0N<<ANGELA<Z0E<<<<<<<<<<<<<<<<<<<<<", "P<6BRPERS0N<<ANGELA<Z0E<<<<<<<<<<<<<<<<<<<<<"),
        ("533401372068R8809117F2509286<<<<<<<<<<<<<<02", "533401372068R8809117F2509286<<<<<<<<<<<<<<02"),
        ("P«UTOERIKSSON«<ANNA<MARIA«««««««««««««««««««", "P«UTOERIKSSON«<ANNA<MARIA«««««««««««««««««««"),
    ),
    left_alone=(
        "<<< THIS WAY",
        "PLEASE<<KEEP CLEAR",
        "A<B<C",
        "if a << 2 and b << 3",
        "PASSPORTS AND IDENTITY CARDS THIS WAY",
        "Callable[[BaseExceptionGroup[BaseExcT_2]]], bool]",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find lines of the three formats; each is known by itself, and a line of names by its neighbours."""
    lines = {cell: _plain(cell.text) for cell in passage.cells if len(cell.text) >= SHORTEST}
    known = {cell: confidence for cell, text in lines.items() if (confidence := _confidence(text))}
    for cell, text in lines.items():
        if cell in known:
            yield Sighting.at(PATTERN, *cell.span, known[cell])
        elif known and NAMES.fullmatch(text):
            yield Sighting.at(PATTERN, *cell.span, 0.9)


def _plain(text: str) -> str:
    """The line without spaces, with one sign for the filler; empty where it can't be one."""
    if sum(character.islower() for character in text) > MOST_SMALL:
        return ""
    return text.replace(" ", "").translate(FILLERS).upper()


def _confidence(text: str) -> float:
    if len(text) < SHORTEST:
        return 0.0
    found = NUMBERS.match(text) or DATES.match(text)
    if found:
        values = found.groups()
        passed = sum(
            _check_digit(value) == as_digits(check) for value, check in zip(values[::2], values[1::2], strict=True)
        )
        return 0.99 if passed >= 2 else 0.9 if passed or "<" in text else 0.0
    return 0.93 if FIRST.fullmatch(text) and text.count("<") >= FEWEST_FILLERS else 0.0


def _check_digit(value: str) -> str:
    """The check digit of ICAO Doc 9303: weights 7, 3, 1; letters count from 10, the filler 0."""
    value = value if len(value) > len("YYMMDD") else as_digits(value)
    total = sum(
        weight * (0 if character == "<" else int(character, 36))
        for character, weight in zip(value, (7, 3, 1) * 3, strict=False)
    )
    return str(total % 10)
