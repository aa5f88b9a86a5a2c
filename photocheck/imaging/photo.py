"""A photo that was opened: the only type that carries pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocheck.imaging.metadata import Metadata

__all__ = ["Photo"]


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One page or frame of a file, upright.

    `pixels` has shape (height, width, 3), RGB, uint8, contiguous, and must not be written to.
    `metadata` is that of the whole file, `sha256` of its bytes, `page` counts from 1.
    """

    source: str
    pixels: NDArray[np.uint8]
    metadata: Metadata
    sha256: str
    page: int = 1

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return int(self.pixels.shape[0])
