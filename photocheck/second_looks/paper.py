"""How far the paper goes on which text stands: outlines of one colour around it, and how well each fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.imaging.straightening import size_of, straightened
from photocheck.second_looks.text_blocks import TextBlock

__all__ = ["Paper", "Surface", "whole_photo", "with_head"]

# Outlines are looked for in a photo whose longer side is at most this many pixels.
LONG_SIDE: Final = 800
# How far the paper's colour (CIE Lab, 8 bit) may differ from place to place: little in even light, more in shadow.
TOLERANCES: Final = (10.0, 18.0, 30.0)
# How far it may change from one pixel to the next where it is followed, from this many places above and below the text.
STEPS: Final = (2, 4)
STARTS: Final = 8
FLOODING: Final = 8 | (1 << 8) | cv2.FLOODFILL_MASK_ONLY
# What closes the gaps that letters leave, in line heights.
CLOSING: Final = 1.2
# An outline that holds less of the block's lines than this is not its page.
LEAST_HELD: Final = 0.7
# A contour is made simpler until it has four corners, by up to this part of its length.
SIMPLER: Final = (0.02, 0.03, 0.045, 0.06, 0.08)
# Places along each side at which inside and outside are compared, this part of the shorter side away from it.
PLACES: Final = 24
# A head is looked for this far above an outline, as a part of its height, on this many pixels for the longer side;
# of it, this much of each row has the same colour, within this distance.
MOST_HEAD: Final = 0.35
LEAST_HEAD: Final = 0.03
HEAD_SIDE: Final = 240.0
HEAD_ACROSS: Final = 0.55
HEAD_EVEN: Final = 22.0
HEAD_EDGE: Final = 3
AWAY: Final = 0.03
LEAST_AWAY: Final = 3.0

Floats = NDArray[np.float32]


class Surface:
    """A photo made small, as colours that can be compared."""

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        height, width = pixels.shape[:2]
        self.scale = min(1.0, LONG_SIDE / max(width, height))
        size = (max(1, round(width * self.scale)), max(1, round(height * self.scale)))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if self.scale < 1 else pixels
        lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.0), cv2.COLOR_RGB2LAB)
        self.colours = np.asarray(lab, np.float32)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the small photo."""
        return self.colours.shape[1], self.colours.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """What a block of text stands on: its colour, and how far each place of the photo is from it."""

    surface: Surface
    block: TextBlock
    far: Floats

    @classmethod
    def under(cls, block: TextBlock, surface: Surface) -> Paper:
        """Take the colour between and around the lines of a block."""
        width, height = surface.size
        around = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(around, (block.outline(0.5) * surface.scale).astype(np.int32), 1)
        for line in block.lines:
            cv2.fillConvexPoly(around, (line.corners * surface.scale).astype(np.int32), 0)
        if not around.any():
            cv2.fillConvexPoly(around, (block.outline(1.0) * surface.scale).astype(np.int32), 1)
        chosen = surface.colours[around > 0]
        colour = np.median(chosen, axis=0) if len(chosen) else np.array((255, 128, 128))
        return cls(surface, block, np.asarray(np.linalg.norm(surface.colours - colour, axis=2), np.float32))

    def outlines(self) -> Iterator[Floats]:
        """Four-cornered outlines (4, 2) of the paper in the photo, clockwise, as different ways see it."""
        for tolerance in TOLERANCES:
            yield from self._outline((self.far < tolerance).astype(np.uint8))
        for step in STEPS:
            yield from self._outline(self._reached(step))

    def _reached(self, step: int) -> NDArray[np.uint8]:
        """Where one gets from around the text without a sudden change of colour: paper in uneven light."""
        width, height = self.surface.size
        colours = self.surface.colours.astype(np.uint8)
        seen = np.zeros((height + 2, width + 2), np.uint8)
        corners = self.block.outline(0.6) * self.surface.scale
        along = np.linspace(0.05, 0.95, STARTS, dtype=np.float32)[:, None]
        above, below = (start + along * (end - start) for start, end in (corners[:2], corners[3:1:-1]))
        for x, y in np.concatenate((above, below)).astype(int):
            if 0 <= x < width and 0 <= y < height and self.far[y, x] < TOLERANCES[-1] and not seen[y + 1, x + 1]:
                cv2.floodFill(colours, seen, (int(x), int(y)), 0, (step,) * 3, (step,) * 3, FLOODING)
        return np.ascontiguousarray(seen[1:-1, 1:-1])

    def _outline(self, same: NDArray[np.uint8]) -> Iterator[Floats]:
        """The four-cornered outline of the part of a mask that holds most of the lines, if it does hold them."""
        scale = self.surface.scale
        closing = max(3, round(CLOSING * self.block.line_height * scale) | 1)
        kernel = np.ones((closing, closing), np.uint8)
        for line in self.block.lines:
            cv2.fillConvexPoly(same, (line.corners * scale).astype(np.int32), 1)
        # Opening last cuts thin bridges to things of the same colour.
        whole = cv2.morphologyEx(cv2.morphologyEx(same, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
        _, labels = cv2.connectedComponents(whole)
        height, width = same.shape
        middles = [line.centre * self.surface.scale for line in self.block.lines]
        here = [labels[min(int(y), height - 1), min(int(x), width - 1)] for x, y in middles]
        numbers, counts = np.unique([label for label in here if label], return_counts=True)
        if not len(numbers):
            return
        part = (labels == numbers[counts.argmax()]).astype(np.uint8)
        contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        hull = cv2.convexHull(max(contours, key=cv2.contourArea))
        corners = _four_corners(hull) / np.float32(self.surface.scale)
        if self.block.share_within(corners) >= LEAST_HELD:
            yield corners

    def fit(self, corners: Floats) -> float:
        """How well an outline (4, 2) in the photo is that of the paper, 0 to 1.

        Along its sides, paper lies just inside and something else just outside; the end of the photo is
        something else too.
        """
        small = corners * np.float32(self.surface.scale)
        if cv2.contourArea(small) < 1.0:
            return 0.0
        middle = small.mean(axis=0)
        away = max(LEAST_AWAY, AWAY * min(size_of(small)))
        shares = []
        for start, end in zip(small, np.roll(small, -1, axis=0), strict=True):
            along = np.linspace(0.06, 0.94, PLACES, dtype=np.float32)[:, None]
            points = start + along * (end - start)
            across = np.array((end[1] - start[1], start[0] - end[0]), np.float32)
            across /= max(float(np.linalg.norm(across)), 1e-6)
            if float(across @ (points.mean(axis=0) - middle)) < 0:
                across = -across
            inside, outside = self._far_at(points - away * across), self._far_at(points + away * across)
            shares.append(float(np.mean((outside - inside > TOLERANCES[0]) & (inside < TOLERANCES[2]))))
        return float(np.mean(shares))

    def _far_at(self, points: Floats) -> Floats:
        """How far the colour is at these places; outside of the photo as far as can be."""
        x, y = points.T
        beyond = float(self.far.max(initial=0.0)) + 2 * TOLERANCES[0]
        far = cv2.remap(
            self.far, x[None], y[None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=beyond
        )
        return np.asarray(far[0], np.float32)


def with_head(pixels: NDArray[np.uint8], corners: Floats) -> Floats:
    """The outline (4, 2), as its text stands, with the head of another colour above it, where there is one.

    A window's title bar and the head of a card are of one colour all the way across, and end.
    """
    width, height = size_of(corners)
    grown = _moved_up(corners, MOST_HEAD)
    flat = straightened(pixels, grown, HEAD_SIDE / max(width, height, 1.0))
    lab = cv2.cvtColor(flat.pixels, cv2.COLOR_RGB2LAB).astype(np.float32)
    above = round(MOST_HEAD / (1 + MOST_HEAD) * len(lab))
    rows = lab[: above + 1][::-1, round(0.05 * lab.shape[1]) : round(0.95 * lab.shape[1])]
    # The very edge is a mixture of both sides.
    start = min(HEAD_EDGE, len(rows) - 1)
    colour = np.median(rows[start : start + 2].reshape(-1, 3), axis=0)
    same = (np.linalg.norm(rows - colour, axis=2) < HEAD_EVEN).mean(axis=1)
    ends = np.nonzero(same[start:] < HEAD_ACROSS)[0]
    if not len(ends):
        return corners
    part = float(start + ends[0]) / max(1, len(lab) - above)
    return _moved_up(corners, part) if part >= LEAST_HEAD else corners


def _moved_up(corners: Floats, part: float) -> Floats:
    """The outline with its upper side moved up by a part of its height."""
    left, right = corners[0] - corners[3], corners[1] - corners[2]
    return np.array((corners[0] + part * left, corners[1] + part * right, corners[2], corners[3]), np.float32)


def whole_photo(width: int, height: int) -> Floats:
    """The outline of the photo itself, for a scan or a page that fills it."""
    return np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)


def _four_corners(hull: NDArray[np.int32]) -> Floats:
    length = cv2.arcLength(hull, closed=True)
    for part in SIMPLER:
        simple = cv2.approxPolyDP(hull, part * length, closed=True)
        if len(simple) == 4:
            return _clockwise(simple[:, 0].astype(np.float32))
        if len(simple) < 4:
            break
    return _clockwise(np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float32))


def _clockwise(corners: Floats) -> Floats:
    """The corners from the top left on, clockwise as the photo is seen."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(angles)]
    start = int(np.argmin(ordered.sum(axis=1)))
    return np.asarray(np.roll(ordered, -start, axis=0), np.float32)
