"""See a four-cornered part of a photo from straight ahead, and bring what is found there back to the photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Polygon

__all__ = ["Straightened", "size_of", "straightened"]

LEAST_SIDE: Final = 8
# Warping takes every n-th pixel, which breaks thin strokes: more than this is shrunk by area first.
PLAIN_SHRINKING: Final = 0.7

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Straightened:
    """A part of a photo seen from straight ahead: `pixels` (height, width, 3), and the way back."""

    pixels: NDArray[np.uint8]
    back: NDArray[np.float64]

    def in_photo(self, polygon: Polygon) -> Polygon:
        """Where an outline found on `pixels` lies in the photo."""
        points = np.array([polygon.points], np.float64)
        return Polygon.of(cv2.perspectiveTransform(points, self.back)[0])


def size_of(corners: Floats) -> tuple[float, float]:
    """Width and height of an outline (4, 2), clockwise from its top left: the mean of opposite sides."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float(sides[0] + sides[2]) / 2, float(sides[1] + sides[3]) / 2


def straightened(pixels: NDArray[np.uint8], corners: Floats, scale: float) -> Straightened:
    """Straighten the part of RGB pixels within `corners` (4, 2), convex, clockwise from its top left.

    `scale` is how many pixels of the result there are for one of the photo.
    """
    width, height = (max(LEAST_SIDE, round(side * scale)) for side in size_of(corners))
    goal = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    shrinking = scale if scale < PLAIN_SHRINKING else 1.0
    part, given = _part(pixels, corners, shrinking)
    way = cv2.getPerspectiveTransform(given, goal)
    flat = cv2.warpPerspective(part, way, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    back = np.asarray(cv2.getPerspectiveTransform(goal, corners.astype(np.float32)), np.float64)
    return Straightened(np.asarray(flat, np.uint8), back)


def _part(pixels: NDArray[np.uint8], corners: Floats, scale: float) -> tuple[NDArray[np.uint8], Floats]:
    """The photo, or, where it is to be shrunk, what lies around the corners made smaller; and the corners in it."""
    if scale == 1.0:
        return pixels, corners.astype(np.float32)
    height, width = pixels.shape[:2]
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, (left + 1, top + 1), (width, height))
    part = pixels[top:bottom, left:right]
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    small = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    ratio = np.array((size[0] / part.shape[1], size[1] / part.shape[0]), np.float32)
    return small, ((corners - np.array((left, top), np.float32)) * ratio).astype(np.float32)
