"""Cover parts of a picture so that what was there cannot come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocheck.domain.geometry import Box, Polygon, Region
from photocheck.domain.redactions import HiddenArea
from photocheck.imaging.colours import rgb_pixels
from photocheck.redaction.styles import Style, emoji_outline, painted_face, with_label

__all__ = ["COVER", "Painter", "Painting", "covered", "mask_of", "painted_over"]

# A dark slate that looks chosen, not broken, on light and dark photos alike; RGB.
COVER = (38, 50, 56)
# Room around a polygon in which its outline is drawn, pixels.
EDGE = 3
# How many times as long as the picture a polygon may be that is drawn as it is.
FAR = 3


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """What is painted over one page: where (height, width), and in which colours.

    `colours` (height, width, 3) RGB holds them where `mask` is set; None stands for COVER everywhere.
    """

    mask: NDArray[np.bool_]
    colours: NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints the hidden areas of each page: all of them with COVER, faces in another style where one is set."""

    areas: tuple[HiddenArea, ...]
    style: Style = Style.SOLID
    labels: bool = False

    def paint(self, page: int, picture: Image.Image) -> Painting:
        """Paint one page, given as it is stored, upright."""
        areas = [area for area in self.areas if area.page == page]
        faces = [area for area in areas if area.kind == "face"] if self.style is not Style.SOLID else []
        others = [area for area in areas if area not in faces]
        plain = mask_of([area.region for area in others], picture.width, picture.height)
        if not faces and not (self.labels and areas):
            return Painting(plain)
        colours = np.array(rgb_pixels(picture))
        mask = np.zeros_like(plain)
        for area in faces:
            outline = emoji_outline(area.region.box) if self.style is Style.EMOJI else area.region
            face = mask_of([outline], picture.width, picture.height)
            painted_face(colours, face, area.region.box, self.style)
            mask |= face
        # What may never be blurred is covered last, wherever a face lies on it.
        colours[plain] = COVER
        mask |= plain
        if self.labels:
            for area in areas:
                if area.number is not None:
                    with_label(colours, mask, area.region.box, str(area.number))
        return Painting(mask, colours)


def mask_of(regions: Iterable[Region], width: int, height: int) -> NDArray[np.bool_]:
    """Tell which pixels of a width x height picture the regions touch; what lies outside is cut off."""
    mask = np.zeros((height, width), dtype=np.uint8)
    for region in regions:
        if isinstance(region, Box):
            box = region.clipped(width, height)
            rows = slice(int(np.floor(box.top)), int(np.ceil(box.bottom)))
            columns = slice(int(np.floor(box.left)), int(np.ceil(box.right)))
            mask[rows, columns] = 1
        else:
            _draw(region, mask)
    return mask.astype(bool)


def _draw(polygon: Polygon, mask: NDArray[np.uint8]) -> None:
    """Set every pixel that a polygon touches, and the pixels beside those at its outline."""
    height, width = mask.shape
    left, top = floor(polygon.box.left) - EDGE, floor(polygon.box.top) - EDGE
    right, bottom = ceil(polygon.box.right) + EDGE, ceil(polygon.box.bottom) + EDGE
    rows, columns = slice(max(top, 0), max(bottom, 0)), slice(max(left, 0), max(right, 0))
    part = mask[rows, columns]
    if not part.size:
        return
    if max(right - left, bottom - top) > FAR * max(width, height):
        # It reaches so far that drawing it would take long: its whole box is covered.
        part[:] = 1
        return
    # It is drawn whole, since OpenCV draws something else where a polygon leaves the picture. To OpenCV a pixel's
    # middle is a whole number; a 4-bit fraction keeps corners that lie between pixels.
    drawn = np.zeros((bottom - top, right - left), np.uint8)
    points = np.round((np.array(polygon.points) - (left + 0.5, top + 0.5)) * 16).astype(np.int32)
    cv2.fillPoly(drawn, [points], 1, lineType=cv2.LINE_8, shift=4)
    cv2.polylines(drawn, [points], isClosed=True, color=1, thickness=1, lineType=cv2.LINE_8, shift=4)
    # What it draws may be half a pixel off.
    grown = np.asarray(cv2.dilate(drawn, np.ones((3, 3), np.uint8)), np.uint8)
    part |= grown[rows.start - top :, columns.start - left :][: part.shape[0], : part.shape[1]]


def covered(pixels: NDArray[np.uint8], mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Fill the masked pixels of an RGB picture (height, width, 3) with COVER; the original is not changed."""
    return painted_over(pixels, Painting(mask))


def painted_over(pixels: NDArray[np.uint8], painting: Painting) -> NDArray[np.uint8]:
    """Paint over the pixels of an RGB picture (height, width, 3); the original is not changed."""
    painted = pixels.copy()
    mask = painting.mask.view(np.uint8)
    left, top, width, height = cv2.boundingRect(mask)
    if width:
        part = (slice(top, top + height), slice(left, left + width))
        colours = np.full((height, width, 3), COVER, np.uint8) if painting.colours is None else painting.colours[part]
        # Twice as fast as by an index, which counts in a photo of 12 megapixels.
        cv2.copyTo(colours, mask[part], painted[part])
    return painted
