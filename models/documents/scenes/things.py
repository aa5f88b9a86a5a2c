"""What every drawn object is made of: its picture, its mask, its outline and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["CLASSES", "NOTHING", "Colour", "Pixels", "Random", "Thing", "full_quad"]

Pixels = NDArray[np.uint8]
Random = np.random.Generator
Colour = tuple[int, int, int]

CLASSES: Final = ("document", "screen", "whiteboard", "id-card", "note")
# Something that looks like one of them and is none.
NOTHING: Final = -1


@dataclass(slots=True)
class Thing:
    """One object, seen from the front (or, a body, from wherever the camera stood).

    `pixels` (h, w, 3) BGR, `mask` (h, w) is 255 where it covers what is behind it, `quad` (4, 2) is the outline that
    is learned, clockwise from the top left, in pixels of the picture: a stand or a hand lies outside of it. `turned`
    says that it is seen from a side already, and that to turn it again would be wrong; `boxed` that
    `quad` is no more than the upright box around it.
    """

    pixels: Pixels
    mask: Pixels
    quad: NDArray[np.float32]
    kind: int
    turned: bool = False
    boxed: bool = False


def full_quad(width: float, height: float) -> NDArray[np.float32]:
    """The outline of a whole picture."""
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
