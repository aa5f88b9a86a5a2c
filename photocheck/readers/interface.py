"""What a reader is: pixels in, lines of text out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Polygon

__all__ = ["Line", "Reader"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, as it was read.

    `polygon` starts at the corner where the first letter's top left is and goes clockwise as the text
    stands, in pixels of the picture that was given. `text` is None where there is text that could not
    be read. `confidence` lies between 0 and 1: that of the reading, or of there being text at all.
    """

    polygon: Polygon
    text: str | None
    confidence: float


class Reader(Protocol):
    """Reads text in pixels; built once, then called from many threads."""

    name: str
    models: Mapping[str, str]

    def read(self, pixels: NDArray[np.uint8]) -> list[Line]:
        """Find and read every line in RGB pixels of shape (height, width, 3)."""
        ...
