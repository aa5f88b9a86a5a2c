"""Reads text with RapidOCR's networks, PP-OCRv6 small, on OpenVINO.

The weights come from the rapidocr wheel; its Python code is left aside, because it takes 0.7 s to
import, is not safe to call from several threads, and shrinks a large photo to 2,000 pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box, Polygon
from photocheck.imaging.regions import joined, place_of
from photocheck.imaging.turning import turned
from photocheck.readers.finding_lines import find_lines
from photocheck.readers.interface import Line
from photocheck.readers.judging import Candidate, against_the_rest, lies_on_its_side, settled
from photocheck.readers.networks import DetectionNetwork, RecognitionNetwork
from photocheck.readers.outlines import Outline
from photocheck.readers.recognition import cut_line, read_lines
from photocheck.readers.weights import detection_weights, recognition_weights

__all__ = ["RapidOcrReader", "shared_reader"]

TALL: Final = 1.5
# Words that run up or down may be found as one piece, at least this high and wide. So many pieces are looked at turned,
# with so much room around them and at most this large: 10 ms, and only in photos without other text.
MELTED: Final = 60.0
MOST_MELTED: Final = 2
MELTED_ROOM: Final = 0.1
MELTED_SIDE: Final = 224


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
        found = self._read_as_it_lies(pixels)
        candidates = settled(found)
        if not candidates:
            candidates = settled(list(self._on_their_side(pixels, [candidate.outline for candidate in found])))
        elif lies_on_its_side([candidate.line for candidate in candidates]):
            # Lines that run across are found better than lines that run up or down.
            height, width = pixels.shape[:2]
            across = self._read_as_it_lies(turned(pixels, 1))
            back = [replace(one, outline=one.outline.turned_back(width, height)) for one in across]
            candidates = settled([*candidates, *back])
        return [candidate.line for candidate in candidates]

    def _on_their_side(self, pixels: NDArray[np.uint8], found: Sequence[Outline]) -> Iterator[Candidate]:
        """Look, turned and small, at what was found and could not be read: words that run up or down melt together.

        Only where a photo has no other text, which this takes from being called clean, and only for plain words.
        """
        for part in _around(found, pixels)[:MOST_MELTED]:
            there = pixels[place_of(part)]
            scale = min(1.0, MELTED_SIDE / max(there.shape[:2]))
            small = cv2.resize(there, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            height, width = small.shape[:2]
            corner = np.array((int(part.left), int(part.top)), np.float32)
            for one in self._read_as_it_lies(turned(np.asarray(small, np.uint8), 1)):
                if one.says_a_word:
                    back = one.outline.turned_back(width, height).scaled(1 / scale).shifted(corner)
                    yield replace(one, outline=back)

    def _read_as_it_lies(self, pixels: NDArray[np.uint8]) -> list[Candidate]:
        return self._read_either_way_up(pixels, find_lines(self._detection, pixels))

    def _read_either_way_up(self, pixels: NDArray[np.uint8], found: Iterable[Outline]) -> list[Candidate]:
        """Read each line as it likely stands; the other way up where that is poor, or where the others stand so."""
        first = [outline.starting_at(1) if outline.height >= TALL * outline.width else outline for outline in found]
        candidates = self._candidates(pixels, first)
        # A line that only seems bent, as one above another, reads better as it is.
        bent = [number for number, candidate in enumerate(candidates) if candidate.outline.bend is not None]
        straight = self._candidates(pixels, [candidates[number].outline.straight for number in bent])
        for number, other in zip(bent, straight, strict=True):
            candidates[number] = max(candidates[number], other, key=lambda one: one.weight)
        poor = [number for number, candidate in enumerate(candidates) if not candidate.reads_well]
        for number, other in self._other_way_up(pixels, candidates, poor):
            candidates[number] = max(candidates[number], other, key=lambda one: one.weight)
        for number, other in self._other_way_up(pixels, candidates, against_the_rest(candidates)):
            if other.reads_as_well_as(candidates[number]):
                candidates[number] = other
        return candidates

    def _other_way_up(
        self, pixels: NDArray[np.uint8], candidates: Sequence[Candidate], numbers: Sequence[int]
    ) -> Iterable[tuple[int, Candidate]]:
        upside_down = [candidates[number].outline.starting_at(2) for number in numbers]
        return zip(numbers, self._candidates(pixels, upside_down), strict=True)

    def _candidates(self, pixels: NDArray[np.uint8], outlines: Sequence[Outline]) -> list[Candidate]:
        cuts = [cut_line(pixels, outline) for outline in outlines]
        readings = read_lines(self._recognition, self._recognition.alphabet, cuts)
        return [Candidate(outline, reading) for outline, reading in zip(outlines, readings, strict=True)]


def _around(found: Iterable[Outline], pixels: NDArray[np.uint8]) -> list[Box]:
    """Boxes around what is large enough for letters that melted together, with a little room."""
    height, width = pixels.shape[:2]
    boxes = [Polygon.of(outline.border).box for outline in found if min(outline.width, outline.height) >= MELTED]
    return joined([box.expanded(MELTED_ROOM * max(box.width, box.height)).clipped(width, height) for box in boxes])


@cache
def shared_reader(threads: int) -> RapidOcrReader:
    """The reader that everybody in this process uses, so that its networks are loaded once."""
    return RapidOcrReader(threads=threads)
