"""Put the lines that were read in a photo together into passages: what lies on one page, in rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, hypot, pi, sin
from typing import Final

from photocheck.domain.containment import holders
from photocheck.domain.findings import OBJECT_KINDS, Finding
from photocheck.domain.geometry import Box, Polygon, Region
from photocheck.recognisers.lookalikes import folded
from photocheck.recognisers.passage import Cell, Passage

__all__ = ["passages", "written_passage"]

# Lines whose directions differ by more than this are not read together.
SAME_DIRECTION: Final = pi / 7
# The direction of a box that is not longer than this many times its height says nothing.
DIRECTED: Final = 1.5
# Two lines are one row when the second is not further from the first one's axis than this part of their height.
ROW_DRIFT: Final = 0.5
# Lines in one row differ in height by this factor at most.
ROW_HEIGHTS: Final = 2.2
# How wide a gap in a row may be, in heights: in a table, and where nothing holds the lines together.
GAP_ON_A_PAGE: Final = 40.0
GAP_IN_THE_OPEN: Final = 8.0


def passages(findings: Sequence[Finding]) -> Iterator[Passage]:
    """Yield the passages of a photo; a cell's key is the finding's place in the sequence."""
    # Numbered, so that each is another than the lines, which have no number yet.
    objects = [
        replace(finding, number=number)
        for number, finding in enumerate(findings, start=1)
        if finding.kind in OBJECT_KINDS and finding.region is not None
    ]
    groups: dict[tuple[int, int], list[_Line]] = defaultdict(list)
    for index, finding in enumerate(findings):
        if finding.kind != "text" or finding.text is None or not finding.text.revealed:
            continue
        text = folded(finding.text.revealed)
        if finding.region is None:
            yield written_passage(text, key=index)
            continue
        held_by = holders(replace(finding, number=0), objects)
        groups[finding.page, held_by[0].number if held_by else 0].append(_Line.of(index, text, finding.region))
    for (_, holder), lines in groups.items():
        for angle, together in _by_direction(lines):
            cells = [line.cell(angle) for line in together]
            yield Passage.of(_rows(cells, GAP_ON_A_PAGE if holder else GAP_IN_THE_OPEN))


def written_passage(text: str, key: int = 0) -> Passage:
    """A passage from plain text: line breaks make rows, tabs make columns. Every line gets the same key."""
    rows = []
    for number, row in enumerate(text.split("\n")):
        cells = []
        left = 0.0
        for piece in row.split("\t"):
            cells.append(Cell(key, folded(piece), Box(left, 1.5 * number, left + 0.5 * len(piece), 1.5 * number + 1)))
            left += max(0.5 * len(piece) + 2, 12.0)
        rows.append(cells)
    return Passage.of(rows)


@dataclass(frozen=True, slots=True)
class _Line:
    key: int
    text: str
    x: float
    y: float
    width: float
    height: float
    angle: float

    @classmethod
    def of(cls, key: int, text: str, region: Region) -> _Line:
        if not isinstance(region, Polygon) or len(region.points) != 4:
            box = region.box
            return cls(key, text, *box.centre, box.width, box.height, 0.0)
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = region.points
        along = (x1 + x2 - x0 - x3) / 2, (y1 + y2 - y0 - y3) / 2
        down = (x3 + x2 - x0 - x1) / 2, (y3 + y2 - y0 - y1) / 2
        x, y = (x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4
        return cls(key, text, x, y, hypot(*along), hypot(*down), atan2(along[1], along[0]))

    def cell(self, angle: float) -> Cell:
        """The line in a frame that is turned so that text runs to the right."""
        x, y = self.x * cos(angle) + self.y * sin(angle), self.y * cos(angle) - self.x * sin(angle)
        dx, dy = self.width / 2, self.height / 2
        return Cell(self.key, self.text, Box(x - dx, y - dy, x + dx, y + dy))


def _by_direction(lines: Sequence[_Line]) -> Iterator[tuple[float, list[_Line]]]:
    """Part lines that run in different directions; lines too short to tell go with the most."""
    rest = list(lines)
    while rest:
        angle = _direction(rest)
        together = [line for line in rest if _turn(line.angle, angle) <= SAME_DIRECTION]
        if not together:
            together = rest
        kept = {line.key for line in together}
        kept.update(line.key for line in rest if line.width < DIRECTED * line.height)
        yield angle, [line for line in rest if line.key in kept]
        rest = [line for line in rest if line.key not in kept]


def _direction(lines: Sequence[_Line]) -> float:
    """The direction in which most of the text runs: that of the longest line, evened out with its like."""
    leading = max(lines, key=lambda line: (line.width if line.width >= DIRECTED * line.height else 0.0, line.width))
    like = [line for line in lines if _turn(line.angle, leading.angle) <= SAME_DIRECTION]
    return atan2(sum(line.width * sin(line.angle) for line in like), sum(line.width * cos(line.angle) for line in like))


def _turn(one: float, other: float) -> float:
    return abs((one - other + pi) % (2 * pi) - pi)


def _rows(cells: Sequence[Cell], widest_gap: float) -> list[list[Cell]]:
    """Chain lines that stand side by side, each to the nearest on its right."""
    following: dict[int, Cell] = {}
    taken: set[int] = set()
    pairs = sorted(
        (right.box.left - left.box.right, left.key, right.key, right)
        for left in cells
        for right in cells
        if _side_by_side(left.box, right.box, widest_gap)
    )
    for _, left_key, right_key, right in pairs:
        if left_key not in following and right_key not in taken:
            following[left_key] = right
            taken.add(right_key)
    rows = []
    for cell in sorted(cells, key=lambda cell: (cell.box.centre[1], cell.box.left)):
        if cell.key in taken:
            continue
        row = [cell]
        while (after := following.get(row[-1].key)) is not None:
            row.append(after)
        rows.append(row)
    return rows


def _side_by_side(left: Box, right: Box, widest_gap: float) -> bool:
    smaller, taller = sorted((left.height, right.height))
    if abs(left.centre[1] - right.centre[1]) > ROW_DRIFT * smaller or taller > ROW_HEIGHTS * smaller:
        return False
    return -0.5 * smaller <= right.left - left.right <= widest_gap * taller and right.left > left.left
