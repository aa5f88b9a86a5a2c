"""Look at a photo at one size, and note what may be a face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.centerface import CenterFace
from photocheck.detectors.face_tiles import tiles
from photocheck.imaging.resizing import resized

__all__ = ["FAINTEST", "Rows", "View", "distinct_rows", "look", "scaled"]

# What goes through the network at once: it takes about 145 MB of memory for a megapixel.
MOST_PIXELS: Final = 1_600_000
# Faces up to this size are whole in the tile that owns them; of one of 150 pixels, the largest that a view of
# many tiles is trusted with, a border takes at most a fifth.
OVERLAP: Final = 96
# What is fainter is noise, and no second look could save it.
FAINTEST: Final = 0.03
# Neighbouring cells of the network's map that see one face agree at least this well.
SAME_FACE: Final = 0.5

# One candidate a row: left, top, right, bottom, score.
Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one look at a photo saw: `rows` in pixels of the photo, each face once.

    `scale` is how many pixels of the look a pixel of the photo had.
    """

    rows: Rows
    scale: float


def look(network: CenterFace, pixels: NDArray[np.uint8], scale: float, *, mirrored: bool = False) -> View:
    """Look at RGB pixels (height, width, 3) enlarged by `scale`, or at their mirror image."""
    height, width = pixels.shape[:2]
    seen = scaled(pixels, scale)
    size = seen.shape[1], seen.shape[0]
    if mirrored:
        seen = seen[:, ::-1]
    found = [
        tile.owned(distinct_rows(network.candidates(tile.cut(seen), FAINTEST)))
        for tile in tiles(*size, MOST_PIXELS, OVERLAP)
    ]
    rows = np.concatenate(found).astype(np.float64)
    if mirrored:
        rows[:, [0, 2]] = size[0] - rows[:, [2, 0]]
    rows[:, :4] *= np.array((width / size[0], height / size[1]) * 2)
    return View(rows, scale)


def scaled(pixels: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """Enlarge pixels by `scale`; at least one is left."""
    height, width = pixels.shape[:2]
    return resized(pixels, max(1, round(width * scale)), max(1, round(height * scale)))


def distinct_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Leave out what a likelier row sees as well."""
    boxes = np.column_stack([rows[:, :2], rows[:, 2:4] - rows[:, :2]]).tolist()
    kept = cv2.dnn.NMSBoxes(boxes, rows[:, 4].tolist(), FAINTEST, SAME_FACE)
    return rows[np.asarray(kept, np.intp).reshape(-1)]
