"""Cover parts of a picture so that what was there cannot come back."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box, Region

__all__ = ["COVER", "covered", "mask_of"]

# A dark slate that looks chosen, not broken, on light and dark photos alike; RGB.
COVER = (38, 50, 56)


def mask_of(regions: Iterable[Region], width: int, height: int) -> NDArray[np.bool_]:
    """Tell which pixels of a width x height picture the regions touch; what lies outside is cut off."""
    mask = np.zeros((height, width), dtype=np.uint8)
    for region in regions:
        if isinstance(region, Box):
            box = region.clipped(width, height)
            rows = slice(int(np.floor(box.top)), int(np.ceil(box.bottom)))
            columns = slice(int(np.floor(box.left)), int(np.ceil(box.right)))
            mask[rows, columns] = 1
        else:
            # A 4-bit fraction keeps corners that lie between pixels; the outline itself is covered too.
            points = np.round(np.array(region.points) * 16).astype(np.int32)
            cv2.fillPoly(mask, [points], 1, lineType=cv2.LINE_8, shift=4)
            cv2.polylines(mask, [points], isClosed=True, color=1, thickness=1, lineType=cv2.LINE_8, shift=4)
    return mask.astype(bool)


def covered(
    pixels: NDArray[np.uint8], mask: NDArray[np.bool_], colour: tuple[int, int, int] = COVER
) -> NDArray[np.uint8]:
    """Fill the masked pixels of an RGB picture (height, width, 3) with one colour; the original is not changed."""
    painted = pixels.copy()
    painted[mask] = colour
    return painted
