"""Where lines of text stand in a photo, from letters of 8 pixels to letters that fill it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box
from photocheck.imaging.regions import joined, place_of
from photocheck.imaging.resizing import resized
from photocheck.readers.outlines import Outline, covered, outlines
from photocheck.readers.text_map import Network, text_map, text_maps

__all__ = ["find_lines"]

# The scale of the first look, by megapixels. At 0.7 as many facts were read on 60 composites as at 1.0 (0.966 of the
# readable ones; at 0.6 it was 0.943), for 0.72 of the time: what is small is looked at again. Of 24 lines of print in
# letters of 12 pixels 24 were read at 0.7, and 19 at 0.6.
FULL: Final = 4.0
LEAST_SCALE: Final = 0.7
# The whole photo, once more, this large: letters taller than a tile's view are found here.
OVERVIEW: Final = 640
OVERVIEW_NEEDED: Final = 1600
# What the overview alone may add: lines this tall in it.
TALL_IN_OVERVIEW: Final = 27.0
# Lines lower than this are looked at again, enlarged: the network scores 12-pixel letters near 0.5, and near
# 0.7 when they are twice as large.
SMALL: Final = 30.0
ENLARGEMENT: Final = 2.0
# The most that the second look may cost, in megapixels of enlarged picture.
SECOND_LOOK: Final = 4.0
LEAST_ENLARGEMENT: Final = 1.2
BORDER: Final = 3.0
HINT: Final = 0.3
LINE: Final = 0.45


def find_lines(network: Network, pixels: NDArray[np.uint8]) -> list[Outline]:
    """Find every line that may be text in RGB pixels (height, width, 3)."""
    scale = _first_scale(pixels.shape[0] * pixels.shape[1] / 1e6)
    hints = outlines(text_map(network, _resized(pixels, scale)), scale, HINT)
    small = [hint for hint in hints if min(hint.height, hint.width) < SMALL]
    found, cut_off = _second_look(network, pixels, small)
    first = [hint for hint in hints if hint.score >= LINE]
    for lines in (first, cut_off):
        found += [line for line in lines if not covered(line, found)]
    return found + _overview(network, pixels)


def _first_scale(megapixels: float) -> float:
    return max(LEAST_SCALE, min(1.0, sqrt(FULL / megapixels)))


def _overview(network: Network, pixels: NDArray[np.uint8]) -> list[Outline]:
    longest = max(pixels.shape[:2])
    if longest < OVERVIEW_NEEDED:
        return []
    scale = OVERVIEW / longest
    found = outlines(text_map(network, _resized(pixels, scale)), scale, LINE)
    return [line for line in found if min(line.height, line.width) * scale >= TALL_IN_OVERVIEW]


def _second_look(
    network: Network, pixels: NDArray[np.uint8], hints: Sequence[Outline]
) -> tuple[list[Outline], list[Outline]]:
    """Look again, enlarged, at the parts of the photo that hold small lines.

    The second list holds lines that a part's border may have cut off.
    """
    height, width = pixels.shape[:2]
    parts = _parts(hints, width, height)
    area = sum(part.area for part in parts) / 1e6
    found: list[Outline] = []
    cut_off: list[Outline] = []
    scale = min(ENLARGEMENT, sqrt(SECOND_LOOK / area)) if area else 0.0
    if scale < LEAST_ENLARGEMENT:
        return found, cut_off
    maps = text_maps(network, [_resized(pixels[place_of(part)], scale) for part in parts])
    for part, found_there in zip(parts, maps, strict=True):
        lines = outlines(found_there, scale, LINE)
        corner = np.array((part.left, part.top), np.float32)
        for line in lines:
            moved = line.shifted(corner)
            (cut_off if _reaches_border(moved, part, width, height) else found).append(moved)
    return found, cut_off


def _reaches_border(line: Outline, part: Box, width: int, height: int) -> bool:
    """Whether a line ends at a border of the part that is not one of the photo."""
    (left, top), (right, bottom) = line.corners.min(axis=0), line.corners.max(axis=0)
    return bool(
        (left <= part.left + BORDER < right and part.left > 0)
        or (top <= part.top + BORDER < bottom and part.top > 0)
        or (left < part.right - BORDER <= right and part.right < width)
        or (top < part.bottom - BORDER <= bottom and part.bottom < height)
    )


def _parts(hints: Iterable[Outline], width: int, height: int) -> list[Box]:
    """Boxes around neighbouring hints, with room around."""
    around = []
    for hint in hints:
        (left, top), (right, bottom) = hint.corners.min(axis=0).tolist(), hint.corners.max(axis=0).tolist()
        room = 1.5 * min(hint.height, hint.width)
        around.append(Box(left, top, right, bottom).expanded(2 * room, room).clipped(width, height))
    return joined(around)


def _resized(pixels: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    return resized(pixels, max(1, round(width * scale)), max(1, round(height * scale)), cv2.INTER_CUBIC)
