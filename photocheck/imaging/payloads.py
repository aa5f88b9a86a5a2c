"""What a file carries besides its picture: more pictures, a video, or bytes after the end.

A cropped photo may still hold the part that was cut off behind its end (CVE-2023-21036, aCropalypse).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from photocheck.imaging.facts import Fact
from photocheck.imaging.further_pictures import facts_of_jpegs, layers_of_heif

__all__ = ["payload_facts", "picture_end"]

# A few bytes of padding are common and hold nothing.
LEAST_BYTES: Final = 16
JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
# Markers without a length: TEM, and the restarts (ITU-T T.81, table B.1).
BARE_MARKERS: Final = {0x01, *range(0xD0, 0xD9)}


def payload_facts(data: bytes, format_name: str) -> Iterator[Fact]:
    """Yield what stands in the file besides the picture that people see."""
    if format_name in {"HEIF", "AVIF"}:
        for kind, start, behind in _boxes(data):
            if kind == b"mpvd":
                yield _fact("motion-photo", "a video (motion photo)")
            elif kind == b"meta":
                yield from layers_of_heif(data[start:behind])
    end = picture_end(data, format_name)
    if end is None:
        return
    rest = data[end:]
    if len(rest.strip(b"\0\r\n ")) < LEAST_BYTES:
        return
    if b"ftyp" in rest[:4096] or b"MotionPhoto_Data" in rest:
        yield _fact("motion-photo", "a video (motion photo)")
    elif format_name in {"JPEG", "MPO"} and (pictures := list(_pictures_in(rest))):
        yield from facts_of_jpegs(pictures)
    else:
        yield _fact("trailing-bytes", f"{len(rest):,} bytes after the end of the picture")


def _pictures_in(rest: bytes) -> Iterator[bytes]:
    """The JPEGs that follow one another here; their own thumbnails don't count."""
    at = rest.find(JPEG_START + b"\xff")
    while at >= 0:
        length = _jpeg_end(rest[at:])
        yield rest[at:] if length is None else rest[at : at + length]
        at = -1 if length is None else rest.find(JPEG_START + b"\xff", at + length)


def picture_end(data: bytes, format_name: str) -> int | None:
    """The offset behind the picture's last byte, None where the format has no end or it cannot be found."""
    finders = {
        "JPEG": _jpeg_end,
        "MPO": _jpeg_end,
        "PNG": _png_end,
        "WEBP": _webp_end,
        "GIF": _gif_end,
        "BMP": _bmp_end,
        "HEIF": _boxes_end,
        "AVIF": _boxes_end,
    }
    finder = finders.get(format_name)
    return finder(data) if finder else None


def _jpeg_end(data: bytes) -> int | None:
    """Walk the segments to the scans, then find the first end marker; thumbnails lie inside segments."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker in BARE_MARKERS:
            at += 2
        elif marker == 0xD9:
            return at + 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            if marker == 0xDA:
                at = _scan_end(data, at)
                if at < 0:
                    return None
    return at + 2 if data[at : at + 2] == JPEG_END else None


def _scan_end(data: bytes, at: int) -> int:
    """The next marker behind entropy-coded data, where 0xFF is followed by 0 or a restart; -1 for none."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return -1
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _png_end(data: bytes) -> int | None:
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    return None


def _webp_end(data: bytes) -> int | None:
    size = 8 + int.from_bytes(data[4:8], "little")
    return size + size % 2


def _gif_end(data: bytes) -> int | None:
    """Walk the blocks of GIF89a to the trailer."""
    flags = data[10] if len(data) > 10 else 0
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    while at < len(data):
        if data[at] == 0x3B:
            return at + 1
        if data[at] == 0x21:
            at += 2
        elif data[at] == 0x2C and at + 10 <= len(data):
            flags = data[at + 9]
            at += 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
        else:
            return None
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
    return None


def _bmp_end(data: bytes) -> int | None:
    size = int.from_bytes(data[2:6], "little")
    # Some writers leave the size 0 or wrong; only one that lies in the file says where it ends.
    return size if 54 < size <= len(data) else None


def _boxes_end(data: bytes) -> int:
    return max((end for _, _, end in _boxes(data)), default=0)


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The top-level boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2): kind, and from where to where."""
    at = 0
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if not kind.isalnum() or (length and length < 8):
            return
        start, at = at, len(data) if length == 0 else at + length
        yield kind, start, at


def _fact(pattern: str, words: str) -> Fact:
    return Fact("hidden-image", pattern, words, 0.9, shown=words, where="file")
