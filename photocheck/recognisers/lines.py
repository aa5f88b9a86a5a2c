"""Lines of text as they lie in the photo, and which of them run in one direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, tan
from typing import Final

from photocheck.domain.geometry import Box, Polygon, Region
from photocheck.recognisers.passage import Cell

__all__ = ["Line", "Placed", "by_direction"]

# Lines whose directions differ by more than this are not read together.
SAME_DIRECTION: Final = pi / 7
# The direction of a box that is not longer than this many times its height says nothing.
DIRECTED: Final = 1.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its middle, its lengths and the direction in which its text runs, in radians."""

    key: int
    text: str
    x: float
    y: float
    width: float
    height: float
    angle: float

    @classmethod
    def of(cls, key: int, text: str, region: Region) -> Line:
        """Build from an outline whose first corner is where the text begins, or from an upright box."""
        if not isinstance(region, Polygon) or len(region.points) != 4:
            box = region.box
            return cls(key, text, *box.centre, box.width, box.height, 0.0)
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = region.points
        along = (x1 + x2 - x0 - x3) / 2, (y1 + y2 - y0 - y3) / 2
        down = (x3 + x2 - x0 - x1) / 2, (y3 + y2 - y0 - y1) / 2
        x, y = (x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4
        return cls(key, text, x, y, hypot(*along), hypot(*down), atan2(along[1], along[0]))

    @property
    def is_directed(self) -> bool:
        """Whether it is long enough to tell in which direction it runs."""
        return self.width >= DIRECTED * self.height

    def placed(self, angle: float) -> Placed:
        """The line in a frame that is turned by this angle, so that its text runs to the right."""
        x, y = self.x * cos(angle) + self.y * sin(angle), self.y * cos(angle) - self.x * sin(angle)
        dx, dy = self.width / 2, self.height / 2
        cell = Cell.of(self.key, self.text, Box(x - dx, y - dy, x + dx, y + dy))
        return Placed(cell, tan(_turned(self.angle, angle)) if self.is_directed else 0.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in a frame in which text runs to the right; `slope` is how much this one still runs down."""

    cell: Cell
    slope: float


def by_direction(lines: Sequence[Line]) -> Iterator[list[Placed]]:
    """Part lines that run in different directions; lines too short to tell go with the most."""
    rest = list(lines)
    while rest:
        angle = _direction(rest)
        together = [line for line in rest if not line.is_directed or _is_like(line.angle, angle)] or rest
        kept = {line.key for line in together}
        yield [line.placed(angle) for line in together]
        rest = [line for line in rest if line.key not in kept]


def _direction(lines: Sequence[Line]) -> float:
    """The direction in which most of the text runs: that of the longest line, evened out with its like."""
    leading = max(lines, key=lambda line: (line.is_directed, line.width))
    like = [line for line in lines if _is_like(line.angle, leading.angle)]
    return atan2(sum(line.width * sin(line.angle) for line in like), sum(line.width * cos(line.angle) for line in like))


def _is_like(one: float, other: float) -> bool:
    return abs(_turned(one, other)) <= SAME_DIRECTION


def _turned(one: float, other: float) -> float:
    """How far one direction is turned from the other, between minus and plus half a turn."""
    return (one - other + pi) % (2 * pi) - pi
