"""What a further picture in a file is for: another photo, or a layer that the camera made of the same one.

Phones keep an HDR layer (a gain map: how much brighter each part may be on a screen that can do more) and a map of
distances. Both are drawn from the photo as it was taken, so they still show in outline what somebody covered or cut
off later with a program that does not know of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.imaging.facts import Fact

__all__ = ["facts_of_jpegs", "layers_of_heif"]

GAIN_MAP: Final = "gain-map"
DEPTH_MAP: Final = "depth-map"
WORDS: Final = {
    GAIN_MAP: "a layer for bright screens (HDR gain map), with the outlines of the photo as it was taken",
    DEPTH_MAP: "a map of distances, with the outlines of the photo as it was taken",
}
# How a gain map names itself: Adobe's and Apple's XMP, and ISO 21496-1; how a map of distances does.
MARKS: Final = (
    (GAIN_MAP, (b"http://ns.adobe.com/hdr-gain-map/", b"http://ns.apple.com/HDRGainMap/", b"urn:iso:std:iso:ts:21496")),
    (DEPTH_MAP, (b"http://ns.apple.com/depthData/", b"http://ns.google.com/photos/1.0/depthmap/")),
)
# Where a picture says what it is: its segments stand before its pixels.
HEADERS: Final = 65_536
# An auxiliary picture of HEIF and AVIF says what it is for (ISO/IEC 23008-12, 6.5.8), a gain map is an item as well.
AUXILIARY: Final = re.compile(rb"auxC\0\0\0\0([^\0]{1,200})\0")
GAIN_MAP_ITEM: Final = re.compile(rb"infe[\x02\x03].{7,9}tmap", re.DOTALL)
# Transparency belongs to the picture itself.
TRANSPARENCY: Final = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
DISTANCES: Final = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:depth", b"urn:mpeg:hevc:2015:auxid:2")


def facts_of_jpegs(pictures: list[bytes]) -> Iterator[Fact]:
    """Say what these JPEGs are that follow the one that people see."""
    purposes = [_purpose(picture[:HEADERS]) for picture in pictures]
    yield from (_fact(layer, WORDS[layer]) for layer in dict.fromkeys(purposes) if layer is not None)
    yield from _others(purposes.count(None))


def layers_of_heif(meta: bytes) -> Iterator[Fact]:
    """Say which layers a HEIF or AVIF has beside its picture, from the box that lists them."""
    purposes: list[str | None] = [GAIN_MAP] if GAIN_MAP_ITEM.search(meta) else []
    for name in dict.fromkeys(AUXILIARY.findall(meta)):
        if name in TRANSPARENCY:
            continue
        if name in DISTANCES:
            purposes.append(DEPTH_MAP)
        else:
            purposes.append(GAIN_MAP if b"hdrgainmap" in name.lower() else None)
    yield from (_fact(layer, WORDS[layer]) for layer in dict.fromkeys(purposes) if layer is not None)
    yield from _others(purposes.count(None))


def _purpose(headers: bytes) -> str | None:
    return next((layer for layer, marks in MARKS if any(mark in headers for mark in marks)), None)


def _others(count: int) -> Iterator[Fact]:
    if count:
        yield _fact("multi-picture", "another picture" if count == 1 else f"{count} more pictures")


def _fact(pattern: str, words: str) -> Fact:
    return Fact("hidden-image", pattern, words, 0.9, shown=words, where="file")
