"""Reads text with RapidOCR's networks, PP-OCRv6 small, on OpenVINO.

The weights come from the rapidocr wheel; its Python code is left aside, because it takes 0.7 s to
import, is not safe to call from several threads, and shrinks a large photo to 2,000 pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Polygon
from photocheck.readers.finding_lines import find_lines
from photocheck.readers.interface import Line
from photocheck.readers.judging import Candidate, is_poor, settled
from photocheck.readers.networks import DetectionNetwork, RecognitionNetwork
from photocheck.readers.outlines import Outline
from photocheck.readers.recognition import Reading, cut_line, read_lines
from photocheck.readers.weights import DETECTION, RECOGNITION

__all__ = ["RapidOcrReader"]

TALL: Final = 1.5


class RapidOcrReader:
    """Reads printed text and clear handwriting anywhere in a photo; built once, then called from any thread.

    `threads` is how many cores the networks may use. Raises ModelError when the weights are missing
    or damaged.
    """

    name = "rapidocr"
    models: Mapping[str, str] = {weights.name: weights.version for weights in (DETECTION, RECOGNITION)}

    def __init__(self, *, threads: int = 1) -> None:
        self._detection = DetectionNetwork(DETECTION.read(), threads)
        self._recognition = RecognitionNetwork(RECOGNITION.read(), threads)

    def read(self, pixels: NDArray[np.uint8]) -> list[Line]:
        """Find and read every line in RGB pixels of shape (height, width, 3), in no particular order."""
        found = find_lines(self._detection, pixels)
        candidates = self._read_either_way_up(pixels, found)
        return [_line(candidate) for candidate in settled(candidates)]

    def _read_either_way_up(self, pixels: NDArray[np.uint8], found: Iterable[Outline]) -> list[Candidate]:
        """Read each line as it most likely stands, and those that read poorly the other way up too."""
        first = [_turned(outline, 1) if outline.height >= TALL * outline.width else outline for outline in found]
        candidates = self._candidates(pixels, first)
        poor = [number for number, candidate in enumerate(candidates) if is_poor(candidate.reading)]
        second = self._candidates(pixels, [_turned(first[number], 2) for number in poor])
        for number, other in zip(poor, second, strict=True):
            candidates[number] = max(candidates[number], other, key=lambda one: (one.readable, one.reading.confidence))
        return candidates

    def _candidates(self, pixels: NDArray[np.uint8], outlines: Sequence[Outline]) -> list[Candidate]:
        cuts = [cut_line(pixels, outline.corners) for outline in outlines]
        readings = read_lines(self._recognition, self._recognition.alphabet, cuts)
        return [Candidate(outline, reading) for outline, reading in zip(outlines, readings, strict=True)]


def _turned(outline: Outline, corners: int) -> Outline:
    """Let the line start at another corner: 1 reads downwards, 2 upside down, 3 upwards."""
    return Outline(np.roll(outline.corners, -corners, axis=0), outline.score)


def _line(candidate: Candidate) -> Line:
    polygon = Polygon.of(candidate.outline.corners)
    reading: Reading = candidate.reading
    if candidate.readable:
        return Line(polygon, reading.text, reading.confidence)
    return Line(polygon, None, candidate.outline.score)
