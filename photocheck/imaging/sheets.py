"""Lay small pictures out on sheets of one size, so that a network looks at them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Place", "laid_out"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies: the sheet's number, and its left and top side on that sheet, in pixels."""

    sheet: int
    left: int
    top: int


def laid_out(sizes: Sequence[tuple[int, int]], side: int) -> list[Place]:
    """Lay pictures of these sizes (width, height) on square sheets of `side` pixels, none over another.

    In rows, the highest first, each row as high as its first picture ("next fit, decreasing height": Coffman,
    Garey, Johnson and Tarjan, 1980). Raises ValueError for a picture that is larger than a sheet.
    """
    places = [Place(0, 0, 0)] * len(sizes)
    sheet = left = top = row_height = 0
    for index in sorted(range(len(sizes)), key=lambda index: sizes[index][1], reverse=True):
        width, height = sizes[index]
        if max(width, height) > side:
            msg = f"a picture of {width} x {height} pixels is larger than a sheet of {side}"
            raise ValueError(msg)
        if left + width > side:
            left, top, row_height = 0, top + row_height, 0
        if top + height > side:
            sheet, left, top, row_height = sheet + 1, 0, 0, 0
        row_height = max(row_height, height)
        places[index] = Place(sheet, left, top)
        left += width
    return places
