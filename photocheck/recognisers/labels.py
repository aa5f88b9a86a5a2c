"""The words beside a value that say what it is: on its left, above it, or right behind it."""

from __future__ import annotations

import re
from typing import Final

from photocheck.recognisers.lookalikes import wrong_letters
from photocheck.recognisers.passage import Passage

__all__ = ["Label", "is_misread", "one_of"]

# Words that may stand between a label and its value, signs, and the number of a footnote or of a field.
_BETWEEN: Final = (
    r"(?:[^\w\n]{0,6}(?:is|was|are|no|nr|num|number|numbers|code|ref|reference|id|for|of|the|your|my|our|new)\b){0,3}"
    r"[^\w\n]*(?:\d[^\w\n]+)?"
)
_NO_LETTER_BEFORE: Final = r"(?<![^\W\d_])"
_NO_LETTER_BEHIND: Final = r"(?![^\W\d_])"
_SPACES: Final = re.compile(r"\[[^]]*\]| \??")
# A label is no longer than this; a longer line is a sentence.
_LONGEST_LABEL: Final = 48
# How far up a column a heading may stand over its values.
_HIGHEST_HEADING: Final = 25
# "(1)" beside a label numbers the fields of a form.
_FIELD_NUMBER: Final = re.compile(r"\(?\b\d{1,2}[a-z]?[).]")
# What may stand between a heading and its first value.
_HINT: Final = re.compile(r"\(.*\)|[\W_]*|.*d{1,2}\W*m{1,2}\W*y{2,4}.*", re.IGNORECASE)
# One of so many last words before a value is the label.
_LAST_WORDS: Final = 2
# A reader gets one letter in this many wrong, and the word can still be told.
_LETTERS_FOR_ONE_WRONG: Final = 5


def one_of(*phrases: str) -> str:
    """A part of a regular expression that fits any of these; a space in a phrase stands for a gap of any width.

    A space with a question mark stands for a gap or none; one in square brackets for itself.
    """
    return f"(?:{'|'.join(_SPACES.sub(_any_gap, phrase) for phrase in phrases)})"


def _any_gap(found: re.Match[str]) -> str:
    return {" ": r"[^\S\n]+", " ?": r"[^\S\n]*"}.get(found.group(), found.group())


def is_misread(word: str, meant: str) -> bool:
    """Whether this may be the word that is meant, with a letter or two read wrong."""
    most = len(meant) // _LETTERS_FOR_ONE_WRONG
    return abs(len(word) - len(meant)) <= most and wrong_letters(word.lower(), meant) <= most


class Label:
    """Phrases that name a value; each is a regular expression that ignores case and how wide a gap is.

    A table's heading counts for every value under it, as long as what stands between has digits too. `words` are
    long words of the label that are known even where the reader got a letter wrong.
    """

    def __init__(self, *phrases: str, words: tuple[str, ...] = ()) -> None:
        label = f"{_NO_LETTER_BEFORE}{one_of(*phrases)}{_NO_LETTER_BEHIND}"
        self._words = words
        self._on_the_left = re.compile(f"{label}{_BETWEEN}$", re.IGNORECASE)
        self._heading = re.compile(f"{label}[^\\d\\n]*$", re.IGNORECASE)
        self._behind = re.compile(rf"[ (-]*{label}[\W_]*$", re.IGNORECASE)

    def names(self, passage: Passage, start: int, end: int) -> bool:
        """Whether the value that stands here is named so."""
        return self.is_before(passage, start) or self._is_above(passage, start) or self._is_behind(passage, start, end)

    def is_before(self, passage: Passage, start: int) -> bool:
        """Whether the label stands to the left of this place, with nothing but small words between."""
        before = passage.before(start)[-_LONGEST_LABEL:]
        return self._on_the_left.search(before) is not None or self._is_misread_in(before)

    def _is_above(self, passage: Passage, start: int) -> bool:
        cell = passage.cell_at(start)
        if any(character.isalpha() for character in passage.text[cell.start : start]):
            return False
        for _ in range(_HIGHEST_HEADING):
            above = passage.above(cell)
            if above is None:
                return False
            cell = above
            text = _FIELD_NUMBER.sub("", cell.text)
            if len(text) <= _LONGEST_LABEL and (self._heading.search(text) or self._is_misread_in(text)):
                return True
            if not any(character.isdigit() for character in text) and not _HINT.fullmatch(text):
                return False
        return False

    def _is_behind(self, passage: Passage, start: int, end: int) -> bool:
        cell = passage.cell_at(start)
        return end <= cell.end and self._behind.match(passage.text[end : cell.end]) is not None

    def _is_misread_in(self, text: str) -> bool:
        """Whether one of the last words of a label is one of ours, but for a letter."""
        if not self._words:
            return False
        last = re.findall(r"[^\W_]+", text)[-_LAST_WORDS:]
        return any(is_misread(word, meant) for word in last for meant in self._words)
