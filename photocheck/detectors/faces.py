"""Faces, from a crowd's to one that fills the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import cv2
import numpy as np

from photocheck.detectors.centerface import CenterFace
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.imaging.photo import Photo

__all__ = ["FaceDetector"]

LONG_SIDE: Final = 1440
THRESHOLD: Final = 0.35
SAME: Final = 0.4


class FaceDetector:
    """Finds faces with CenterFace; built once, then called from any thread."""

    name = "faces"

    def __init__(self, *, threads: int = 1) -> None:
        self._network = CenterFace(threads)
        self.models: Mapping[str, str] = self._network.models

    def detect(self, photo: Photo) -> list[Finding]:
        """Say where faces are, as boxes in pixels of the upright photo."""
        scale = min(2.0, LONG_SIDE / max(photo.width, photo.height))
        size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
        small = np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        rows = self._network.candidates(small, THRESHOLD)
        boxes = [
            (float(left), float(top), float(right - left), float(bottom - top)) for left, top, right, bottom, _ in rows
        ]
        kept = cv2.dnn.NMSBoxes(boxes, rows[:, 4].tolist(), THRESHOLD, SAME)
        return [
            Finding(
                "face",
                Box(*(float(side) for side in rows[index, :4])).scaled(1 / scale).clipped(photo.width, photo.height),
                min(1.0, float(rows[index, 4])),
                self.name,
                page=photo.page,
            )
            for index in kept
        ]
