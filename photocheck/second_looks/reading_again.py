"""Read pages, screens, boards and cards again, straightened and enlarged; the better reading of each line wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.findings import Finding
from photocheck.domain.text import ReadText
from photocheck.imaging.photo import Photo
from photocheck.imaging.straightening import size_of, straightened
from photocheck.readers.interface import Reader
from photocheck.readers.rapidocr import shared_reader
from photocheck.readers.tesseract import TesseractReader
from photocheck.second_looks.better_readings import better_readings
from photocheck.second_looks.interface import Setup
from photocheck.second_looks.text_blocks import Line, TextBlock, lines_of

__all__ = ["ReadingAgain"]

KINDS: Final = ("document", "screen", "whiteboard", "id-card")
# Lines are enlarged to this height, which makes letters about 30 pixels high ...
LINE_HEIGHT: Final = 40.0
LARGEST: Final = 3.0
# ... as long as the straightened page has at most this many megapixels, and all pages of a photo this many.
MOST_EACH: Final = 2.0
MOST_TOGETHER: Final = 3.0
# Enlarging by less than this shows nothing new.
LEAST: Final = 1.2
# Lines that are as sure as this are right as they were read: in 60 photos a second reading bettered none of them.
SURE: Final = 0.95
# What is read again reaches this many line heights beyond the doubtful lines.
ROOM: Final = 1.0
# A page with this part of its area in one that was read again has been read with it.
WITHIN: Final = 0.6

Floats = NDArray[np.float32]


class ReadingAgain:
    """Reads what lies on each page once more. Raises ModelError or MissingExtra while it is built."""

    name = "reading-again"

    def __init__(self, setup: Setup) -> None:
        self._readers: list[Reader] = []
        if setup.reader in {"rapidocr", "both"}:
            self._readers.append(shared_reader(setup.threads))
        if setup.reader in {"tesseract", "both"}:
            self._readers.append(TesseractReader())
        self.models: Mapping[str, str] = {name: of for reader in self._readers for name, of in reader.models.items()}

    def look_again(self, photo: Photo, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, with lines on pages as they are read best, and lines that were not seen before."""
        findings = list(findings)
        left = MOST_TOGETHER
        for page, scale in _to_read(findings):
            area = float(np.prod(size_of(page))) * scale**2 / 1e6
            if area > left:
                continue
            left -= area
            for reader in self._readers:
                findings = better_readings(findings, self._read(photo, page, scale, reader))
        return findings

    def _read(self, photo: Photo, page: Floats, scale: float, reader: Reader) -> list[Finding]:
        flat = straightened(photo.pixels, page, scale)
        return [
            Finding(
                kind="text",
                region=flat.in_photo(line.polygon),
                confidence=min(1.0, max(0.0, line.confidence)),
                detector=self.name,
                text=ReadText.secret(line.text),
                page=photo.page,
            )
            for line in reader.read(flat.pixels)
            if line.text is not None
        ]


def _to_read(findings: Sequence[Finding]) -> Iterable[tuple[Floats, float]]:
    """The corners of what may be read better on each page, as its text stands, and how far to enlarge it."""
    lines = lines_of(findings)
    pages = sorted((finding for finding in findings if _is_page(finding)), key=_area, reverse=True)
    seen: list[Finding] = []
    for page in pages:
        if page.polygon is None or any(_lies_in(page, other) for other in seen):
            continue
        on_page = [line for line in lines if page.polygon.contains((float(line.centre[0]), float(line.centre[1])))]
        doubtful = [line for line in on_page if line.finding.text is None or line.finding.confidence < SURE]
        if on_page and not doubtful:
            continue
        corners = np.array(page.polygon.points, np.float32)
        if on_page:
            corners = TextBlock(tuple(on_page)).as_text_stands(corners)
        corners = _part(corners, doubtful)
        scale = _scale(corners, doubtful)
        if scale >= LEAST:
            seen.append(page)
            yield corners, scale


def _is_page(finding: Finding) -> bool:
    return finding.kind in KINDS and finding.polygon is not None and len(finding.polygon.points) == 4


def _area(finding: Finding) -> float:
    return 0.0 if finding.polygon is None else finding.polygon.area


def _lies_in(page: Finding, other: Finding) -> bool:
    if page.box is None or other.box is None:
        return False
    return page.box.intersection(other.box) >= WITHIN * page.box.area


def _scale(corners: Floats, lines: Sequence[Line]) -> float:
    """How far to enlarge what lies within the corners, for lines of this height to become legible."""
    width, height = size_of(corners)
    area = max(width * height / 1e6, 1e-6)
    line_height = float(np.median([line.height for line in lines])) if lines else LINE_HEIGHT / LARGEST
    return min(LARGEST, LINE_HEIGHT / max(line_height, 1.0), sqrt(MOST_EACH / area))


def _part(page: Floats, lines: Sequence[Line]) -> Floats:
    """The part of a page, seen from straight ahead, that holds these lines; the whole page for none."""
    if not lines:
        return page
    width, height = size_of(page)
    flat = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    way = cv2.getPerspectiveTransform(page, flat)
    points = cv2.perspectiveTransform(np.concatenate([line.corners for line in lines])[None], way)[0]
    room = ROOM * max(line.height for line in lines)
    left, top = np.maximum(points.min(axis=0) - 2 * room, 0.0)
    right, bottom = np.minimum(points.max(axis=0) + np.array((2 * room, room)), (width, height))
    box = np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32)
    return np.asarray(cv2.perspectiveTransform(box[None], np.linalg.inv(way))[0], np.float32)
