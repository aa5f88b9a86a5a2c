"""Cut a large photo into overlapping tiles, so that small things are looked at in full size."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from photocheck.domain.geometry import Box

__all__ = ["tile_boxes"]


def tile_boxes(width: int, height: int, size: int, overlap: int) -> Iterator[Box]:
    """Yield boxes that cover a width x height picture, left to right and top to bottom.

    Each is at most `size` pixels on a side and shares at least `overlap` pixels with its neighbours, so
    whatever is smaller than `overlap` lies whole in at least one of them. Tiles of a row are spread
    evenly. Raises ValueError unless 0 <= overlap < size.
    """
    if not 0 <= overlap < size:
        msg = f"the overlap must lie between 0 and the tile size, got {overlap} and {size}"
        raise ValueError(msg)
    for top, bottom in _spans(height, size, overlap):
        for left, right in _spans(width, size, overlap):
            yield Box(left, top, right, bottom)


def _spans(length: int, size: int, overlap: int) -> Iterator[tuple[int, int]]:
    if length <= size:
        yield 0, length
        return
    count = ceil((length - overlap) / (size - overlap))
    for index in range(count):
        start = round(index * (length - size) / (count - 1))
        yield start, start + size
