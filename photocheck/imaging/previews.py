"""Make the small picture of a photo that reports show."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.previews import Preview
from photocheck.errors import PhotoError
from photocheck.imaging.opening import PhotoSource, open_photo

__all__ = ["preview_of"]

# The longer side in pixels: two to a line on a telephone, and 5,000 of them in one report.
SIDE = 320
QUALITY = 72
# Each bit of the likeness says whether the picture gets brighter from one square to the next.
COLUMNS, ROWS = 8, 8


def preview_of(photo: PhotoSource) -> Preview | None:
    """Make the small picture of a photo's first page; None where the photo cannot be opened."""
    try:
        page = next(open_photo(photo).pages(), None)
    except PhotoError:
        return None
    return None if page is None else _preview(page.pixels)


def _preview(pixels: NDArray[np.uint8]) -> Preview:
    height, width = pixels.shape[:2]
    scale = min(1.0, SIDE / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return Preview(jpeg.tobytes(), *size, likeness=_likeness(np.asarray(small, dtype=np.uint8)))


def _likeness(small: NDArray[np.uint8]) -> int:
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    squares = np.asarray(cv2.resize(grey, (COLUMNS + 1, ROWS), interpolation=cv2.INTER_AREA), dtype=np.int16)
    brighter = squares[:, 1:] > squares[:, :-1]
    return int("".join("1" if bit else "0" for bit in brighter.ravel()), 2)
