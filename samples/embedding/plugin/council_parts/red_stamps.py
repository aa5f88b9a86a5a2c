"""A detector of one's own: patches in the red of this council's “RECEIVED” stamp."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from photocheck import Box, Finding
from photocheck.detectors.interface import Detector
from photocheck.imaging.photo import Photo

# Hue and saturation of the ink, and how large a patch has to be, as a share of the photo.
DARKEST, LIGHTEST = (0, 170, 120), (6, 255, 255)
LEAST = 0.001


class RedStampDetector:
    """Finds stamps by their colour; the kind "red-stamp" is new, and so gives `look` until a policy names it."""

    name = "red-stamps"
    models: Mapping[str, str] = {}

    def __init__(self, *, threads: int) -> None:
        """`threads` is how many cores a model may use; this one has none."""

    def detect(self, photo: Photo) -> list[Finding]:
        """Say where the stamps are, in pixels of the upright photo."""
        colours = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2HSV)
        ink = cv2.inRange(colours, np.array(DARKEST), np.array(LIGHTEST))
        _, _, patches, _ = cv2.connectedComponentsWithStats(ink)
        return [
            Finding("red-stamp", Box(x, y, x + width, y + height), 0.8, self.name, page=photo.page)
            for x, y, width, height, area in patches[1:].tolist()
            if area >= LEAST * photo.width * photo.height
        ]


# Lets the type checker see that it is one.
_: type[Detector] = RedStampDetector
