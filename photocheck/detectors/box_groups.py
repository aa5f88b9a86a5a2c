"""Boxes that agree: how far, and which of many see one thing."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["areas", "grouped", "overlaps"]

# So many boxes of about one width are compared at once with what may lie on them.
AT_ONCE: Final = 32

# One box a row: left, top, right, bottom, and whatever else.
Boxes = NDArray[np.floating[Any]]


def grouped(rows: Boxes, least: float) -> tuple[NDArray[np.intp], int]:
    """Number the things that boxes, the likeliest first, are of: each takes all that agree with it and are still free.

    Rows begin with (left, top, right, bottom); two agree when their intersection over union is at least `least`.
    Returns each row's thing, in the order in which things appear, and how many there are.
    """
    thing = np.full(len(rows), -1, np.intp)
    count = 0
    for first, agreeing in enumerate(_agreeing(rows, least)):
        if thing[first] < 0:
            thing[agreeing[thing[agreeing] < 0]] = count
            # A box without area agrees with nothing, not even itself.
            thing[first] = count
            count += 1
    return thing, count


def _agreeing(rows: Boxes, least: float) -> list[NDArray[np.intp]]:
    """For each row, which rows agree with it, the likeliest first.

    Boxes that agree have widths that differ by a factor of 1 / least at most and left edges that are not far apart:
    in a crowd few have to be compared.
    """
    if not len(rows):
        return []
    lefts, widths = rows[:, 0], np.maximum(rows[:, 2] - rows[:, 0], 1.0)
    across = np.argsort(lefts, kind="stable")
    by_width = np.lexsort((lefts, np.floor(np.log2(widths))))
    pairs = []
    for block in np.split(by_width, range(AT_ONCE, len(rows), AT_ONCE)):
        room = (1 - least) * widths[block].max()
        ends = lefts[block].min() - room / least - 1, lefts[block].max() + room + 1
        near = across[slice(*np.searchsorted(lefts[across], ends))]
        one, other = np.nonzero(overlaps(rows[block], rows[near]) >= least)
        pairs.append(np.stack([block[one], near[other]]))
    ones, others = np.concatenate(pairs, axis=1)
    order = np.lexsort((others, ones))
    return np.split(others[order], np.searchsorted(ones[order], np.arange(1, len(rows))))


def areas(rows: Boxes) -> NDArray[np.float64]:
    """Square pixels of boxes (left, top, right, bottom, ...)."""
    return np.maximum(rows[:, 2] - rows[:, 0], 0.0) * np.maximum(rows[:, 3] - rows[:, 1], 0.0)


def overlaps(rows: Boxes, others: Boxes) -> NDArray[np.float64]:
    """Intersection over union of each box with each of the others: (rows, others)."""
    lefts, tops, rights, bottoms = np.ascontiguousarray(others[:, :4].T)
    left, top, right, bottom = rows[:, :4].T[..., np.newaxis]
    width = np.minimum(right, rights) - np.maximum(left, lefts)
    height = np.minimum(bottom, bottoms) - np.maximum(top, tops)
    shared = np.maximum(width, 0.0) * np.maximum(height, 0.0)
    union = areas(rows)[:, np.newaxis] + areas(others) - shared
    return np.asarray(shared / np.maximum(union, np.finfo(np.float64).tiny), np.float64)
