"""Lines that belong together, as one text: rows from the top, each from the left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from photocheck.domain.geometry import Box

__all__ = ["Cell", "Passage", "Span"]

Span = tuple[int, int]

# A line stands under another when it is not further down than this many times the height of the taller one.
REACH_DOWN: Final = 2.6
# ... and shares at least this part of the narrower one's width with it, or begins where it begins.
SHARED_WIDTH: Final = 0.3
# A gap wider than this many times the height of the letters is a new column.
WIDE_GAP: Final = 1.3


@dataclass(frozen=True, slots=True)
class Cell:
    """One line as the reader gave it; `box` is turned so that the text runs to the right.

    `key` is whatever the maker of the passage wants to know it by, and `start` where it begins in the passage.
    """

    key: int
    text: str
    box: Box
    start: int = 0

    @property
    def end(self) -> int:
        """Where it ends in the passage's text."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Passage:
    """Lines on one page, screen or sign. `text` has a line break between rows and a tab or a space between cells.

    Every place in it is an offset into `text`; `parts` says which lines a piece of it stands on.
    """

    text: str
    cells: tuple[Cell, ...]
    _starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]]) -> Passage:
        """Build from rows of cells, which get their place in the text here."""
        cells: list[Cell] = []
        pieces: list[str] = []
        length = 0
        for row in rows:
            for number, cell in enumerate(row):
                if pieces:
                    pieces.append(_gap(row[number - 1], cell) if number else "\n")
                    length += 1
                cells.append(Cell(cell.key, cell.text, cell.box, length))
                pieces.append(cell.text)
                length += len(cell.text)
        return cls("".join(pieces), tuple(cells), tuple(cell.start for cell in cells))

    def cell_at(self, offset: int) -> Cell:
        """The line in which this place stands; of a gap, the line before it."""
        return self.cells[max(bisect_right(self._starts, offset) - 1, 0)]

    def cells_of(self, start: int, end: int) -> list[Cell]:
        """The lines over which a piece of the text runs."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)
        return [cell for cell in self.cells[max(first, 0) : last] if cell.start < end and cell.end > start]

    def before(self, offset: int) -> str:
        """What stands to the left of this place in its row."""
        return self.text[self.text.rfind("\n", 0, offset) + 1 : offset]

    def after(self, offset: int) -> str:
        """What stands to the right of this place in its row."""
        end = self.text.find("\n", offset)
        return self.text[offset : len(self.text) if end < 0 else end]

    def above(self, cell: Cell) -> Cell | None:
        """The nearest line above, in the same column."""
        return min(
            (other for other in self.cells if _is_under(cell.box, other.box)),
            key=lambda other: (cell.box.top - other.box.bottom, -_shared_width(cell.box, other.box)),
            default=None,
        )

    def below(self, cell: Cell) -> Cell | None:
        """The nearest line below, in the same column."""
        return min(
            (other for other in self.cells if _is_under(other.box, cell.box)),
            key=lambda other: (other.box.top - cell.box.bottom, -_shared_width(cell.box, other.box)),
            default=None,
        )

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The text row by row."""
        return tuple(self.text.split("\n"))


def _gap(left: Cell, right: Cell) -> str:
    return "\t" if right.box.left - left.box.right > WIDE_GAP * min(left.box.height, right.box.height) else " "


def _is_under(lower: Box, upper: Box) -> bool:
    distance = lower.centre[1] - upper.centre[1]
    tallest = max(lower.height, upper.height)
    if not 0.5 * min(lower.height, upper.height) < distance <= REACH_DOWN * tallest:
        return False
    aligned = abs(lower.left - upper.left) <= tallest
    return aligned or _shared_width(lower, upper) >= SHARED_WIDTH * min(lower.width, upper.width) > 0


def _shared_width(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
