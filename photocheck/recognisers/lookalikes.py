"""Characters that a reader takes for one another, and signs that mean the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["DIGIT", "as_digits", "as_letters", "digits_in", "folded", "wrong_letters"]

# What a reader may give for a digit, as a part of a regular expression.
DIGIT: Final = r"[0-9OoQDIl|!iSsZzBGbgqT]"
_AS_DIGITS: Final = str.maketrans("OoQDIl|!iSsZzBGbgqT", "0000111115522866997")
_AS_LETTERS: Final = str.maketrans("01256848|!", "OIZSGBABII")
_DASHES: Final = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\u30fc\u4e00\u2500~"
_QUOTES: Final = "\u2018\u2019\u201b\u2032\u00b4`"
_SIGNS: Final = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, "'") | {"\u201c": '"', "\u201d": '"', "\u2022": "*"}
)


def folded(text: str) -> str:
    """The text with full-width letters, odd dashes, quotes and spaces made plain; every character keeps its place."""
    if text.isascii() and text.isprintable() and "~" not in text and "`" not in text:
        return text
    return "".join(_plain(character) for character in text).translate(_SIGNS)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isspace():
        return " "
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 else character


def as_digits(text: str) -> str:
    """The text with every letter that looks like a digit turned into it."""
    return text.translate(_AS_DIGITS)


def as_letters(text: str) -> str:
    """The text with every digit that looks like a letter turned into it."""
    return text.translate(_AS_LETTERS)


def digits_in(text: str) -> int:
    """How many true digits there are."""
    return sum(character.isdigit() for character in text)


@lru_cache(maxsize=8192)
def wrong_letters(read: str, meant: str) -> int:
    """How many letters have to be changed, added or left out to make one of the other (Levenshtein's distance)."""
    row = list(range(len(meant) + 1))
    for place, letter in enumerate(read, start=1):
        corner, row[0] = row[0], place
        for column, wanted in enumerate(meant, start=1):
            corner, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, corner + (letter != wanted))
    return row[-1]
