"""Whether a thumbnail in the file shows something else than the photo."""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from photocheck.imaging.turning import turned
from photocheck.imaging.warnings_off import without_warnings

__all__ = ["photoshop_thumbnails", "thumbnail_differs"]

SIDE = 24
# Correlation of greys, 1 for the same picture. Measured on ../shared/data/formats: thumbnails of the same
# picture have 0.9 and more, also where the camera padded them with black bars.
SAME_PICTURE = 0.75

# Photoshop's resources of thumbnails: a header of 28 bytes, then a JPEG (Photoshop File Formats, "Thumbnail").
# The older one, 0x0409, has red and blue changed about.
PHOTOSHOP_THUMBNAILS = (0x0409, 0x040C)
PHOTOSHOP_HEADER = 28


def photoshop_thumbnails(picture: Image.Image) -> Iterator[bytes]:
    """Yield the thumbnails that Photoshop keeps in JPEG and TIFF."""
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        resources = {number: block["data"] for number, block in picture.get_photoshop_blocks().items()}
    else:
        resources = picture.info.get("photoshop", {})
    for number in PHOTOSHOP_THUMBNAILS:
        resource = resources.get(number)
        if isinstance(resource, bytes) and len(resource) > PHOTOSHOP_HEADER:
            yield resource[PHOTOSHOP_HEADER:]


def thumbnail_differs(thumbnail: bytes, pixels: NDArray[np.uint8]) -> bool:
    """Tell whether an embedded thumbnail differs from the photo, as after cropping or covering.

    `thumbnail` is a JPEG, `pixels` the upright photo (height, width, 3). A thumbnail that cannot be
    opened counts as one that differs: what it shows is not known.
    """
    with without_warnings():
        try:
            with Image.open(io.BytesIO(thumbnail), formats=["JPEG", "PNG"]) as picture:
                small = np.asarray(picture.convert("RGB"))
        except Exception:  # noqa: BLE001 - fail closed, whatever is wrong with it
            return True
    photo = np.asarray(cv2.resize(pixels, (4 * SIDE, 4 * SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    # The thumbnail is stored as the sensor saw it: the photo has been turned since, perhaps mirrored.
    candidates = [turned(view, turns) for view in (small, small[:, ::-1], _without_bars(small)) for turns in range(4)]
    return max(_likeness(candidate, photo) for candidate in candidates) < SAME_PICTURE


def _without_bars(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut off the black bars with which cameras fill a thumbnail to 4:3."""
    bright = small.max(axis=2) > 24
    rows, columns = np.flatnonzero(bright.mean(axis=1) > 0.1), np.flatnonzero(bright.mean(axis=0) > 0.1)
    if not rows.size or not columns.size:
        return small
    return small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    greys = []
    for picture in (one, other):
        grey = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
        greys.append(cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float64))
    first, second = (grey - grey.mean() for grey in greys)
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    # Two plain pictures have nothing to compare but their brightness.
    return float((first * second).sum()) / scale if scale > 1.0 else float(abs(greys[0].mean() - greys[1].mean()) < 16)
