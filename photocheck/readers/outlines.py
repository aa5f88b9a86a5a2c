"""From a map of how likely each pixel is text to the outlines of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Polygon
from photocheck.imaging.turning import turn_back
from photocheck.readers.bends import Bend, bend_of

__all__ = ["Outline", "covered", "outlines"]

# PP-OCR's own numbers. The network marks the core of a line; growing it by area x ratio / perimeter on
# each side (what "unclip" does) gives the whole of it.
PIXEL_THRESHOLD: Final = 0.3
GROWTH: Final = 1.6
SMALLEST_CORE: Final = 3.0
COVERED: Final = 0.5
TO_THE_RIGHT: Final = np.array((1, 0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Where a line may stand: four corners (4, 2), clockwise from the top left, and how sure the network is.

    A line that is taller than wide starts at the top left all the same; which way it reads is not known here. Of a
    bent line the corners are those of the rectangle around it.
    """

    corners: NDArray[np.float32]
    score: float
    bend: Bend | None = None

    @property
    def width(self) -> float:
        """Pixels along the top edge, or along a bent line."""
        if self.bend is not None:
            return self.bend.length
        return float(np.hypot(*(self.corners[1] - self.corners[0])))

    @property
    def height(self) -> float:
        """Pixels along the left edge, or across a bent line."""
        if self.bend is not None:
            return self.bend.height
        return float(np.hypot(*(self.corners[3] - self.corners[0])))

    @property
    def straight(self) -> Outline:
        """The same without its bend."""
        return Outline(self.corners, self.score)

    @property
    def border(self) -> NDArray[np.float32]:
        """The polygon around it, clockwise."""
        return self.corners if self.bend is None else self.bend.border

    def starting_at(self, corner: int) -> Outline:
        """The same outline for text that starts at another corner: 1 reads downwards, 2 upside down, 3 upwards.

        A bent line has its own course, and can only be turned upside down.
        """
        bend = self.bend.upside_down if self.bend is not None and corner == 2 else self.bend
        return Outline(np.roll(self.corners, -corner, axis=0), self.score, bend)

    def shifted(self, by: NDArray[np.float32]) -> Outline:
        """The same, moved."""
        return Outline(self.corners + by, self.score, None if self.bend is None else self.bend.shifted(by))

    def scaled(self, factor: float) -> Outline:
        """The same in a picture so many times as large."""
        bend = None if self.bend is None else self.bend.scaled(factor)
        return Outline(self.corners * np.float32(factor), self.score, bend)

    def turned_back(self, width: int, height: int) -> Outline:
        """The same on a photo of this size, where it was found on that photo turned clockwise by a quarter."""

        def back(points: NDArray[np.float32]) -> NDArray[np.float32]:
            return np.array(turn_back(Polygon.of(points), 1, width, height).points, np.float32)

        bend = None if self.bend is None else Bend(back(self.bend.course), self.bend.height)
        return Outline(back(self.corners), self.score, bend)


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
        growth = GROWTH * width * height / (width + height)
        grown = _corners(centre, (width + growth, height + growth), angle)
        bend = bend_of(contour, GROWTH)
        if bend is None:
            score = _mean_inside(probabilities, _corners(centre, (width, height), angle))
            line = Outline(_clockwise(grown, TO_THE_RIGHT), score)
        else:
            # Of what lies within its own contour: a rectangle around a bent line holds much else.
            score = _mean_inside(probabilities, contour[:, 0].astype(np.float32))
            line = Outline(_clockwise(grown, bend.course[-1] - bend.course[0]), score, bend)
        if score >= least:
            found.append(line.scaled(1 / scale))
    return found


def covered(line: Outline, others: Iterable[Outline]) -> bool:
    """Whether at least half of the line lies under other lines."""
    border = line.border
    left, top = np.floor(border.min(axis=0)).astype(int)
    right, bottom = np.ceil(border.max(axis=0)).astype(int)
    near = [other.border for other in others if _meet(other, left, top, right, bottom)]
    if not near:
        return False
    # A canvas of at most 64 pixels a side is exact enough for a share.
    scale = min(1.0, 64 / max(right - left, bottom - top, 1))
    size = (max(1, round((bottom - top) * scale)), max(1, round((right - left) * scale)))
    own, under = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    cv2.fillPoly(own, [((border - (left, top)) * scale).astype(np.int32)], 1)
    for other in near:
        cv2.fillPoly(under, [((other - (left, top)) * scale).astype(np.int32)], 1)
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


def _clockwise(corners: NDArray[np.float32], along: NDArray[np.float32]) -> NDArray[np.float32]:
    """Order the corners of a rectangle clockwise so that the first edge points as far along this way as any."""
    # boxPoints goes round clockwise already (y down), so only the start has to be found.
    edges = np.roll(corners, -1, axis=0) - corners
    start = int(np.argmax(edges @ along - np.abs(edges @ (-along[1], along[0]))))
    return np.roll(corners, -start, axis=0).astype(np.float32)
