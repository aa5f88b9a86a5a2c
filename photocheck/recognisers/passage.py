"""Lines that belong together, as one text: rows from the top, each from the left."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from photocheck.domain.geometry import Box
from photocheck.recognisers.lookalikes import folded

__all__ = ["Cell", "Passage", "Span"]

# From where to where in a passage's text.
Span = tuple[int, int]

# A line stands under another when it is not further down than this many times the height of the taller one ...
REACH_DOWN: Final = 2.6
# ... and shares at least this part of the narrower one's width with it, or begins where it begins.
SHARED_WIDTH: Final = 0.3
# A gap wider than this many times the height of the letters is a new column.
WIDE_GAP: Final = 1.3


@dataclass(frozen=True, slots=True)
class Cell:
    """One line: `text` is plain, `read` is as the reader gave it, character for character.

    `box` is turned so that the text runs to the right. `key` is whatever the maker of the passage wants to know it by,
    and `start` where it begins in the passage.
    """

    key: int
    text: str
    read: str
    box: Box
    start: int = 0

    @classmethod
    def of(cls, key: int, read: str, box: Box) -> Cell:
        """Build from what was read."""
        return cls(key, folded(read), read, box)

    @property
    def end(self) -> int:
        """Where it ends in the passage's text."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Where it stands in the passage's text."""
        return self.start, self.end


class Passage:
    """Lines on one page, screen or sign. `text` has a line break between rows and a tab or a space between cells.

    Every place in it is an offset into `text`; `cells_of` says which lines a piece of it stands on.
    """

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Put rows of cells together; the cells get their place in the text here."""
        cells: list[Cell] = []
        pieces: list[str] = []
        length = 0
        for row in rows:
            for number, cell in enumerate(row):
                if pieces:
                    pieces.append(_gap(row[number - 1], cell) if number else "\n")
                    length += 1
                cells.append(replace(cell, start=length))
                pieces.append(cell.text)
                length += len(cell.text)
        self.text = "".join(pieces)
        self.cells = tuple(cells)
        self._starts = [cell.start for cell in cells]
        self._above: dict[int, Cell | None] = {}
        self._below: dict[int, Cell | None] = {}

    def find(self, pattern: re.Pattern[str], *, digits: int = 0) -> Iterator[re.Match[str]]:
        """Yield what fits within a row, looking only at rows that have this many digits: most have none."""
        for start, end, count in self._rows:
            if count >= digits:
                yield from pattern.finditer(self.text, start, end)

    def cell_at(self, offset: int) -> Cell:
        """The line in which this place stands; of a gap, the line before it."""
        return self.cells[max(bisect_right(self._starts, offset) - 1, 0)]

    def cells_of(self, start: int, end: int) -> list[Cell]:
        """The lines over which a piece of the text runs."""
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)
        return [cell for cell in self.cells[max(first, 0) : last] if cell.end > start]

    def parts(self, start: int, end: int) -> tuple[Span, ...]:
        """A piece of the text, line by line."""
        return tuple((max(start, cell.start), min(end, cell.end)) for cell in self.cells_of(start, end))

    def before(self, offset: int) -> str:
        """What stands to the left of this place in its row."""
        return self.text[self.text.rfind("\n", 0, offset) + 1 : offset]

    def after(self, offset: int) -> str:
        """What stands to the right of this place in its row."""
        end = self.text.find("\n", offset)
        return self.text[offset : len(self.text) if end < 0 else end]

    def above(self, cell: Cell) -> Cell | None:
        """The nearest line above, in the same column."""
        if cell.start not in self._above:
            upper = (other for other in self._near(cell) if _is_under(cell.box, other.box))
            self._above[cell.start] = min(upper, key=lambda other: _distance(cell.box, other.box), default=None)
        return self._above[cell.start]

    def below(self, cell: Cell) -> Cell | None:
        """The nearest line below, in the same column."""
        if cell.start not in self._below:
            lower = (other for other in self._near(cell) if _is_under(other.box, cell.box))
            self._below[cell.start] = min(lower, key=lambda other: _distance(other.box, cell.box), default=None)
        return self._below[cell.start]

    @cached_property
    def _rows(self) -> list[tuple[int, int, int]]:
        """Where each row begins and ends, and how many digits it has."""
        rows = []
        start = 0
        for row in self.text.split("\n"):
            rows.append((start, start + len(row), sum(character.isdigit() for character in row)))
            start += len(row) + 1
        return rows

    @cached_property
    def _from_the_top(self) -> tuple[list[float], list[Cell], float]:
        """The lines by height, and how far from a line another may be to stand under or over it."""
        cells = sorted(self.cells, key=lambda cell: cell.box.centre[1])
        reach = REACH_DOWN * max((cell.box.height for cell in cells), default=0.0)
        return [cell.box.centre[1] for cell in cells], cells, reach

    def _near(self, cell: Cell) -> list[Cell]:
        heights, cells, reach = self._from_the_top
        middle = cell.box.centre[1]
        return cells[bisect_left(heights, middle - reach) : bisect_right(heights, middle + reach)]


def _gap(left: Cell, right: Cell) -> str:
    return "\t" if right.box.left - left.box.right > WIDE_GAP * min(left.box.height, right.box.height) else " "


def _is_under(lower: Box, upper: Box) -> bool:
    distance = lower.centre[1] - upper.centre[1]
    tallest = max(lower.height, upper.height)
    if not 0.5 * min(lower.height, upper.height) < distance <= REACH_DOWN * tallest:
        return False
    aligned = abs(lower.left - upper.left) <= tallest
    return aligned or _shared_width(lower, upper) >= SHARED_WIDTH * min(lower.width, upper.width) > 0


def _distance(lower: Box, upper: Box) -> tuple[float, float]:
    """How far apart two lines are, those that share more of their width first where that is the same."""
    return lower.top - upper.bottom, -_shared_width(lower, upper)


def _shared_width(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
