"""Turn pixels by quarter turns, and bring what was found on them back to the photo."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box, Point, Polygon

__all__ = ["turn_back", "turned"]

AnyRegion = TypeVar("AnyRegion", Box, Polygon)


def turned(pixels: NDArray[np.uint8], quarter_turns: int) -> NDArray[np.uint8]:
    """Turn pixels of shape (height, width, ...) clockwise by 90 degrees times `quarter_turns`."""
    return np.ascontiguousarray(np.rot90(pixels, k=-quarter_turns % 4))


def turn_back(region: AnyRegion, quarter_turns: int, width: int, height: int) -> AnyRegion:
    """Bring a region found on turned pixels back to the photo.

    `quarter_turns` is what `turned` was given, `width` and `height` are the photo's before turning.
    """

    def back(point: Point) -> Point:
        x, y = point
        return {
            0: (x, y),
            1: (y, height - x),
            2: (width - x, height - y),
            3: (width - y, x),
        }[quarter_turns % 4]

    if isinstance(region, Polygon):
        return Polygon(tuple(back(point) for point in region.points))
    return Polygon(
        tuple(
            back(point)
            for point in ((region.left, region.top), (region.right, region.bottom), (region.left, region.bottom))
        )
    ).box
