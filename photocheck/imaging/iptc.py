"""Bylines, captions and places in IPTC (IIM 4.2), which JPEG and TIFF can carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageFile, IptcImagePlugin

from photocheck.imaging.facts import Fact, text_of

__all__ = ["iptc_facts"]

# Data sets of the application record (IIM 4.2, chapter 6).
DATA_SETS: Final = {
    5: "caption",  # object name
    25: "caption",  # keywords
    80: "owner-name",  # by-line
    90: "place-name",  # city
    92: "place-name",  # sub-location
    105: "caption",  # headline
    110: "owner-name",  # credit
    118: "owner-name",  # contact
    120: "caption",  # caption
    122: "owner-name",  # writer
}


def iptc_facts(picture: Image.Image) -> Iterator[Fact]:
    """Yield what IPTC says about people and places."""
    if not isinstance(picture, ImageFile.ImageFile) or picture.format not in {"JPEG", "MPO", "TIFF"}:
        return
    info = IptcImagePlugin.getiptcinfo(picture)
    for (record, data_set), value in (info or {}).items():
        if record != 2 or data_set not in DATA_SETS:
            continue
        for item in value if isinstance(value, list) else [value]:
            text = text_of(item)
            if text:
                pattern = DATA_SETS[data_set]
                kind = "location" if pattern == "place-name" else "personal-metadata"
                yield Fact(kind, pattern, text, 0.9, where="IPTC")
