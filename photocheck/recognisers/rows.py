"""Lines that stand side by side, as rows: also where a page seen at an angle makes them run apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from photocheck.recognisers.lines import Placed
from photocheck.recognisers.passage import Cell

__all__ = ["in_rows"]

# Two lines are one row when the second is not further from the first one's axis than this part of their height.
DRIFT: Final = 0.5
# Lines in one row differ in height by this factor at most.
HEIGHTS: Final = 2.2
# Outlines are a little too wide, so that neighbours may overlap by this part of their height.
OVERLAP: Final = 0.5


def in_rows(lines: Sequence[Placed], widest_gap: float) -> list[list[Cell]]:
    """Chain lines that stand side by side, each to the nearest on its right; the rows come from the top.

    A gap is not wider than this many times the height of the letters.
    """
    after: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in sorted(_neighbours(lines, widest_gap)):
        if left not in after and right not in taken:
            after[left] = right
            taken.add(right)
    first = [number for number in range(len(lines)) if number not in taken]
    first.sort(key=lambda number: (lines[number].cell.box.centre[1], lines[number].cell.box.left))
    rows = []
    for number in first:
        row = [lines[number].cell]
        last = number
        while last in after:
            last = after[last]
            row.append(lines[last].cell)
        rows.append(row)
    return rows


def _neighbours(lines: Sequence[Placed], widest_gap: float) -> list[tuple[float, int, int]]:
    """All pairs in one row: the gap, the number of the left line and of the right one.

    Every line is compared with every other, so what is needed of each is laid out beforehand.
    """
    places = [
        (box.left, box.right, box.centre[1], box.height, line.slope, (box.left + box.right) / 2, number)
        for number, line in enumerate(lines)
        for box in [line.cell.box]
    ]
    pairs = []
    for left, end, y, height, slope, middle, number in places:
        furthest = end + widest_gap * height * HEIGHTS
        for other_left, other_end, other_y, other_height, other_slope, other_middle, other_number in places:
            if not left < other_left <= furthest:
                continue
            smaller, taller = (height, other_height) if height < other_height else (other_height, height)
            # The longer of the two tells better how the row runs.
            run = slope if end - left >= other_end - other_left else other_slope
            drift = other_y - y - run * (other_middle - middle)
            gap = other_left - end
            if (
                abs(drift) <= DRIFT * smaller
                and taller <= HEIGHTS * smaller
                and -OVERLAP * smaller <= gap <= widest_gap * taller
            ):
                pairs.append((gap, number, other_number))
    return pairs
