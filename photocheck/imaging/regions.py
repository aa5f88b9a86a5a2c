"""Parts of a picture that are worth a closer look, as boxes that do not meet."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

import numpy as np

from photocheck.domain.geometry import Box

__all__ = ["joined", "place_of"]


def joined(boxes: Iterable[Box]) -> list[Box]:
    """Replace boxes that meet by one around them, until none meet; in whole pixels, empty ones left out."""
    parts: list[Box] = []
    for box in boxes:
        grown = box
        while meeting := [part for part in parts if part.meets(grown)]:
            parts = [part for part in parts if part not in meeting]
            grown = _around([grown, *meeting])
        parts.append(grown)
    whole = [Box(floor(part.left), floor(part.top), ceil(part.right), ceil(part.bottom)) for part in parts]
    return [part for part in whole if part.area]


def place_of(box: Box) -> tuple[slice, slice]:
    """Where a box of whole pixels lies in an array (height, width, ...)."""
    return np.s_[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
