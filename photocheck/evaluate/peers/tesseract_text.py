"""Tesseract alone, with its defaults, on the whole photo."""

from __future__ import annotations

from typing import Any

import pytesseract  # noqa: TID253 - this file is loaded where Tesseract is measured, and nowhere else
from ocr_lines import lines_of
from pictures import upright
from worker import Find

PACKAGES = ("pytesseract",)


def load() -> Find:
    """See that the program is there; it starts anew for each photo."""
    pytesseract.get_tesseract_version()

    def find(path: str) -> dict[str, Any]:
        picture = upright(path)
        words = pytesseract.image_to_data(picture, output_type=pytesseract.Output.DICT)
        return {"size": picture.size, "things": lines_of(words)}

    return find


def remark() -> str:
    """Which Tesseract it is."""
    return f"tesseract {pytesseract.get_tesseract_version()}"
