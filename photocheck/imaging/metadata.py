"""What the file itself says, apart from its pixels.

| format    | EXIF | XMP | IPTC | MakerNote | thumbnail | more pictures, video | bytes after the end |
|-----------|------|-----|------|-----------|-----------|----------------------|---------------------|
| JPEG, MPO | yes  | yes | yes  | yes       | yes       | yes                  | yes                 |
| PNG       | yes  | yes | yes¹ | yes       | yes       | as frames            | yes                 |
| WebP      | yes  | yes | no   | yes       | yes       | as frames            | yes                 |
| TIFF      | yes  | yes | yes  | yes       | yes       | as pages             | no end is defined   |
| GIF       | no   | yes | no   | no        | no        | as frames            | yes                 |
| BMP       | no   | no  | no   | no        | no        | no                   | yes                 |
| HEIC/HEIF | yes  | yes | no   | yes       | yes²      | pages, layers, video | yes                 |
| AVIF      | yes  | yes | no   | yes       | yes²      | frames, layers, video| yes                 |

"yes" is read, "no" is what the format does not allow. Comments are read in JPEG, PNG and GIF.
¹ as text that ImageMagick writes. ² that of EXIF and XMP, not those of the container.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocheck.imaging.exif import exif_facts
from photocheck.imaging.facts import Fact, unreadable
from photocheck.imaging.iptc import iptc_facts
from photocheck.imaging.maker_notes import maker_note_facts
from photocheck.imaging.payloads import payload_facts
from photocheck.imaging.plain_comments import comment_facts
from photocheck.imaging.thumbnails import photoshop_thumbnails, thumbnail_differs
from photocheck.imaging.xmp import xmp_facts, xmp_thumbnails
from photocheck.imaging.xmp_packets import parsed_packets

__all__ = ["Metadata", "read_metadata", "with_thumbnails_compared"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was read from the file: facts that may give somebody away.

    `thumbnails` are those that nobody has compared with the photo yet, as bytes.
    """

    facts: tuple[Fact, ...] = ()
    thumbnails: tuple[bytes, ...] = ()


def read_metadata(data: bytes, picture: Image.Image) -> Metadata:
    """Read everything that the file says beside its pixels.

    `data` is the whole file, `picture` what Pillow opened from it. A part that is there but cannot be
    read becomes a fact of its own, so it never counts as clean.
    """
    facts: list[Fact] = []
    thumbnails: list[bytes] = []

    def xmp() -> Iterable[Fact]:
        packets = parsed_packets(data, picture)
        thumbnails.extend(xmp_thumbnails(packets))
        return xmp_facts(packets)

    def maker_note() -> Iterable[Fact]:
        found, thumbnail = maker_note_facts(data, picture)
        if thumbnail:
            thumbnails.append(thumbnail)
        return found

    def resources() -> Iterable[Fact]:
        thumbnails.extend(photoshop_thumbnails(picture))
        return ()

    readers: tuple[tuple[str, Callable[[], Iterable[Fact]]], ...] = (
        ("EXIF", lambda: exif_facts(picture)),
        ("XMP", xmp),
        ("IPTC", lambda: iptc_facts(picture)),
        ("comments", lambda: comment_facts(picture)),
        ("file", lambda: payload_facts(data, picture.format or "")),
        ("Photoshop", resources),
        ("MakerNote", maker_note),
    )
    for part, read in readers:
        try:
            facts += read()
        except Exception:  # noqa: BLE001 - parsers of damaged metadata raise anything
            facts.append(unreadable(part))
    # EXIF, XMP and IPTC often say the same: each fact once.
    said = {(fact.kind, fact.pattern, fact.value): fact for fact in reversed(facts)}
    return Metadata(tuple(reversed(said.values())), tuple(dict.fromkeys(thumbnails)))


def with_thumbnails_compared(metadata: Metadata, pixels: NDArray[np.uint8]) -> Metadata:
    """Compare the thumbnails with the upright photo, (height, width, 3): one that differs becomes a fact."""
    facts = metadata.facts
    if any(thumbnail_differs(thumbnail, pixels) for thumbnail in metadata.thumbnails):
        words = "a small copy that shows something else than the photo"
        facts += (Fact("hidden-image", "embedded-thumbnail", words, 0.9, shown=words),)
    return replace(metadata, facts=facts, thumbnails=())
