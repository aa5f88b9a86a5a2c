"""Look at a large photo in its own pixels, but only where a look from further away shows something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.centerface import CenterFace
from photocheck.detectors.face_views import FAINTEST, Rows, View, distinct_rows, look, resized
from photocheck.domain.geometry import Box
from photocheck.imaging.regions import joined, place_of
from photocheck.imaging.sheets import laid_out

__all__ = ["look_closely"]

# What is seen around a face: its box and this share of it on each side, and at least so many pixels.
AROUND: Final = 1.0
LEAST_AROUND: Final = 48.0
# Larger faces are seen as well from further away.
LARGEST: Final = 200.0
# Close-ups share sheets of this width, which come in few heights; where they would take this share of the photo, all of
# it is looked at.
SHEET: Final = 1024
SHEET_STEP: Final = 256
NEARLY_ALL: Final = 0.6


def look_closely(
    network: CenterFace, pixels: NDArray[np.uint8], scale: float, hints: Rows, *, mirrored: bool = False
) -> View:
    """Look at RGB pixels (height, width, 3) enlarged by `scale`, or at mirror images, at the places of `hints` alone.

    `hints` are rows (left, top, right, bottom, score) in pixels of the photo, however faint.
    """
    height, width = pixels.shape[:2]
    seen = resized(pixels, scale)
    size = seen.shape[1], seen.shape[0]
    parts = joined(
        box.expanded(max(LEAST_AROUND, AROUND * box.width), max(LEAST_AROUND, AROUND * box.height)).clipped(*size)
        for box in (Box(*row).scaled(size[0] / width, size[1] / height) for row in hints[:, :4].tolist())
        if max(box.width, box.height) <= LARGEST
    )
    too_large = any(max(part.width, part.height) > SHEET for part in parts)
    if too_large or sum(part.area for part in parts) > NEARLY_ALL * size[0] * size[1]:
        return look(network, pixels, scale, mirrored=mirrored)
    sheets = _sheets(seen, parts, mirrored=mirrored)
    found = [np.empty((0, 5), np.float32), *(sheet.rows(network) for sheet in sheets)]
    rows = np.concatenate(found).astype(np.float64)
    rows[:, :4] *= np.array((width / size[0], height / size[1]) * 2)
    return View(rows, scale)


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """Close-ups side by side: the sheet's pixels, where each lies on it, and the part of the photo that it shows."""

    pixels: NDArray[np.uint8]
    parts: Sequence[tuple[Box, Box]]
    mirrored: bool

    def rows(self, network: CenterFace) -> NDArray[np.float32]:
        """What may be faces on it, in pixels of the photo that was cut up."""
        rows = distinct_rows(network.candidates(self.pixels, FAINTEST))
        middles = ((rows[:, :2] + rows[:, 2:4]) / 2).tolist()
        found = []
        for own, part in self.parts:
            inside = rows[np.array([own.contains((x, y)) for x, y in middles], bool)]
            if self.mirrored:
                inside[:, [0, 2]] = own.left + own.right - inside[:, [2, 0]]
            across, down = part.left - own.left, part.top - own.top
            found.append(inside + np.array((across, down, across, down, 0), np.float32))
        return np.concatenate(found)


def _sheets(seen: NDArray[np.uint8], parts: Sequence[Box], *, mirrored: bool) -> Iterator[_Sheet]:
    places = laid_out([(int(part.width), int(part.height)) for part in parts], SHEET)
    laid = sorted(zip(places, parts, strict=True), key=lambda pair: pair[0].sheet)
    for _, together in groupby(laid, key=lambda pair: pair[0].sheet):
        owned = [(part.shifted(place.left - part.left, place.top - part.top), part) for place, part in together]
        height = ceil(max(own.bottom for own, _ in owned) / SHEET_STEP) * SHEET_STEP
        pixels = np.zeros((height, SHEET, 3), np.uint8)
        for own, part in owned:
            closeup = seen[place_of(part)]
            pixels[place_of(own)] = closeup[:, ::-1] if mirrored else closeup
        yield _Sheet(pixels, owned, mirrored)
