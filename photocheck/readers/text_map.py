"""How likely each pixel is text, for a picture of any size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import ceil
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.imaging.tiles import tile_boxes

__all__ = ["text_map"]

# Memory grows with the tile (150 MB at 1,024 pixels, 256 MB at 1,472), and the time hardly falls (4 %).
LARGEST_TILE: Final = 1024
OVERLAP: Final = 64
MULTIPLE: Final = 32

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
