"""From a map of how likely each pixel is text to the outlines of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Outline", "covered", "outlines"]

# PP-OCR's own numbers. The network marks the core of a line; growing it by area x ratio / perimeter on
# each side (what "unclip" does) gives the whole of it.
PIXEL_THRESHOLD: Final = 0.3
GROWTH: Final = 1.6
SMALLEST_CORE: Final = 3.0
COVERED: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Where a line may stand: four corners (4, 2), clockwise from the top left, and how sure the network is.

    A line that is taller than wide starts at the top left all the same; which way it reads is not known here.
    """

    corners: NDArray[np.float32]
    score: float

    @property
    def width(self) -> float:
        """Pixels along the top edge."""
        return float(np.hypot(*(self.corners[1] - self.corners[0])))

    @property
    def height(self) -> float:
        """Pixels along the left edge."""
        return float(np.hypot(*(self.corners[3] - self.corners[0])))

    def starting_at(self, corner: int) -> Outline:
        """The same outline for text that starts at another corner: 1 reads downwards, 2 upside down, 3 upwards."""
        return Outline(np.roll(self.corners, -corner, axis=0), self.score)


def outlines(probabilities: NDArray[np.float32], scale: float, least: float) -> list[Outline]:
    """Find the lines in a map (height, width) whose score is at least `least`.

    `scale` is pixels of the map per pixel of the photo; corners come back in the photo's pixels.
    """
    mask = cv2.dilate((probabilities > PIXEL_THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        centre, (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < SMALLEST_CORE:
            continue
        score = _mean_inside(probabilities, _corners(centre, (width, height), angle))
        if score < least:
            continue
        growth = GROWTH * width * height / (width + height)
        corners = _corners(centre, (width + growth, height + growth), angle)
        found.append(Outline(_clockwise(corners) / np.float32(scale), score))
    return found


def covered(line: Outline, others: Iterable[Outline]) -> bool:
    """Whether at least half of the line lies under other lines."""
    left, top = np.floor(line.corners.min(axis=0)).astype(int)
    right, bottom = np.ceil(line.corners.max(axis=0)).astype(int)
    near = [other.corners for other in others if _meet(other, left, top, right, bottom)]
    if not near:
        return False
    # A canvas of at most 64 pixels a side is exact enough for a share.
    scale = min(1.0, 64 / max(right - left, bottom - top, 1))
    size = (max(1, round((bottom - top) * scale)), max(1, round((right - left) * scale)))
    own, under = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    cv2.fillPoly(own, [((line.corners - (left, top)) * scale).astype(np.int32)], 1)
    for corners in near:
        cv2.fillPoly(under, [((corners - (left, top)) * scale).astype(np.int32)], 1)
    return bool((own & under).sum() >= COVERED * own.sum())


def _meet(other: Outline, left: int, top: int, right: int, bottom: int) -> bool:
    low, high = other.corners.min(axis=0), other.corners.max(axis=0)
    return bool(low[0] < right and high[0] > left and low[1] < bottom and high[1] > top)


def _corners(centre: Sequence[float], size: Sequence[float], angle: float) -> NDArray[np.float32]:
    return np.asarray(cv2.boxPoints((centre, size, angle)), np.float32)


def _mean_inside(probabilities: NDArray[np.float32], corners: NDArray[np.float32]) -> float:
    height, width = probabilities.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    inside = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(inside, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(probabilities[top : bottom + 1, left : right + 1], inside)[0])


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Order the corners of a rectangle clockwise so that the first edge points as far to the right as any."""
    # boxPoints goes round clockwise already (y down), so only the start has to be found.
    edges = np.roll(corners, -1, axis=0) - corners
    start = int(np.argmax(edges[:, 0] - np.abs(edges[:, 1])))
    return np.roll(corners, -start, axis=0).astype(np.float32)
