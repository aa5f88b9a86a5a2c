"""Lay small pictures out on sheets of one size, so that a network looks at them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box
from photocheck.imaging.regions import place_of

__all__ = ["Place", "Sheet", "laid_out", "sheets"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies: the sheet's number, and its left and top side on that sheet, in pixels."""

    sheet: int
    left: int
    top: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Pictures side by side: `pixels` (height, width, 3), and for each picture its number and its box on the sheet."""

    pixels: NDArray[np.uint8]
    places: Sequence[tuple[int, Box]]


def sheets(pictures: Sequence[NDArray[np.uint8]], side: int, step: int, ground: int) -> Iterator[Sheet]:
    """Lay RGB pictures (height, width, 3) out on sheets that are `side` wide; what they leave free is `ground`.

    A sheet is as high as it has to be, in steps of `step`: an engine takes long for each shape that it has not seen.
    Raises ValueError for a picture that is larger than a sheet.
    """
    places = laid_out([(picture.shape[1], picture.shape[0]) for picture in pictures], side)
    laid = sorted(enumerate(places), key=lambda numbered: numbered[1].sheet)
    for _, together in groupby(laid, key=lambda numbered: numbered[1].sheet):
        boxes = [(number, _box(place, pictures[number])) for number, place in together]
        height = ceil(max(box.bottom for _, box in boxes) / step) * step
        pixels = np.full((height, side, 3), ground, np.uint8)
        for number, box in boxes:
            pixels[place_of(box)] = pictures[number]
        yield Sheet(pixels, boxes)


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


def _box(place: Place, picture: NDArray[np.uint8]) -> Box:
    return Box(place.left, place.top, place.left + picture.shape[1], place.top + picture.shape[0])
