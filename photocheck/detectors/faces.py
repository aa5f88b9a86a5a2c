"""Faces, from a crowd's to one that fills the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from photocheck.detectors.centerface import CenterFace
from photocheck.detectors.face_fusion import fused
from photocheck.detectors.face_views import Rows, look
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.imaging.photo import Photo

__all__ = ["FaceDetector"]

# Longer sides of the looks at a photo: the first sees the face that fills it, the last one of 20 pixels in a
# photo of 12 megapixels. Only a large photo has something to show to the last, which never enlarges it.
LONG_SIDES: Final = (640, 1440)
LONGEST_SIDE: Final = 4096
LARGE_PHOTO: Final = 2000
# Enlarged further, a small picture shows nothing more.
MOST_ENLARGED: Final = 4.0
# From this score on a candidate is reported.
REPORTED: Final = 0.3
# How likely a candidate with this score is a face: measured on labelled photos, unlabelled faces counted by
# eye (figures in models/centerface/README.md).
SCORES: Final = (0.3, 0.4, 0.5, 0.7, 1.0)
LIKELIHOODS: Final = (0.6, 0.85, 0.95, 0.99, 1.0)


class FaceDetector:
    """Finds faces with CenterFace; built once, then called from any thread."""

    name = "faces"

    def __init__(self, *, threads: int = 1) -> None:
        self._network = CenterFace(threads)
        self.models: Mapping[str, str] = self._network.models

    def detect(self, photo: Photo) -> list[Finding]:
        """Say where faces are, as boxes in pixels of the upright photo."""
        rows = fused([look(self._network, photo.pixels, scale) for scale in _scales(photo)])
        return list(self._findings(rows[rows[:, 4] >= REPORTED], photo))

    def _findings(self, rows: Rows, photo: Photo) -> Iterator[Finding]:
        for *sides, score in rows.tolist():
            box = Box(*sides).clipped(photo.width, photo.height)
            # A middle beyond the photo's edge: what was seen is the padding.
            if box.area > 0:
                likelihood = float(np.interp(score, SCORES, LIKELIHOODS))
                yield Finding("face", box, likelihood, self.name, page=photo.page)


def _scales(photo: Photo) -> list[float]:
    """How much the photo is enlarged for each look at it."""
    longest = max(photo.width, photo.height)
    scales = [min(side / longest, MOST_ENLARGED) for side in LONG_SIDES]
    if longest >= LARGE_PHOTO:
        scales.append(min(1.0, LONGEST_SIDE / longest))
    return list(dict.fromkeys(scales))
