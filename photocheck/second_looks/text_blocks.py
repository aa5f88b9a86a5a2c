"""Lines of text that belong together: what runs in parallel, is about as high, and stands close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.findings import Finding

__all__ = ["Line", "TextBlock", "lines_of", "text_blocks"]

# Two lines belong together when their directions differ by at most this many degrees ...
PARALLEL: Final = 12.0
# ... the higher is at most this many times as high ...
AS_HIGH: Final = 2.2
# ... and between them is at most this many heights of room, down and along.
ROOM_DOWN: Final = 2.5
ROOM_ALONG: Final = 3.0
CORNERS: Final = 4

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of text: its corners (4, 2), clockwise from the first letter's top left, and what it is a finding of."""

    finding: Finding
    corners: Floats

    @property
    def centre(self) -> Floats:
        """The middle of it."""
        return np.asarray(self.corners.mean(axis=0), np.float32)

    @property
    def width(self) -> float:
        """Pixels along the text."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))

    @property
    def height(self) -> float:
        """Pixels across the text."""
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))

    @property
    def along(self) -> Floats:
        """The direction in which it runs, one pixel long."""
        return np.asarray((self.corners[1] - self.corners[0]) / max(self.width, 1e-6), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class TextBlock:
    """Lines that belong together."""

    lines: tuple[Line, ...]

    @property
    def along(self) -> Floats:
        """The direction in which its text runs, long lines counting more; one pixel long."""
        whole = np.sum([line.along * line.width for line in self.lines], axis=0)
        return np.asarray(whole / max(float(np.linalg.norm(whole)), 1e-6), np.float32)

    @property
    def line_height(self) -> float:
        """The height of most of its lines."""
        return float(np.median([line.height for line in self.lines]))

    @property
    def points(self) -> Floats:
        """The corners of all its lines, (n, 2)."""
        return np.concatenate([line.corners for line in self.lines])

    def outline(self, room: float) -> Floats:
        """The rectangle around it as its text lies, with this many line heights of room; (4, 2), clockwise."""
        along = self.along
        frame = np.array((along, (-along[1], along[0])), np.float32)
        turned = self.points @ frame.T
        (left, top), (right, bottom) = turned.min(axis=0), turned.max(axis=0)
        more = room * self.line_height
        left, top, right, bottom = left - more, top - more, right + more, bottom + more
        box = np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32)
        return np.asarray(box @ frame, np.float32)

    def as_text_stands(self, corners: Floats) -> Floats:
        """The corners of an outline around it (4, 2), clockwise from the one at which its text begins."""
        edges = np.roll(corners, -1, axis=0) - corners
        lengths = np.maximum(np.linalg.norm(edges, axis=1), 1e-6)
        return np.asarray(np.roll(corners, -int(np.argmax(edges @ self.along / lengths)), axis=0), np.float32)

    def share_within(self, corners: Floats) -> float:
        """Which part of its lines has its middle within an outline (n, 2)."""
        middles = [(float(line.centre[0]), float(line.centre[1])) for line in self.lines]
        return float(np.mean([cv2.pointPolygonTest(corners, middle, measureDist=False) >= 0 for middle in middles]))


def lines_of(findings: Iterable[Finding]) -> list[Line]:
    """The findings that are lines of text, read or not."""
    return [
        Line(finding, np.array(finding.polygon.points, np.float32))
        for finding in findings
        if finding.kind == "text" and finding.polygon is not None and len(finding.polygon.points) == CORNERS
    ]


def text_blocks(lines: Sequence[Line]) -> list[TextBlock]:
    """Group lines; those with most lines first. Every line is in one block, alone where nothing is near it."""
    groups = list(range(len(lines)))
    for one, other in combinations(range(len(lines)), 2):
        if groups[one] != groups[other] and _together(lines[one], lines[other]):
            joined, gone = groups[one], groups[other]
            groups = [joined if group == gone else group for group in groups]
    members: dict[int, list[Line]] = {}
    for group, line in zip(groups, lines, strict=True):
        members.setdefault(group, []).append(line)
    return sorted((TextBlock(tuple(group)) for group in members.values()), key=lambda block: -len(block.lines))


def _together(one: Line, other: Line) -> bool:
    if max(one.height, other.height) > AS_HIGH * min(one.height, other.height):
        return False
    if abs(float(one.along @ other.along)) < np.cos(np.radians(PARALLEL)):
        return False
    wide, narrow = (one, other) if one.width >= other.width else (other, one)
    between = narrow.centre - wide.centre
    along = abs(float(between @ wide.along)) - (wide.width + narrow.width) / 2
    down = abs(float(between[1] * wide.along[0] - between[0] * wide.along[1])) - (wide.height + narrow.height) / 2
    height = max(one.height, other.height)
    return along <= ROOM_ALONG * height and down <= ROOM_DOWN * height
