"""Where something is in a photo: boxes and polygons.

All coordinates are pixels of the upright photo, x to the right and y down, with the origin at the
top-left corner of the top-left pixel. Right and bottom edges are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Box", "Point", "Polygon", "Region", "overlap_over_union"]

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, pixels of the upright photo.

    Raises ValueError when right < left or bottom < top.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (self.left <= self.right and self.top <= self.bottom):
            msg = f"a box needs left <= right and top <= bottom, got {self}"
            raise ValueError(msg)

    @property
    def box(self) -> Box:
        """The box itself, so that a Box and a Polygon answer alike."""
        return self

    @property
    def width(self) -> float:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height

    @property
    def centre(self) -> Point:
        """The middle, (x, y)."""
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Clockwise from the top left."""
        return (self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)

    def intersection(self, other: Box) -> float:
        """Square pixels that both boxes cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def meets(self, other: Box) -> bool:
        """Whether there is any area that both boxes cover."""
        return max(self.left, other.left) < min(self.right, other.right) and max(self.top, other.top) < min(
            self.bottom, other.bottom
        )

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the box or on its left or top edge."""
        x, y = point
        return self.left <= x < self.right and self.top <= y < self.bottom

    def expanded(self, horizontal: float, vertical: float | None = None) -> Box:
        """Grow by this many pixels on each side; a negative number shrinks, never past the middle."""
        vertical = horizontal if vertical is None else vertical
        dx = max(horizontal, -self.width / 2)
        dy = max(vertical, -self.height / 2)
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def clipped(self, width: float, height: float) -> Box:
        """The part that lies inside a picture of this size, empty where none does."""
        left, right = (min(max(x, 0.0), width) for x in (self.left, self.right))
        top, bottom = (min(max(y, 0.0), height) for y in (self.top, self.bottom))
        return Box(left, top, right, bottom)

    def shifted(self, dx: float, dy: float) -> Box:
        """Move by (dx, dy) pixels."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def scaled(self, factor_x: float, factor_y: float | None = None) -> Box:
        """Multiply the coordinates, as when the picture is resized; factors are positive."""
        factor_y = factor_x if factor_y is None else factor_y
        return Box(self.left * factor_x, self.top * factor_y, self.right * factor_x, self.bottom * factor_y)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline of three or more corners, in order, pixels of the upright photo."""

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if len(self.points) < 3:
            msg = f"a polygon needs at least 3 corners, got {len(self.points)}"
            raise ValueError(msg)

    @classmethod
    def of(cls, points: Iterable[Iterable[float]]) -> Polygon:
        """Build from anything that yields (x, y) pairs, such as a numpy array of shape (n, 2)."""
        corners = []
        for point in points:
            x, y = point
            corners.append((float(x), float(y)))
        return cls(tuple(corners))

    @property
    def box(self) -> Box:
        """The smallest upright box around it."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def area(self) -> float:
        """Square pixels, by the shoelace formula."""
        following = (*self.points[1:], self.points[0])
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(self.points, following, strict=True))) / 2

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside, by counting the edges to its right (even-odd rule)."""
        x, y = point
        inside = False
        for (x0, y0), (x1, y1) in zip(self.points, (*self.points[1:], self.points[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
        return inside

    def shifted(self, dx: float, dy: float) -> Polygon:
        """Move by (dx, dy) pixels."""
        return Polygon(tuple((x + dx, y + dy) for x, y in self.points))

    def scaled(self, factor_x: float, factor_y: float | None = None) -> Polygon:
        """Multiply the coordinates, as when the picture is resized."""
        factor_y = factor_x if factor_y is None else factor_y
        return Polygon(tuple((x * factor_x, y * factor_y) for x, y in self.points))


Region = Box | Polygon


def overlap_over_union(one: Box, other: Box) -> float:
    """How far two boxes agree, 0 to 1 (intersection over union, IoU); 0 when both are empty."""
    shared = one.intersection(other)
    union = one.area + other.area - shared
    return shared / union if union > 0 else 0.0
