"""What the file itself says, apart from its pixels.

| format    | EXIF | XMP | IPTC | MakerNote | thumbnail | more pictures, video | bytes after the end |
|-----------|------|-----|------|-----------|-----------|----------------------|---------------------|
| JPEG, MPO | yes  | yes | yes  | yes       | yes       | yes                  | yes                 |
| PNG       | yes  | yes | no   | no        | yes       | no                   | yes                 |
| WebP      | yes  | yes | no   | yes       | yes       | no                   | yes                 |
| TIFF      | yes  | yes | yes  | yes       | no        | as pages             | no end is defined   |
| GIF       | no   | yes | no   | no        | no        | as frames            | yes                 |
| BMP       | no   | no  | no   | no        | no        | no                   | yes                 |
| HEIC/HEIF | yes  | yes | no   | yes       | yes       | video                | yes                 |
| AVIF      | yes  | yes | no   | no        | yes       | video                | yes                 |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PIL import Image

from photocheck.imaging.exif import exif_facts, maker_note_facts
from photocheck.imaging.facts import Fact, unreadable
from photocheck.imaging.iptc import iptc_facts
from photocheck.imaging.payloads import payload_facts
from photocheck.imaging.plain_comments import comment_facts
from photocheck.imaging.xmp import xmp_facts

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was read from the file: facts that may give somebody away, and the embedded thumbnail's bytes."""

    facts: tuple[Fact, ...] = ()
    thumbnail: bytes | None = None


def read_metadata(data: bytes, picture: Image.Image) -> Metadata:
    """Read everything that the file says beside its pixels.

    `data` is the whole file, `picture` what Pillow opened from it. A part that is there but cannot be
    read becomes a fact of its own, so it never counts as clean.
    """
    readers: tuple[tuple[str, Callable[[], Iterable[Fact]]], ...] = (
        ("EXIF", lambda: exif_facts(picture)),
        ("XMP", lambda: xmp_facts(data, picture)),
        ("IPTC", lambda: iptc_facts(picture)),
        ("comments", lambda: comment_facts(picture)),
        ("file", lambda: payload_facts(data, picture.format or "")),
    )
    facts: list[Fact] = []
    for part, read in readers:
        try:
            facts += read()
        except Exception:  # noqa: BLE001 - parsers of damaged metadata raise anything
            facts.append(unreadable(part))
    thumbnail = None
    try:
        from_maker, thumbnail = maker_note_facts(data)
        facts += from_maker
    except Exception:  # noqa: BLE001 - as above
        facts.append(unreadable("MakerNote"))
    # EXIF, XMP and IPTC often say the same: each fact once.
    said = {(fact.kind, fact.pattern, fact.value): fact for fact in reversed(facts)}
    return Metadata(tuple(reversed(said.values())), thumbnail)
