"""What the network for things in general answers, and what its answers mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.document_network import Prepared

__all__ = ["APPLIANCES", "CLASSES", "SCREENS", "decoded"]

# The classes that the weights were cut down to, in their order; models/objects/convert.py says which they are in COCO.
CLASSES: Final = ("television", "laptop", "phone", "microwave", "oven", "toaster", "refrigerator")
SCREENS: Final = slice(3)
APPLIANCES: Final = slice(3, 7)
# Pixels of the input for each cell of the three answers.
STRIDES: Final = (8, 16, 32)
# Each of a box's four sides lies 0 to 10 strides from the cell's middle; the network says how likely each of these is.
DISTANCES: Final = np.arange(11, dtype=np.float32)
# Less likely cells are not looked at: there are thousands.
LEAST_CHANCE: Final = 0.05

Floats = NDArray[np.float32]


def decoded(answers: Sequence[Floats], given: Prepared, *, mirrored: bool = False) -> Floats:
    """Rows (left, top, right, bottom, a chance for each of CLASSES), pixels of the photo, for each cell that sees one.

    `answers` are what the network said to `given` or to its mirror image: for each of STRIDES
    (1, 7 + 44, rows, columns).
    """
    found = []
    for answer, stride in zip(answers, STRIDES, strict=True):
        logits, distances = np.split(answer[0, ..., ::-1] if mirrored else answer[0], [len(CLASSES)])
        chances = 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
        rows, columns = np.nonzero(chances.max(axis=0) > LEAST_CHANCE)
        sides = _means(distances[:, rows, columns].reshape(4, len(DISTANCES), -1)) * stride
        left, top, right, bottom = sides[[2, 1, 0, 3]] if mirrored else sides
        x, y = (columns + 0.5) * stride, (rows + 0.5) * stride
        box = np.stack((x - left, y - top, x + right, y + bottom), axis=1)
        found.append(np.concatenate((box, chances[:, rows, columns].T), axis=1))
    seen = np.concatenate(found).astype(np.float32)
    seen[:, :4] *= (given.scale_x, given.scale_y, given.scale_x, given.scale_y)
    seen[:, :4] = np.clip(seen[:, :4], 0, (given.width, given.height, given.width, given.height))
    return seen


def _means(logits: Floats) -> Floats:
    """The distance to expect, from how likely each of DISTANCES is."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(np.einsum("sdn,d->sn", raised / raised.sum(axis=1, keepdims=True), DISTANCES), np.float32)
