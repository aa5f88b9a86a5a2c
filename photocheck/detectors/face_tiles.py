"""Cut a picture into tiles, so that the network's memory stays small and no face is seen twice or in parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from math import ceil, inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Span", "Tile", "spans", "tiles"]

# The network takes multiples of it.
MULTIPLE: Final = 32
# More tiles in a row than any picture that is looked at needs.
MOST_TILES: Final = 8


@dataclass(frozen=True, slots=True)
class Span:
    """A tile along one axis: where it starts and ends, and which part of that is its own to report."""

    start: int
    end: int
    own_start: float
    own_end: float


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a picture; each point of the picture is owned by exactly one tile."""

    across: Span
    down: Span

    def cut(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The tile's pixels, not copied."""
        return pixels[self.down.start : self.down.end, self.across.start : self.across.end]

    def owned(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of rows (left, top, right, bottom, ...) in pixels of the tile, those it owns, in pixels of the picture."""
        moved = rows + np.array((self.across.start, self.down.start) * 2 + (0,) * (rows.shape[1] - 4), rows.dtype)
        middle_x, middle_y = (moved[:, 0] + moved[:, 2]) / 2, (moved[:, 1] + moved[:, 3]) / 2
        inside = (middle_x >= self.across.own_start) & (middle_x < self.across.own_end)
        return moved[inside & (middle_y >= self.down.own_start) & (middle_y < self.down.own_end)]


def tiles(width: int, height: int, most_pixels: int, overlap: int) -> list[Tile]:
    """Cover a picture with equal tiles of at most `most_pixels`, looking at as few pixels as possible.

    Neighbours share at least `overlap` pixels, so what is smaller lies whole in the tile that owns it.
    Raises ValueError where the tiles are too small for that.
    """
    counts = range(1, MOST_TILES + 1)
    columns = [spans(width, count, overlap) for count in counts]
    rows = [spans(height, count, overlap) for count in counts]
    grids = list(product(columns, rows))
    costs = {index: _pixels(*grid) for index, grid in enumerate(grids)}
    possible = [index for index, pixels in costs.items() if pixels <= most_pixels]
    if not possible:
        msg = f"a picture of {width} x {height} pixels needs larger tiles than {most_pixels} pixels"
        raise ValueError(msg)
    across, down = grids[min(possible, key=lambda index: costs[index] * len(grids[index][0]) * len(grids[index][1]))]
    return [Tile(column, row) for row in down for column in across]


def spans(length: int, count: int, overlap: int) -> list[Span]:
    """Cover a length with `count` equal spans that share at least `overlap`, or with one where it is shorter.

    What lies beyond the ends (the middle of a face that is cut by the photo's edge) belongs to the outer spans.
    """
    size = min(length, ceil((length + (count - 1) * overlap) / count / MULTIPLE) * MULTIPLE)
    if size == length:
        return [Span(0, length, -inf, inf)]
    starts = [round(index * (length - size) / (count - 1)) for index in range(count)]
    borders = [-inf, *((first + size + second) / 2 for first, second in pairwise(starts)), inf]
    return [Span(start, start + size, *own) for start, own in zip(starts, pairwise(borders), strict=True)]


def _pixels(across: list[Span], down: list[Span]) -> int:
    return (across[0].end - across[0].start) * (down[0].end - down[0].start)
