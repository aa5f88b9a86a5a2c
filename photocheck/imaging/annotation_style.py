"""How each decision looks when it is drawn: by colour, by line and by sign, so that none is needed alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, dist, pi, sin
from typing import Final, Literal

from PIL import ImageDraw, ImageFont

from photocheck.domain.geometry import Box, Point, Region
from photocheck.domain.verdicts import Decision

__all__ = ["Ink", "draw_outline", "draw_sign", "font", "ink_of"]

Colour = str | tuple[int, int, int]
Sign = Literal["octagon", "square", "triangle", "diamond", "dot"]


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour (white letters on it reach a contrast of at least 4.5), a line and a sign.

    `dash` is how long strokes and gaps are, in line widths; None for a line without gaps.
    """

    colour: tuple[int, int, int]
    sign: Sign
    dash: tuple[float, float] | None = None
    weight: float = 1.0


NOTED: Final = Ink((90, 90, 90), "dot", weight=0.5)
INKS: Final = {
    Decision.LOOK: Ink((0, 86, 179), "diamond", (1, 1.5)),
    Decision.GET_CONSENT: Ink((166, 82, 0), "triangle", (5, 2.5)),
    Decision.HIDE: Ink((150, 20, 140), "square", weight=1.2),
    Decision.DO_NOT_SHARE: Ink((190, 10, 30), "octagon", weight=1.8),
    Decision.NOT_CHECKED: Ink((190, 10, 30), "octagon", weight=1.8),
}

# Corners of each sign, and by which part of a turn its first corner is turned.
CORNERS: Final[dict[Sign, tuple[int, float]]] = {
    "octagon": (8, 1 / 16),
    "square": (4, 1 / 8),
    "triangle": (3, -1 / 4),
    "diamond": (4, 0),
    "dot": (16, 0),
}


def ink_of(decision: Decision | None) -> Ink:
    """How something is drawn that calls for this decision."""
    return NOTED if decision is None else INKS.get(decision, NOTED)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that comes with Pillow, at this height in pixels."""
    return ImageFont.load_default(size)


def draw_sign(draw: ImageDraw.ImageDraw, centre: Point, radius: float, sign: Sign, colour: Colour) -> None:
    """Draw a filled sign around a centre."""
    corners, turn = CORNERS[sign]
    radius = radius / 2 if sign == "dot" else radius
    angles = [2 * pi * (index / corners + turn) for index in range(corners)]
    draw.polygon([(centre[0] + radius * cos(a), centre[1] + radius * sin(a)) for a in angles], fill=colour)


def draw_outline(draw: ImageDraw.ImageDraw, region: Region, ink: Ink, line: int) -> None:
    """Draw around a region, in white below and in colour on top, so that it shows on any picture."""
    corners = _corners(region)
    closed = [*corners, corners[0]]
    width = max(1, round(line * ink.weight))
    draw.line(closed, fill="white", width=width + 2 * max(1, width // 2), joint="curve")
    if ink.dash is None:
        draw.line(closed, fill=ink.colour, width=width, joint="curve")
        return
    stroke, gap = (part * width for part in ink.dash)
    for start, end in pairwise(closed):
        for dash in _dashes(start, end, stroke, gap):
            draw.line(dash, fill=ink.colour, width=width)


def _corners(region: Region) -> Sequence[Point]:
    return region.corners if isinstance(region, Box) else region.points


def _dashes(start: Point, end: Point, stroke: float, gap: float) -> list[tuple[Point, Point]]:
    length = dist(start, end)
    if length == 0:
        return []
    along = [index * (stroke + gap) for index in range(int(length / (stroke + gap)) + 1)]

    def at(distance: float) -> Point:
        share = min(distance / length, 1.0)
        return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)

    return [(at(begin), at(begin + stroke)) for begin in along]
