"""Faces, from a crowd's to one that fills the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.centerface import CenterFace
from photocheck.detectors.face_closeups import look_closely
from photocheck.detectors.face_fusion import distinct, fused, in_company
from photocheck.detectors.face_views import Rows, View, look, scaled
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.imaging.photo import Photo
from photocheck.imaging.turning import turn_back, turned

__all__ = ["FaceDetector"]

# Longer sides of the looks at every photo; a turned photo is compared with the first. The smallest sees the face that
# fills the photo as one of the sizes that the network knows best, and the largest the small ones.
LONG_SIDES: Final = (640, 320, 1440)
# Enlarged further, a small picture shows nothing more.
MOST_ENLARGED: Final = 4.0
# A large photo is looked at in its own pixels too, for there is the face of 20 pixels among 12 megapixels: where a look
# SCOUT times as large shows anything at all. It takes the place of the largest look.
LARGE_PHOTO: Final = 2000
LONGEST_SIDE: Final = 4096
SCOUT: Final = 0.7
# From this score on a candidate is worth a second look, at the mirror image.
DOUBTFUL: Final = 0.2
# This many faces are a crowd, in which further ones are small: one more look, unless that enlarges too far.
CROWD: Final = 5
CROWD_SIDE: Final = 2560
CROWD_ENLARGED: Final = 4.0
# From this score on a candidate is reported.
REPORTED: Final = 0.39
# The photo may lie on its side, or somebody in it: it is turned, looked at in a small size, and looked at in full
# where that shows a face with at least this score, and more of them than the upright photo shows.
TURNED: Final = 0.5
TURNED_SIDE: Final = 544
COUNTED: Final = 0.3
# Upside down it is looked at only where something is seen, but no face with this score.
UPRIGHT: Final = 0.6
# How likely a candidate with this score is a face: measured on labelled photos, unlabelled faces counted by
# eye (figures in models/centerface/README.md).
SCORES: Final = (0.39, 0.5, 0.7, 1.0)
LIKELIHOODS: Final = (0.7, 0.85, 0.97, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What was seen one way up, and how much the first look at it spoke for faces."""

    rows: Rows
    evidence: float


class FaceDetector:
    """Finds faces with CenterFace; built once, then called from any thread."""

    name = "faces"

    def __init__(self, *, threads: int = 1) -> None:
        self._network = CenterFace(threads)
        self.models: Mapping[str, str] = self._network.models

    def detect(self, photo: Photo) -> list[Finding]:
        """Say where faces are, as boxes in pixels of the upright photo, the likeliest first."""
        seen = self._upright(photo.pixels)
        rows = distinct(np.concatenate([seen.rows, *self._lying(photo.pixels, seen)]))
        return list(self._findings(rows[rows[:, 4] >= REPORTED], photo))

    def _findings(self, rows: Rows, photo: Photo) -> Iterator[Finding]:
        for *sides, score in rows.tolist():
            box = Box(*sides).clipped(photo.width, photo.height)
            # A middle beyond the photo's edge: what was seen is the padding.
            if box.area > 0:
                likelihood = float(np.interp(score, SCORES, LIKELIHOODS))
                yield Finding("face", box, likelihood, self.name, page=photo.page)

    def _upright(self, pixels: NDArray[np.uint8]) -> _Seen:
        """What may be faces in these pixels; looks again where the first looks show something."""
        scouts, looks = self._looks(pixels)
        views = [*(take(mirrored=False) for take in looks), *scouts]
        rows, evidence = fused(views), _evidence(views[0])
        if not (rows[:, 4] >= DOUBTFUL).any():
            return _Seen(rows, evidence)
        views += [take(mirrored=True) for take in looks]
        if (rows[:, 4] >= REPORTED).sum() >= CROWD:
            views += self._crowd_views(pixels, [view.scale for view in views])
        return _Seen(in_company(fused(views)), evidence)

    def _looks(self, pixels: NDArray[np.uint8]) -> tuple[list[View], list[Callable[..., View]]]:
        """The looks that a photo of this size needs, of it and its mirror image, and what was seen to plan them."""
        longest = max(pixels.shape)
        scales = dict.fromkeys(min(side / longest, MOST_ENLARGED) for side in LONG_SIDES)
        looks: list[Callable[..., View]] = [partial(look, self._network, pixels, scale) for scale in scales]
        if longest < LARGE_PHOTO:
            return [], looks
        scale = min(1.0, LONGEST_SIDE / longest)
        scout = look(self._network, pixels, scale * SCOUT)
        return [scout], [*looks[:-1], partial(look_closely, self._network, pixels, scale, scout.rows)]

    def _crowd_views(self, pixels: NDArray[np.uint8], scales: list[float]) -> Iterator[View]:
        longest = max(pixels.shape)
        scale = CROWD_SIDE / longest
        if longest < LARGE_PHOTO and max(scales) < scale <= CROWD_ENLARGED:
            for mirrored in (False, True):
                yield look(self._network, pixels, scale, mirrored=mirrored)

    def _lying(self, pixels: NDArray[np.uint8], upright: _Seen) -> Iterator[Rows]:
        """Faces that lie on their side or upside down, in pixels of the upright photo."""
        height, width = pixels.shape[:2]
        scale = min(TURNED_SIDE / max(height, width), MOST_ENLARGED)
        small = scaled(pixels, scale)
        best = upright.rows[:, 4].max(initial=0.0)
        for quarter_turns in (1, 3, 2) if DOUBTFUL <= best < UPRIGHT else (1, 3):
            view = look(self._network, turned(small, quarter_turns), 1.0)
            if (view.rows[:, 4] >= TURNED).any() and _evidence(view) > upright.evidence:
                rows = self._upright(turned(pixels, quarter_turns)).rows
                for row in rows:
                    box = turn_back(Box(*row[:4].tolist()), quarter_turns, width, height)
                    row[:4] = box.left, box.top, box.right, box.bottom
                yield rows


def _evidence(view: View) -> float:
    """How much one look speaks for faces."""
    scores = view.rows[:, 4]
    return float(scores[scores >= COUNTED].sum())
