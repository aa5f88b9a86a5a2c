"""Look at a large photo in its own pixels, but only where a look from further away shows something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.centerface import CenterFace
from photocheck.detectors.face_views import FAINTEST, Rows, View, distinct_rows, look, scaled
from photocheck.domain.geometry import Box
from photocheck.imaging.regions import joined, place_of
from photocheck.imaging.sheets import sheets

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
BLACK: Final = 0
NEARLY_ALL: Final = 0.6


def look_closely(
    network: CenterFace, pixels: NDArray[np.uint8], scale: float, hints: Rows, *, mirrored: bool = False
) -> View:
    """Look at RGB pixels (height, width, 3) enlarged by `scale`, or at mirror images, at the places of `hints` alone.

    `hints` are rows (left, top, right, bottom, score) in pixels of the photo, however faint.
    """
    height, width = pixels.shape[:2]
    seen = scaled(pixels, scale)
    size = seen.shape[1], seen.shape[0]
    parts = joined(
        box.expanded(max(LEAST_AROUND, AROUND * box.width), max(LEAST_AROUND, AROUND * box.height)).clipped(*size)
        for box in (Box(*row).scaled(size[0] / width, size[1] / height) for row in hints[:, :4].tolist())
        if max(box.width, box.height) <= LARGEST
    )
    too_large = any(max(part.width, part.height) > SHEET for part in parts)
    if too_large or sum(part.area for part in parts) > NEARLY_ALL * size[0] * size[1]:
        return look(network, pixels, scale, mirrored=mirrored)
    closeups = [seen[place_of(part)] for part in parts]
    rows = _rows(
        network, [closeup[:, ::-1] for closeup in closeups] if mirrored else closeups, parts, mirrored=mirrored
    )
    rows[:, :4] *= np.array((width / size[0], height / size[1]) * 2)
    return View(rows, scale)


def _rows(network: CenterFace, closeups: Sequence[NDArray[np.uint8]], parts: Sequence[Box], *, mirrored: bool) -> Rows:
    """What may be faces in close-ups, or in their mirror images, in pixels of the photo whose parts they show."""
    found = [np.empty((0, 5), np.float32)]
    for sheet in sheets(closeups, SHEET, SHEET_STEP, BLACK):
        rows = distinct_rows(network.candidates(sheet.pixels, FAINTEST))
        middles = ((rows[:, :2] + rows[:, 2:4]) / 2).tolist()
        for number, own in sheet.places:
            inside = rows[np.array([own.contains((x, y)) for x, y in middles], bool)]
            if mirrored:
                inside[:, [0, 2]] = own.left + own.right - inside[:, [2, 0]]
            across, down = parts[number].left - own.left, parts[number].top - own.top
            found.append(inside + np.array((across, down, across, down, 0), np.float32))
    return np.concatenate(found).astype(np.float64)
