"""Bylines, captions and places in IPTC (IIM 4.2), which JPEG and TIFF can carry, and PNG by ImageMagick's habit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from PIL import Image, IptcImagePlugin, TiffImagePlugin

from photocheck.imaging.facts import Fact, text_of
from photocheck.imaging.png_profiles import raw_profile

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

# The number of Photoshop's resource that holds IPTC.
IPTC_RESOURCE: Final = 0x0404


def iptc_facts(picture: Image.Image) -> Iterator[Fact]:
    """Yield what IPTC says about people and places."""
    for (record, data_set), value in _data_sets(picture).items():
        if record != 2 or data_set not in DATA_SETS:
            continue
        for item in value if isinstance(value, list) else [value]:
            text = text_of(item)
            if text:
                pattern = DATA_SETS[data_set]
                kind = "location" if pattern == "place-name" else "personal-metadata"
                yield Fact(kind, pattern, text, 0.9, where="IPTC")


def _data_sets(picture: Image.Image) -> Mapping[tuple[int, int], bytes | list[bytes]]:
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        found = IptcImagePlugin.getiptcinfo(picture)
        return found or _in_resource(picture.get_photoshop_blocks().get(IPTC_RESOURCE, {}).get("data", b""))
    in_jpeg = picture.info.get("photoshop", {}).get(IPTC_RESOURCE, b"")
    return _in_resource(in_jpeg or raw_profile(picture, "iptc") or raw_profile(picture, "8bim"))


def _in_resource(resource: bytes) -> Mapping[tuple[int, int], bytes | list[bytes]]:
    """The data sets in a block of Photoshop's, or in bare IIM: 1C, record, data set, length, value."""
    found: dict[tuple[int, int], list[bytes]] = {}
    at = max(resource.find(b"\x1c\x02"), 0)
    while resource[at : at + 1] == b"\x1c" and at + 5 <= len(resource):
        length = int.from_bytes(resource[at + 3 : at + 5], "big")
        found.setdefault((resource[at + 1], resource[at + 2]), []).append(resource[at + 5 : at + 5 + length])
        at += 5 + length
    return dict(found)
