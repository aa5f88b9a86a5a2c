"""What the page network is given, and what its answers mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.imaging.resizing import resized

__all__ = ["KINDS", "PLAIN_GREY", "STRIDE", "Candidate", "Prepared", "decoded", "joined", "prepared"]

# The network's classes, in its order; models/documents/scenes/things.py trains them.
KINDS: Final = ("document", "screen", "whiteboard", "id-card", "note")
# Pixels of the input for each cell of the answer, and for one unit of a corner's offset.
STRIDE: Final = 4
CORNER_UNIT: Final = 32.0
# The input's sides are divisible by the encoder's deepest stride.
DEEPEST_STRIDE: Final = 32
# What stands right of and below the photo, up to the next multiple; the network's own mean.
PLAIN_GREY: Final = 118
# More peaks than this in one photo are noise, and every pair of them is compared later.
MOST_PEAKS: Final = 100
# Squares of the input's pixels; below it nothing can be told.
LEAST_AREA: Final = 48.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One outline that the network proposes: `corners` (4, 2), clockwise, pixels of the upright photo.

    `chances` has one entry for each of KINDS and sums to 1; `score`, 0 to 1, says that something is there.
    """

    corners: Floats
    score: float
    chances: Floats

    @property
    def kind(self) -> str:
        """The likeliest of KINDS."""
        return KINDS[int(self.chances.argmax())]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A photo as the network takes it: `pixels` (1, height, width, 3), RGB.

    A point of the input times (`scale_x`, `scale_y`) is a point of the photo, which is `width` x `height`.
    """

    pixels: NDArray[np.uint8]
    scale_x: float
    scale_y: float
    width: int
    height: int


def prepared(pixels: NDArray[np.uint8], long_side: int) -> Prepared:
    """Resize a photo (height, width, 3) so that its longer side is `long_side`, and fill up with grey."""
    height, width = pixels.shape[:2]
    factor = long_side / max(width, height)
    new_width, new_height = max(8, round(width * factor)), max(8, round(height * factor))
    small = resized(pixels, new_width, new_height)
    rows, columns = (ceil(side / DEEPEST_STRIDE) * DEEPEST_STRIDE for side in (new_height, new_width))
    filled = np.full((1, rows, columns, 3), PLAIN_GREY, np.uint8)
    filled[0, :new_height, :new_width] = small
    return Prepared(filled, width / new_width, height / new_height, width, height)


def joined(seen: Sequence[Floats], mirrored: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """One answer, as `decoded` takes it, from those to a picture and to its mirror image.

    The mean of both is right more often than either. Corners are told in any order, so that in which they agree best
    is looked for at each place.
    """
    heat, _, kinds = (_mean(one, other[..., ::-1]) for one, other in zip(seen, mirrored, strict=True))
    quads, across = (answer[1].reshape(4, 2, *answer[1].shape[2:]) for answer in (seen, mirrored))
    back = across[::-1, :, :, ::-1] * np.array((-1, 1), np.float32)[:, None, None]
    turned = np.stack([np.roll(back, turn, axis=0) for turn in range(4)])
    apart = np.abs(turned - quads).sum(axis=(1, 2), keepdims=True)
    agreeing = np.take_along_axis(turned, apart.argmin(axis=0)[None], axis=0)[0]
    return heat, _mean(quads, agreeing).reshape(seen[1].shape), kinds


def decoded(heat: Floats, corners: Floats, kinds: Floats, given: Prepared, least_score: float) -> list[Candidate]:
    """Candidates from one answer, best first.

    `heat` (1, 1, h, w), `corners` (1, 8, h, w) and `kinds` (1, 5, h, w) are what the network said to `given`.
    Corners that fall outside of the photo are moved to its edge.
    """
    chance = _logistic(heat[0, 0])
    peak = (chance >= cv2.dilate(chance, np.ones((3, 3), np.uint8))) & (chance >= least_score)
    rows, columns = np.nonzero(peak)
    order = np.argsort(-chance[rows, columns], kind="stable")[:MOST_PEAKS]
    found = []
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        here = (np.array((column, row), np.float32) + 0.5) * STRIDE
        quad = corners[0, :, row, column].reshape(4, 2) * CORNER_UNIT + here
        if cv2.contourArea(cv2.convexHull(quad)) < LEAST_AREA:
            continue
        quad = quad * (given.scale_x, given.scale_y)
        quad = np.clip(quad, 0, (given.width, given.height)).astype(np.float32)
        found.append(Candidate(quad, float(chance[row, column]), _shares(kinds[0, :, row, column])))
    return found


def _mean(one: Floats, other: Floats) -> Floats:
    return np.asarray((one + other) / 2, np.float32)


def _logistic(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -60, 60))), np.float32)


def _shares(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), np.float32)
