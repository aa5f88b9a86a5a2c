"""Which readings are text, which are text that could not be read, and which are leaves and bricks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from photocheck.readers.outlines import Outline, covered
from photocheck.readers.recognition import Reading

__all__ = ["Candidate", "is_poor", "settled"]

SURE: Final = 0.8
# One letter alone is found on every other wall: both networks have to be sure.
SURE_OF_ONE: Final = 0.95
SEEN_ONE: Final = 0.75
# Unreadable text is a row of strokes, longer than high, that the network is fairly sure of.
SEEN: Final = 0.6
LONG: Final = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An outline whose first corner is the first letter's top left, and what was read there."""

    outline: Outline
    reading: Reading

    @property
    def readable(self) -> bool:
        """Whether what was read is likely what stands there."""
        letters = _letters(self.reading.text)
        if letters >= 2:
            return self.reading.confidence >= SURE
        return letters == 1 and self.reading.confidence >= SURE_OF_ONE and self.outline.score >= SEEN_ONE

    @property
    def is_text(self) -> bool:
        """Whether there is text at all, read or not."""
        return self.readable or (self.outline.score >= SEEN and self.outline.width >= LONG * self.outline.height)


def is_poor(reading: Reading) -> bool:
    """Whether it is worth while to try the line the other way up."""
    return reading.confidence < SURE or _letters(reading.text) < 2


def settled(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop what is not text, and of candidates that lie on each other keep the one that says most."""
    kept: list[Candidate] = []
    for candidate in sorted((one for one in candidates if one.is_text), key=_weight, reverse=True):
        if not covered(candidate.outline, [other.outline for other in kept]):
            kept.append(candidate)
    return kept


def _weight(candidate: Candidate) -> tuple[bool, float]:
    return candidate.readable, candidate.reading.confidence * _letters(candidate.reading.text)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
