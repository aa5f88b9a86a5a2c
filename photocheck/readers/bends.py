"""Lines that are bent: on a mug, around a badge or a round sign, on a page that curls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Bend", "bend_of"]

# A rectangle that is filled this far by a line's core fits well enough.
STRAIGHT: Final = 0.8
# Its edge is measured at so many places along the line; so many points tell its course.
PLACES: Final = 24
# The edge lies this near to a circle, and rises this high above its ends, both against the line's height: two lines
# that touch, or leaves, are no bent line. An arc of more than this many radians is no line either.
OFF: Final = 0.3
RISE: Final = 0.35
WIDEST_ARC: Final = 3.0
# The network tends to fill an arc below the line; this part of the line, near its ends mostly, it leaves as it is.
UNFILLED: Final = 15

Floats = NDArray[np.float32]
# As OpenCV types what findContours gives: integers (n, 1, 2).
Contour = NDArray[np.integer[Any] | np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """The course of a bent line: points (n, 2) along its middle, from the first letter to the last, and its height."""

    course: Floats
    height: float

    @property
    def length(self) -> float:
        """Along its middle."""
        return float(np.hypot(*np.diff(self.course, axis=0).T).sum())

    @property
    def upside_down(self) -> Bend:
        """The same for text that stands on its head."""
        return Bend(self.course[::-1], self.height)

    def scaled(self, factor: float) -> Bend:
        """The same in a picture so many times as large."""
        return Bend(self.course * np.float32(factor), self.height * factor)

    def shifted(self, by: Floats) -> Bend:
        """The same, moved."""
        return Bend(self.course + by, self.height)

    @property
    def border(self) -> Floats:
        """The polygon around it, clockwise from the first letter's top left."""
        down = self.downwards * np.float32(self.height / 2)
        return np.concatenate((self.course - down, (self.course + down)[::-1]))

    @property
    def downwards(self) -> Floats:
        """At each point of the course, which way is down for its letters: vectors of length 1."""
        ahead = np.gradient(self.course, axis=0)
        ahead /= np.maximum(np.hypot(ahead[:, 0], ahead[:, 1]), 1e-6)[:, None]
        return np.stack((-ahead[:, 1], ahead[:, 0]), axis=1).astype(np.float32)

    def cut(self, pixels: NDArray[np.uint8], columns: int, rows: int) -> NDArray[np.uint8]:
        """The line, made straight: so many pixels wide and high."""
        at = np.linspace(0, len(self.course) - 1, columns)
        places = range(len(self.course))
        middle, down = (
            np.stack([np.interp(at, places, axis) for axis in vectors.T], axis=1)
            for vectors in (self.course, self.downwards)
        )
        across = (np.arange(rows) + 0.5) / rows - 0.5
        wanted = (middle + across[:, None, None] * self.height * down).astype(np.float32)
        straight = cv2.remap(pixels, wanted, np.empty(0), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(straight, np.uint8)


def bend_of(contour: Contour, growth: float) -> Bend | None:
    """The bent line whose core has this contour, grown by area times `growth` / perimeter on each side.

    None where a rectangle fits as well. It runs to the right, or downwards where it stands.
    """
    _, size, angle = cv2.minAreaRect(contour)
    filled = cv2.contourArea(contour) / max(size[0] * size[1], 1.0)
    if filled > STRAIGHT:
        return None
    left, top, width, height = cv2.boundingRect(contour)
    corner = np.array((left, top))
    core = np.zeros((height, width), np.uint8)
    cv2.drawContours(core, [contour - corner], -1, 1, cv2.FILLED)
    axes = _axes(np.radians(angle if size[0] >= size[1] else angle + 90))
    points = np.argwhere(core)[:, ::-1] @ axes.T
    # Where the ends lie lower than the middle, the line is an arch, else a bowl.
    thirds = np.array_split(points[np.argsort(points[:, 0]), 1], 3)
    arch = thirds[0].mean() + thirds[2].mean() > 2 * thirds[1].mean()
    if not arch:
        points[:, 1] *= -1
        axes[1] *= -1
    ring = _ring(points)
    if ring is None:
        return None
    (x, y), outer, thick = ring
    angles = np.arctan2(points[:, 0] - x, y - points[:, 1])
    more = growth * outer * np.ptp(angles) * thick / (outer * np.ptp(angles) + thick)
    radius = outer - thick / 2
    along = np.linspace(angles.min() - more / 2 / radius, angles.max() + more / 2 / radius, PLACES)
    course = np.stack((x + radius * np.sin(along), y - radius * np.cos(along)), axis=1) @ axes
    return Bend((course + corner).astype(np.float32), thick + more)


def _axes(slant: float) -> NDArray[np.float64]:
    """Unit vectors along a line of this slant, in radians, and across it; along is to the right, or down."""
    if np.cos(slant) < -1e-6 or (abs(np.cos(slant)) <= 1e-6 and np.sin(slant) < 0):
        slant += np.pi
    return np.array([(np.cos(slant), np.sin(slant)), (-np.sin(slant), np.cos(slant))])


def _ring(points: NDArray[np.float64]) -> tuple[tuple[float, float], float, float] | None:
    """The ring on whose upper part an arch of points (n, 2) lies: its centre, its outer radius, and how thick it is.

    A circle through the upper edge by least squares (Kasa, 1976): below an arch the network sees more than there is.
    """
    start, length = points[:, 0].min(), max(float(np.ptp(points[:, 0])), 1.0)
    place = np.minimum((points[:, 0] - start) / length * PLACES, PLACES - 1).astype(int)
    order = np.lexsort((points[:, 1], place))
    edge = points[order[np.unique(place[order], return_index=True)[1]]][1:-1]
    system = np.column_stack((edge, np.ones(len(edge))))
    (twice_x, twice_y, rest), _, rank, _ = np.linalg.lstsq(system, (edge**2).sum(axis=1), rcond=None)
    x, y = float(twice_x) / 2, float(twice_y) / 2
    outer = max(float(rest) + x**2 + y**2, 0.0) ** 0.5
    if rank < 3 or y < points[:, 1].max():
        return None
    angles, distances = np.arctan2(points[:, 0] - x, y - points[:, 1]), np.hypot(*(points - (x, y)).T)
    arc = float(np.ptp(angles))
    inner = np.full(PLACES, outer)
    np.minimum.at(inner, ((angles - angles.min()) / arc * (PLACES - 1)).astype(int), distances)
    thick = max(float(np.percentile(outer - inner, UNFILLED)), 1.0)
    off = float(np.abs(np.hypot(*(edge - (x, y)).T) - outer).max())
    if arc > WIDEST_ARC or off > OFF * thick or outer * (1 - np.cos(arc / 2)) < RISE * thick:
        return None
    return (x, y), outer, thick
