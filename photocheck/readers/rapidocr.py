"""Reads text with RapidOCR's networks, PP-OCRv6 small, on OpenVINO.

The weights come from the rapidocr wheel; its Python code is left aside, because it takes 0.7 s to
import, is not safe to call from several threads, and shrinks a large photo to 2,000 pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.imaging.turning import turn_back, turned
from photocheck.readers.finding_lines import find_lines
from photocheck.readers.interface import Line
from photocheck.readers.judging import Candidate, against_the_rest, letters_read, lies_on_its_side, settled
from photocheck.readers.networks import DetectionNetwork, RecognitionNetwork
from photocheck.readers.outlines import Outline
from photocheck.readers.recognition import cut_line, read_lines
from photocheck.readers.weights import detection_weights, recognition_weights

__all__ = ["RapidOcrReader", "shared_reader"]

TALL: Final = 1.5


class RapidOcrReader:
    """Reads printed text and clear handwriting anywhere in a photo; built once, then called from any thread.

    `threads` is how many cores the networks may use. Raises ModelError when the weights are missing
    or damaged.
    """

    name = "rapidocr"

    def __init__(self, *, threads: int = 1) -> None:
        detection, recognition = detection_weights(), recognition_weights()
        self.models: Mapping[str, str] = {weights.name: weights.version for weights in (detection, recognition)}
        self._detection = DetectionNetwork(detection.read(), threads)
        self._recognition = RecognitionNetwork(recognition.read(), threads)

    def read(self, pixels: NDArray[np.uint8]) -> list[Line]:
        """Find and read every line in RGB pixels of shape (height, width, 3), in no particular order."""
        lines = self._read_as_it_lies(pixels)
        if not lies_on_its_side(lines):
            return lines
        # Lines that run across are found better than lines that run up or down.
        height, width = pixels.shape[:2]
        across = [
            replace(line, polygon=turn_back(line.polygon, 1, width, height))
            for line in self._read_as_it_lies(turned(pixels, 1))
        ]
        return max(lines, across, key=letters_read)

    def _read_as_it_lies(self, pixels: NDArray[np.uint8]) -> list[Line]:
        found = find_lines(self._detection, pixels)
        candidates = self._read_either_way_up(pixels, found)
        return [candidate.line for candidate in settled(candidates)]

    def _read_either_way_up(self, pixels: NDArray[np.uint8], found: Iterable[Outline]) -> list[Candidate]:
        """Read each line as it likely stands; the other way up where that is poor, or where the others stand so."""
        first = [outline.starting_at(1) if outline.height >= TALL * outline.width else outline for outline in found]
        candidates = self._candidates(pixels, first)
        poor = [number for number, candidate in enumerate(candidates) if not candidate.reads_well]
        for number, other in self._other_way_up(pixels, candidates, poor):
            candidates[number] = max(candidates[number], other, key=lambda one: (one.readable, one.reading.confidence))
        for number, other in self._other_way_up(pixels, candidates, against_the_rest(candidates)):
            if other.readable:
                candidates[number] = other
        return candidates

    def _other_way_up(
        self, pixels: NDArray[np.uint8], candidates: Sequence[Candidate], numbers: Sequence[int]
    ) -> Iterable[tuple[int, Candidate]]:
        upside_down = [candidates[number].outline.starting_at(2) for number in numbers]
        return zip(numbers, self._candidates(pixels, upside_down), strict=True)

    def _candidates(self, pixels: NDArray[np.uint8], outlines: Sequence[Outline]) -> list[Candidate]:
        cuts = [cut_line(pixels, outline.corners) for outline in outlines]
        readings = read_lines(self._recognition, self._recognition.alphabet, cuts)
        return [Candidate(outline, reading) for outline, reading in zip(outlines, readings, strict=True)]


@cache
def shared_reader(threads: int) -> RapidOcrReader:
    """The reader that everybody in this process uses, so that its networks are loaded once."""
    return RapidOcrReader(threads=threads)
