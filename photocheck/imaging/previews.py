"""Make the small picture of a photo that reports show."""

from __future__ import annotations

import io
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocheck.domain.previews import Preview
from photocheck.errors import PhotoError
from photocheck.imaging.likeness import perceptual_hash
from photocheck.imaging.opening import PhotoSource, open_photo

__all__ = ["preview_of", "shrunk", "small_jpeg"]

# The longer side in pixels, and a quality at which it can be painted on and packed once more.
SIDE: Final = 1024
QUALITY: Final = 90


def preview_of(photo: PhotoSource) -> Preview | None:
    """Make the small picture of a photo's first page, nothing hidden; None where the photo cannot be opened."""
    try:
        opened = open_photo(photo)
        page = next(opened.pages(), None)
    except PhotoError:
        return None
    if page is None:
        return None
    small = shrunk(page.pixels, SIDE)
    height, width = small.shape[:2]
    return Preview(small_jpeg(small, QUALITY), width, height, perceptual_hash(small), opened.sha256)


def shrunk(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Make a picture smaller until its longer side has this many pixels; what is smaller stays as it is."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def small_jpeg(pixels: NDArray[np.uint8], quality: int) -> bytes:
    """Pack a picture as a JPEG that holds nothing but pixels."""
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "JPEG", quality=quality, subsampling=0, optimize=True)
    return packed.getvalue()
