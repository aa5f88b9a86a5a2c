"""The two networks of the text reader: where there is text, and what it says.

Both take RGB bytes as they come from a photo; PP-OCR was trained on BGR in -1 to 1.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.inference.engine import Network
from photocheck.inference.reading import ReadingNetwork

__all__ = ["DetectionNetwork", "RecognitionNetwork"]

MIDDLE: Final = 127.5


class DetectionNetwork:
    """Says for every pixel how likely it is text (PP-OCR detection with a DB head)."""

    def __init__(self, weights: bytes, threads: int) -> None:
        self._network = Network(weights, threads=threads, channels="BGR", mean=MIDDLE, scale=MIDDLE)

    def __call__(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Map pixels (height, width, 3), sides multiples of 32, to probabilities (height, width)."""
        probabilities = self._network(pixels[np.newaxis])[0]
        return np.asarray(probabilities[0, 0], np.float32)


class RecognitionNetwork:
    """Reads straightened lines, 48 pixels high (PP-OCR recognition with a CTC head)."""

    def __init__(self, weights: bytes, threads: int) -> None:
        self._network = ReadingNetwork(weights, threads=threads, channels="BGR", mean=MIDDLE, scale=MIDDLE)
        # Class 0 is CTC's blank; the last class is the space, which the file's list leaves out.
        self.alphabet: tuple[str, ...] = ("", *self._network.characters, " ")

    def __call__(self, lines: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Map lines (n, 48, width, 3) to the best class of each step and its probability, (n, steps) each."""
        probabilities, classes = self._network(lines)
        return np.asarray(classes[..., 0], np.int32), np.asarray(probabilities[..., 0], np.float32)
