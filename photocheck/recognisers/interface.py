"""What a recogniser is: it reads a passage of text and says what personal data stands where in it.

To add one, write a function like `Recogniser` in a file of this folder, with EXAMPLES that are its tests, and name it
in `recognisers/__init__.py`. A package of your own names it as an entry point of the group `photocheck.recognisers`:

    [project.entry-points."photocheck.recognisers"]
    library-card = "our_council.library_cards:recognise"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from photocheck.recognisers.passage import Passage, Span

__all__ = ["Examples", "Recogniser", "Sighting"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """Personal data that was recognised: the pattern's id, and where its parts stand in the passage.

    Most have one part; an address has one for each of its lines. `keep` is how many of the last characters may be
    shown in reports, so that an officer can tell which one is meant; `shown` stands for it where its name gives nobody
    away, such as that of a marking.
    """

    pattern: str
    parts: tuple[Span, ...]
    confidence: float
    keep: int = 0
    shown: str | None = None

    @classmethod
    def at(
        cls, pattern: str, start: int, end: int, confidence: float, *, keep: int = 0, shown: str | None = None
    ) -> Sighting:
        """Build one that stands in one place."""
        return cls(pattern, ((start, end),), confidence, keep, shown)

    def lies_in(self, other: Sighting) -> bool:
        """Whether all of it is a part of the other, which is of the same pattern."""
        return self.pattern == other.pattern and all(
            any(first <= start and end <= last for first, last in other.parts) for start, end in self.parts
        )


Recogniser = Callable[[Passage], Iterable[Sighting]]


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts that a recogniser must know, each with the part that it must find, and texts that it must leave alone.

    A line break in a text begins a new line; a tab puts what follows further to the right in the same row.
    """

    pattern: str
    found: tuple[tuple[str, str], ...]
    left_alone: tuple[str, ...]
