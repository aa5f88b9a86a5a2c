"""Put lines into the order in which somebody reads them, whichever way the page lies."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, sin
from typing import Final

from photocheck.domain.geometry import Box, Polygon
from photocheck.readers.interface import Line

__all__ = ["in_reading_order"]

# Two lines stand in one row when they share at least this part of the lower one's height.
SHARED_HEIGHT: Final = 0.5


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Order lines row by row from the top, each row from the left, as the text itself stands.

    The direction is the one in which most of the text runs, so a page that lies on its side or upside
    down is read as its reader would hold it.
    """
    angle = _direction(lines)
    boxes = {id(line): _upright(line.polygon, angle) for line in lines}
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: boxes[id(line)].centre[1]):
        for row in reversed(rows):
            if _side_by_side(boxes[id(row[-1])], boxes[id(line)]):
                row.append(line)
                break
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: boxes[id(line)].left)]


def _direction(lines: Sequence[Line]) -> float:
    """The angle in which the text runs, in radians, long lines counting more."""
    along = [_edge(line.polygon) for line in lines]
    return atan2(sum(y for _, y in along), sum(x for x, _ in along))


def _edge(polygon: Polygon) -> tuple[float, float]:
    (x0, y0), (x1, y1) = polygon.points[:2]
    return x1 - x0, y1 - y0


def _upright(polygon: Polygon, angle: float) -> Box:
    """A line's box in a frame that is turned so that text runs to the right; of the line's own height.

    A box around a slanted line would reach into the rows above and below, so the centre and the
    lengths of the edges are used instead of the corners.
    """
    points = polygon.points
    x = sum(point[0] for point in points) / len(points)
    y = sum(point[1] for point in points) / len(points)
    centre_x, centre_y = x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)
    width = hypot(points[1][0] - points[0][0], points[1][1] - points[0][1])
    height = hypot(points[-1][0] - points[0][0], points[-1][1] - points[0][1])
    return Box(centre_x - width / 2, centre_y - height / 2, centre_x + width / 2, centre_y + height / 2)


def _side_by_side(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= SHARED_HEIGHT * min(one.height, other.height) > 0
