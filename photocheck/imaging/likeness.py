"""Whether two photos show the same: perceptual hashes that survive resizing, recompressing, cropping and framing."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocheck.domain.geometry import Box

__all__ = ["hashes_of_copy", "hashes_of_original", "perceptual_hash", "without_frame"]

# What somebody may have cut a copy down to, in parts of the photo: one side, all sides, one corner.
CUTS: Final = (
    Box(0, 0, 1, 1),
    *(Box(0.1, 0, 1, 1), Box(0, 0.1, 1, 1), Box(0, 0, 0.9, 1), Box(0, 0, 1, 0.9)),
    *(Box(0.1, 0.1, 0.9, 0.9), Box(0.05, 0.05, 0.95, 0.95)),
    *(Box(0.1, 0.1, 1, 1), Box(0, 0.1, 0.9, 1), Box(0.1, 0, 1, 0.9), Box(0, 0, 0.9, 0.9)),
)
# A row or column belongs to the picture in a frame when this share of it differs this much from the frame.
SHARE: Final = 0.35
STEP: Final = 16
# What is left of a picture without its frame is at least this share of each side; else it has no frame.
LEAST: Final = 0.2


def perceptual_hash(pixels: NDArray[np.uint8]) -> int:
    """64 bits that pictures (height, width, 3) which look alike share nearly all of: how 8 by 8 frequencies compare.

    No face and no text can be told from it. The method is imagehash's phash.
    """
    import imagehash  # noqa: PLC0415 - brings scipy

    return int(str(imagehash.phash(Image.fromarray(pixels))), 16)


def hashes_of_original(pixels: NDArray[np.uint8]) -> tuple[int, ...]:
    """Hashes by which copies of a photo (height, width, 3) are found, whole and cut down by up to a tenth."""
    height, width = pixels.shape[:2]
    return tuple(
        perceptual_hash(
            pixels[
                int(cut.top * height) : ceil(cut.bottom * height),
                int(cut.left * width) : ceil(cut.right * width),
            ]
        )
        for cut in CUTS
    )


def hashes_of_copy(pixels: NDArray[np.uint8]) -> tuple[int, ...]:
    """Hashes to look for: of the picture as it is, and of what is in its frame, as a screenshot has one."""
    inner = without_frame(pixels)
    pictures = [pixels] if inner.shape == pixels.shape else [pixels, inner]
    return tuple(perceptual_hash(picture) for picture in pictures)


def without_frame(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut off a frame of one colour around a picture; the picture itself where it has none."""
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(np.int16)
    differs = np.abs(pixels.astype(np.int16) - np.median(edge, axis=0)).max(axis=2) > STEP
    rows = _longest_run(differs.mean(axis=1) > SHARE)
    columns = _longest_run(differs[rows].mean(axis=0) > SHARE)
    # Without the frame at the sides, lines of a menu above the picture fall below the share.
    rows = _longest_run(differs[:, columns].mean(axis=1) > SHARE)
    inner = pixels[rows, columns]
    large_enough = all(part >= LEAST * whole for part, whole in zip(inner.shape[:2], pixels.shape[:2], strict=True))
    return inner if large_enough else pixels


def _longest_run(wanted: NDArray[np.bool_]) -> slice:
    """The longest stretch of True; everything where there is none."""
    edges = [0, *(np.flatnonzero(np.diff(wanted)) + 1), len(wanted)]
    runs = [(end - start, start, end) for start, end in pairwise(edges) if end > start and wanted[start]]
    if not runs:
        return slice(0, len(wanted))
    _, start, end = max(runs)
    return slice(int(start), int(end))
