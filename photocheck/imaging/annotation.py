"""Draw on a copy of a photo what was found in it: numbered boxes, and a legend below.

The copy shows the photo as it is, hidden things too, and says so: it is for the eyes of whoever checks the
photo. Text that was read is never written on it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from photocheck.domain.geometry import Box, Region
from photocheck.domain.verdicts import Decision
from photocheck.imaging.annotation_legend import Legend, with_legend
from photocheck.imaging.annotation_style import Ink, draw_outline, draw_sign, font, ink_of

__all__ = ["Legend", "Mark", "annotate", "annotated_png"]

# The copy's longer side, pixels: large enough for labels that can be read, small enough to open at once.
LEAST_SIDE: Final = 1200
MOST_SIDE: Final = 2400


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to point at: `number` is the finding's, `label` a word or two, `decision` what it calls for.

    The region is in pixels of the upright photo; a decision of None is for what was seen and needs nothing.
    """

    region: Region
    number: int
    label: str
    decision: Decision | None = None


def annotated_png(pixels: NDArray[np.uint8], marks: Sequence[Mark], legend: Legend) -> bytes:
    """Draw the marks and the legend, and pack the copy as a PNG without any metadata."""
    packed = io.BytesIO()
    # Level 3 packs a photo about three times as fast as the default 6, at a few per cent more bytes.
    annotate(pixels, marks, legend).save(packed, "PNG", compress_level=3)
    return packed.getvalue()


def annotate(pixels: NDArray[np.uint8], marks: Sequence[Mark], legend: Legend) -> Image.Image:
    """Draw the marks on a copy of the pixels (height, width, 3), and the legend in a strip below.

    The copy is resized so that its longer side has 1200 to 2400 pixels. Every label lies inside the
    picture; labels keep clear of one another as long as there is room.
    """
    picture, scale = _resized(pixels)
    size = max(16, round(max(picture.size) / 80))
    draw = ImageDraw.Draw(picture)
    # What matters most is drawn last, so that nothing covers it, and placed first, where it fits best.
    ordered = sorted(marks, key=lambda mark: (-1 if mark.decision is None else mark.decision.rank, -mark.number))
    for mark in ordered:
        draw_outline(draw, mark.region.scaled(scale), ink_of(mark.decision), max(2, size // 6))
    taken: list[Box] = []
    tags = []
    for mark in reversed(ordered):
        tag = _Tag.of(mark, size)
        place = _place(tag, mark.region.box.scaled(scale), picture.size, taken)
        taken.append(place)
        tags.append((tag, place))
    for tag, place in reversed(tags):
        tag.draw(draw, place)
    return with_legend(picture, legend, {mark.number: mark.decision for mark in marks}, size)


def _resized(pixels: NDArray[np.uint8]) -> tuple[Image.Image, float]:
    picture = Image.fromarray(pixels)
    longest = max(picture.size)
    scale = min(max(longest, LEAST_SIDE), MOST_SIDE) / longest
    if scale == 1:
        return picture.copy(), 1.0
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS), scale


@dataclass(frozen=True, slots=True)
class _Tag:
    """A label as it is drawn: a sign that stands for the decision, the number, and a word or two."""

    text: str
    ink: Ink
    size: int

    @classmethod
    def of(cls, mark: Mark, size: int) -> _Tag:
        # What needs nothing gets its number only: a page of print would disappear under its labels.
        text = str(mark.number) if mark.decision is None else f"{mark.number}  {mark.label}"
        return cls(text, ink_of(mark.decision), size)

    @property
    def height(self) -> int:
        return round(self.size * 1.5)

    @property
    def width(self) -> int:
        return round(font(self.size).getlength(self.text)) + self.height + self.size // 2

    def draw(self, draw: ImageDraw.ImageDraw, place: Box) -> None:
        edge = max(1, self.size // 10)
        corners = (place.left, place.top, place.right - 1, place.bottom - 1)
        draw.rectangle(corners, fill=self.ink.colour, outline="white", width=edge)
        middle = place.top + self.height / 2
        draw_sign(draw, (place.left + self.height / 2, middle), self.size * 0.42, self.ink.sign, "white")
        draw.text((place.left + self.height, middle), self.text, fill="white", font=font(self.size), anchor="lm")


def _place(tag: _Tag, box: Box, picture: tuple[int, int], taken: Sequence[Box]) -> Box:
    """Find a place for the tag near its box, inside the picture, clear of the others as far as possible."""
    width, height = min(tag.width, picture[0]), min(tag.height, picture[1])
    corners = [
        (box.left, box.top - height),
        (box.left, box.bottom),
        (box.right - width, box.top - height),
        (box.right - width, box.bottom),
        (box.right, box.top),
        (box.left - width, box.top),
        (box.left, box.top),
        *((box.left, box.bottom + height * step) for step in range(1, 4)),
        *((box.left, box.top - height * step) for step in range(2, 5)),
    ]
    places = [_inside(x, y, width, height, picture) for x, y in corners]
    # The first of those that cover least of other labels and, among these, least of the thing itself.
    return min(places, key=lambda place: (sum(place.intersection(other) for other in taken), place.intersection(box)))


def _inside(x: float, y: float, width: int, height: int, picture: tuple[int, int]) -> Box:
    left = min(max(round(x), 0), picture[0] - width)
    top = min(max(round(y), 0), picture[1] - height)
    return Box(left, top, left + width, top + height)
