"""How likely each pixel is text, for a picture of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import ceil
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.imaging.regions import place_of
from photocheck.imaging.sheets import sheets
from photocheck.imaging.tiles import tile_boxes

__all__ = ["text_map", "text_maps"]

# Memory grows with the tile (150 MB at 1,024 pixels, 256 MB at 1,472), and the time hardly falls (4 %).
LARGEST_TILE: Final = 1024
OVERLAP: Final = 64
MULTIPLE: Final = 32
# Small pictures share a sheet of this width.
SHEET: Final = 896
SHEET_STEP: Final = 224
# Zero for the network, as in its training.
GREY: Final = 127

Network = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def text_map(network: Network, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Map RGB pixels (height, width, 3) to probabilities (height, width).

    Large pictures go through the network in overlapping tiles, and where tiles overlap the higher
    probability counts. The map is one piece, so a line that a tile's border cuts stays one line.
    """
    height, width = pixels.shape[:2]
    whole = np.zeros((height, width), np.float32)
    for place in product(_spans(height), _spans(width)):
        part = pixels[place]
        rows, columns = part.shape[:2]
        found = network(_padded(part))[:rows, :columns]
        np.maximum(whole[place], found, out=whole[place])
    return whole


def text_maps(network: Network, pictures: Sequence[NDArray[np.uint8]]) -> Iterator[NDArray[np.float32]]:
    """Map several pictures at once, in the order given; small ones go through the network together."""
    small = [number for number, picture in enumerate(pictures) if max(picture.shape[:2]) <= SHEET]
    maps = dict(zip(small, _maps_of_small(network, [pictures[number] for number in small]), strict=True))
    for number, picture in enumerate(pictures):
        yield maps[number] if number in maps else text_map(network, picture)


def _maps_of_small(network: Network, pictures: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.float32]]:
    maps = [np.zeros(picture.shape[:2], np.float32) for picture in pictures]
    for sheet in sheets(pictures, SHEET, SHEET_STEP, GREY):
        probabilities = network(sheet.pixels)
        for number, box in sheet.places:
            maps[number][:] = probabilities[place_of(box)]
    return maps


def _spans(length: int) -> list[slice]:
    """Cut a side into overlapping tiles that are only as long as they need to be."""
    if length <= LARGEST_TILE:
        return [slice(0, length)]
    count = ceil((length - OVERLAP) / (LARGEST_TILE - OVERLAP))
    each = ceil((length + (count - 1) * OVERLAP) / count / MULTIPLE) * MULTIPLE
    return [slice(int(tile.left), int(tile.right)) for tile in tile_boxes(length, 1, each, OVERLAP)]


def _padded(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Repeat the last row and column until both sides are multiples of 32."""
    rows, columns = pixels.shape[:2]
    below, right = -rows % MULTIPLE, -columns % MULTIPLE
    if not below and not right:
        return np.ascontiguousarray(pixels)
    return np.asarray(cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8)
