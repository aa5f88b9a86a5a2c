"""Driving licence numbers of Great Britain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, as_digits, as_letters, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-driving-licence"

LABEL: Final = Label("licen[cs]e", "dvla", "driver (?:number|no)", words=("licence",))
# Surname, decade of birth, month (plus 50 for women), day, year, initials, a figure and two letters that tell apart.
WRITTEN: Final = re.compile(
    rf"(?<![^\W_])([A-Za-z0-9]{{5}})[ -]?({DIGIT}{{6}})[ -]?([A-Za-z0-9]{{2}})({DIGIT})([A-Za-z0-9]{{2}})"
    rf"(?:[ -]?{DIGIT}{{2}})?(?![^\W_])"
)
SURNAME: Final = re.compile(r"[A-Z]{1,5}9{0,4}")
BORN: Final = re.compile(r"\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d")
INITIALS: Final = re.compile(r"[A-Z][A-Z9]|99")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("MORGA657054SM9IJ", "MORGA657054SM9IJ"),
        ("Licence number MORGA 657054 SM9IJ 35", "MORGA 657054 SM9IJ 35"),
        ("Driving licence: FOX99704115A99AB", "FOX99704115A99AB"),
        ("5. M0RGA657O54SM9IJ", "M0RGA657O54SM9IJ"),
    ),
    left_alone=("MORGA699054SM9IJ", "12345678901234AB", "ABCDEFGHIJKLMNOP", "TRACK123456AB1CD2"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find sixteen characters in which a surname and a day of birth stand in their places."""
    for found in passage.find(WRITTEN, digits=4):
        surname, born, initials, figure, ending = found.groups()
        if digits_in(born) < 4 or digits_in(ending) > 1:
            continue
        letters = as_letters(surname.rstrip("9")) + "9" * (len(surname) - len(surname.rstrip("9")))
        if not (
            SURNAME.fullmatch(letters.upper())
            and BORN.fullmatch(as_digits(born))
            and INITIALS.fullmatch(as_letters(initials.upper().replace("9", "\0")).replace("\0", "9"))
        ):
            continue
        start, end = found.span()
        named = LABEL.names(passage, start, end)
        exact = born.isdigit() and figure.isdigit() and ending.isalpha()
        yield Sighting.at(PATTERN, start, end, 0.98 if named else 0.93 if exact else 0.85, keep=2)
