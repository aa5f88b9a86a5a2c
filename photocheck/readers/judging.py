"""Which readings are text, which are text that could not be read, and which are leaves and bricks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Polygon
from photocheck.readers.interface import Line
from photocheck.readers.outlines import Outline, covered
from photocheck.readers.recognition import Reading

__all__ = ["Candidate", "against_the_rest", "letters_read", "lies_on_its_side", "settled"]

SURE: Final = 0.8
# Where the outline is that of text, a reading is worth passing on from here.
FAIRLY_SURE: Final = 0.65
# One letter alone is found on every other wall: both networks have to be sure.
SURE_OF_ONE: Final = 0.95
SEEN_ONE: Final = 0.75
# What cannot be read is text where it is a row of strokes: longer than high, and small, for texture that
# looks like text is large. A large one has to be plain.
SMALL: Final = 60.0
SEEN_SMALL: Final = (0.55, 2.0)
SEEN_LARGE: Final = (0.8, 2.5)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An outline whose first corner is the first letter's top left, and what was read there."""

    outline: Outline
    reading: Reading

    @property
    def readable(self) -> bool:
        """Whether what was read is likely what stands there."""
        letters = _letters(self.reading.text)
        if letters == 1:
            return self.reading.confidence >= SURE_OF_ONE and self.outline.score >= SEEN_ONE
        if letters >= 3 and self._looks_like_text:
            return self.reading.confidence >= FAIRLY_SURE
        return letters >= 2 and self.reading.confidence >= SURE

    @property
    def is_text(self) -> bool:
        """Whether there is text at all, read or not."""
        return self.readable or self._looks_like_text

    @property
    def reads_well(self) -> bool:
        """Whether there is no need to try the line the other way up."""
        return self.reading.confidence >= SURE and _letters(self.reading.text) >= 2

    @property
    def line(self) -> Line:
        """What a reader says of it: the text, or that there is some."""
        polygon = Polygon.of(self.outline.corners)
        if self.readable:
            return Line(polygon, self.reading.text, self.reading.confidence)
        return Line(polygon, None, self.outline.score)

    @property
    def along(self) -> NDArray[np.float32]:
        """The direction of the text, with its number of letters as the length."""
        edge = self.outline.corners[1] - self.outline.corners[0]
        return np.asarray(edge / max(float(np.hypot(*edge)), 1.0) * _letters(self.reading.text), np.float32)

    @property
    def _looks_like_text(self) -> bool:
        score, length = SEEN_SMALL if self.outline.height < SMALL else SEEN_LARGE
        return self.outline.score >= score and self.outline.width >= length * self.outline.height


def settled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop what is not text, and of candidates that lie on each other keep the one that says most."""
    kept: list[Candidate] = []
    for candidate in sorted((one for one in candidates if one.is_text), key=_weight, reverse=True):
        if not covered(candidate.outline, [other.outline for other in kept]):
            kept.append(candidate)
    return kept


def against_the_rest(candidates: Sequence[Candidate]) -> list[int]:
    """Which of them were read upside down as the others stand: some letters make sense either way up."""
    readable = [candidate.along for candidate in candidates if candidate.readable]
    most = sum(readable, np.zeros(2, np.float32))
    return [number for number, one in enumerate(candidates) if one.readable and float(one.along @ most) < 0]


def lies_on_its_side(lines: Sequence[Line]) -> bool:
    """Whether most of what was found runs up or down."""
    upright = sum(_length(line) for line in lines if _runs_across(line))
    return sum(_length(line) for line in lines) > 2 * upright


def letters_read(lines: Sequence[Line]) -> float:
    """How many letters and digits were read, each as much as its line is sure."""
    return sum(line.confidence * _letters(line.text) for line in lines if line.text is not None)


def _length(line: Line) -> float:
    """A line's length in letters; a line that could not be read counts as a short word."""
    return float(_letters(line.text)) if line.text is not None else 4.0


def _runs_across(line: Line) -> bool:
    (x0, y0), (x1, y1) = line.polygon.points[:2]
    return abs(x1 - x0) >= abs(y1 - y0)


def _weight(candidate: Candidate) -> tuple[bool, float]:
    return candidate.readable, candidate.reading.confidence * _letters(candidate.reading.text)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
