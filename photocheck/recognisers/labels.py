"""The word beside a value that says what it is: on its left, above it, or right behind it."""

from __future__ import annotations

import re
from typing import Final

from photocheck.recognisers.passage import Passage

__all__ = ["Label"]

# Words that may stand between a label and its value, and signs.
_BETWEEN: Final = (
    r"(?:[^\w\n]{0,6}(?:is|was|are|no|nr|num|number|numbers|code|ref|reference|id|for|of|the|your|my|our|new)\b){0,3}"
    r"[^\w\n]*"
)
# A label is no longer than this; a longer line is a sentence.
_LONGEST_LABEL: Final = 48
# How far up a column a heading may stand over its values.
_HIGHEST_HEADING: Final = 25


class Label:
    """Words that name a value, as a regular expression that ignores case.

    A table's heading counts for every value under it, as long as what stands between has digits too.
    """

    def __init__(self, words: str) -> None:
        self._words = re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)
        self._on_the_left = re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_]){_BETWEEN}$", re.IGNORECASE)
        self._heading = re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])[^\d\n]*$", re.IGNORECASE)

    def names(self, passage: Passage, start: int, end: int) -> bool:
        """Whether the value that stands here is named so."""
        return self.is_before(passage, start) or self._is_above(passage, start) or self._is_behind(passage, end)

    def is_before(self, passage: Passage, start: int) -> bool:
        """Whether the label stands to the left of this place, with nothing but small words between."""
        return self._on_the_left.search(passage.before(start)) is not None

    def _is_above(self, passage: Passage, start: int) -> bool:
        cell = passage.cell_at(start)
        if any(character.isalpha() for character in passage.text[cell.start : start]):
            return False
        for height in range(_HIGHEST_HEADING):
            above = passage.above(cell)
            if above is None:
                return False
            cell = above
            if len(cell.text) <= _LONGEST_LABEL and self._heading.search(cell.text):
                return True
            if height and not any(character.isdigit() for character in cell.text):
                return False
        return False

    def _is_behind(self, passage: Passage, end: int) -> bool:
        return self._words.match(passage.after(end).lstrip(" (-")[:_LONGEST_LABEL]) is not None
