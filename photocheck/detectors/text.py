"""Text in the picture: signs, letters, screens, sticky notes, number plates."""

from __future__ import annotations

from collections.abc import Mapping

from photocheck.detectors.reading_order import in_reading_order
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon
from photocheck.domain.text import ReadText
from photocheck.imaging.photo import Photo
from photocheck.readers.interface import Line, Reader
from photocheck.readers.rapidocr import shared_reader

__all__ = ["TextDetector"]


class TextDetector:
    """Finds every line of text and reads it where it can.

    `reader` replaces the built-in one; `threads` is how many cores the built-in one may use. Raises
    ModelError when the built-in reader's weights are missing or damaged.
    """

    name = "text"

    def __init__(self, *, threads: int = 1, reader: Reader | None = None) -> None:
        self._reader: Reader = shared_reader(threads) if reader is None else reader
        self.models: Mapping[str, str] = self._reader.models

    def detect(self, photo: Photo) -> list[Finding]:
        """Say where text stands, in reading order; `text` is None where it could not be read."""
        lines = in_reading_order(self._reader.read(photo.pixels))
        return [self._finding(line, photo) for line in lines]

    def _finding(self, line: Line, photo: Photo) -> Finding:
        return Finding(
            kind="text",
            region=_inside(line.polygon, photo),
            confidence=min(1.0, max(0.0, line.confidence)),
            detector=self.name,
            text=None if line.text is None else ReadText.secret(line.text),
            page=photo.page,
        )


def _inside(polygon: Polygon, photo: Photo) -> Polygon:
    """Move corners that stick out to the photo's edge."""
    return Polygon(
        tuple((min(max(x, 0.0), float(photo.width)), min(max(y, 0.0), float(photo.height))) for x, y in polygon.points)
    )
