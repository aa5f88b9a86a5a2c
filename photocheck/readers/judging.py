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

__all__ = ["Candidate", "against_the_rest", "lies_on_its_side", "settled"]

SURE: Final = 0.8
# Where the outline is that of text, a reading is worth passing on from here.
FAIRLY_SURE: Final = 0.65
# A line that is read upside down gives some of its letters, and those surely: with fewer than so many for each height
# along its length it has to be this sure before nobody tries it the other way up.
FEW_LETTERS: Final = 1.5
SURE_OF_FEW: Final = 0.95
# Some letters make sense either way up (SOS, NOON, 69): then the other way says at least this part as much.
AS_GOOD: Final = 0.8
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
        if self.outline.bend is not None:
            # Twigs and stripes are bent more often than lines of text are.
            return letters >= 3 and self.reading.confidence >= SURE
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
    def says_a_word(self) -> bool:
        """Whether it would be text wherever it was found, whatever its outline looks like."""
        return self.readable and self.reading.confidence >= SURE and _letters(self.reading.text) >= 3

    @property
    def reads_well(self) -> bool:
        """Whether there is no need to try the line the other way up."""
        letters = _letters(self.reading.text)
        few = letters * self.outline.height < FEW_LETTERS * self.outline.width
        return letters >= 2 and self.reading.confidence >= (SURE_OF_FEW if few else SURE)

    @property
    def weight(self) -> tuple[bool, float]:
        """How much it says, by which the better of two readings of one place is chosen."""
        return self.readable, self.reading.confidence * _letters(self.reading.text)

    def reads_as_well_as(self, other: Candidate) -> bool:
        """Whether this reading of the same line, the other way up, says nearly as much."""
        return self.readable and self.weight[1] >= AS_GOOD * other.weight[1]

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
        # Twigs and hills are bent more often than lines of text are: what is bent has to be as plain as what is large.
        small = self.outline.height < SMALL and self.outline.bend is None
        score, length = SEEN_SMALL if small else SEEN_LARGE
        return self.outline.score >= score and self.outline.width >= length * self.outline.height


def settled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop what is not text, and of candidates that lie on each other keep the one that says most."""
    kept: list[Candidate] = []
    for candidate in sorted((one for one in candidates if one.is_text), key=lambda one: one.weight, reverse=True):
        if not covered(candidate.outline, [other.outline for other in kept]):
            kept.append(candidate)
    return kept


def against_the_rest(candidates: Sequence[Candidate]) -> list[int]:
    """Which of them were read upside down as the others stand."""
    readable = [candidate.along for candidate in candidates if candidate.readable]
    most = sum(readable, np.zeros(2, np.float32))
    return [number for number, one in enumerate(candidates) if one.readable and float(one.along @ most) < 0]


def lies_on_its_side(lines: Sequence[Line]) -> bool:
    """Whether most of what was found runs up or down."""
    upright = sum(_length(line) for line in lines if _runs_across(line))
    return sum(_length(line) for line in lines) > 2 * upright


def _length(line: Line) -> float:
    """A line's length in letters; a line that could not be read counts as a short word."""
    return float(_letters(line.text)) if line.text is not None else 4.0


def _runs_across(line: Line) -> bool:
    (x0, y0), (x1, y1) = line.polygon.points[:2]
    return abs(x1 - x0) >= abs(y1 - y0)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
