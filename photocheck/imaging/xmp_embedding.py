"""Put an XMP packet into a file, in place of the one it has, and touch nothing else: not one byte of the picture.

| format    | where                                    | stays byte for byte                                        |
|-----------|------------------------------------------|------------------------------------------------------------|
| JPEG, MPO | a segment behind the EXIF                | every other segment, all scans, what follows               |
| PNG       | a chunk behind the header                | every other chunk                                          |
| WebP      | a chunk at the end                       | every other chunk but the flags of the extended header     |
| TIFF      | a new first directory at the file's end  | all that was there but eight bytes that lead to it         |

The libraries that write XMP into files without encoding the picture again are wrappers of Exiv2, whose licence (GPL)
does not let them be part of photocheck; Pillow encodes the picture again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from photocheck.errors import PhotoUnsupported

__all__ = ["EMBEDS", "embedded"]

JPEG_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
# The longest segment of a JPEG, without its marker (ITU-T T.81, B.1.1.4).
LONGEST_SEGMENT: Final = 65535
PNG_XMP: Final = b"XML:com.adobe.xmp"
# Where ImageMagick keeps XMP in a PNG; what stands there would contradict the packet.
PNG_RAW_XMP: Final = b"Raw profile type xmp"
WEBP_HAS_XMP, WEBP_HAS_ALPHA = 0x04, 0x10
TIFF_XMP, TIFF_BYTE = 700, 1


def embedded(data: bytes, packet: bytes, kind: str) -> bytes:
    """The file with this packet; `kind` is its format as Pillow calls it.

    Raises PhotoUnsupported where the file has no place for it, or is not built as it should be.
    """
    embed = EMBEDS.get(kind)
    if embed is None:
        raise PhotoUnsupported(f"A file of the kind {kind} has no place for these fields.")
    try:
        return embed(data, packet)
    except (IndexError, struct.error) as error:
        raise PhotoUnsupported("The file is not built as its kind should be, so nothing was put into it.") from error


def _into_jpeg(data: bytes, packet: bytes) -> bytes:
    if len(JPEG_XMP) + len(packet) + 2 > LONGEST_SEGMENT:
        raise PhotoUnsupported("The file's XMP is too long for one segment of a JPEG.")
    segment = b"\xff\xe1" + struct.pack(">H", len(JPEG_XMP) + len(packet) + 2) + JPEG_XMP + packet
    before: list[bytes] = []
    after: list[bytes] = []
    counted = False
    at = 2
    for marker, end in _jpeg_segments(data):
        whole = data[at:end]
        if marker == 0xE1 and whole[4:].startswith(JPEG_XMP):
            if counted:
                # Places of further pictures are counted from the index: nothing behind it may move.
                raise PhotoUnsupported("The file's XMP lies behind an index of its pictures.")
        elif not after and (marker == 0xE0 or whole[4:].startswith(b"Exif\0")):
            before.append(whole)
        else:
            after.append(whole)
        counted = counted or (marker == 0xE2 and whole[4:].startswith(b"MPF\0"))
        at = end
    return b"".join((data[:2], *before, segment, *after, data[at:]))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Each segment before the first scan: its marker, and where it ends."""
    at = 2
    while data[at] == 0xFF and data[at + 1] not in {0xDA, 0xD9}:
        marker = data[at + 1]
        at += 1 if marker == 0xFF else 2 + struct.unpack_from(">H", data, at + 2)[0]
        yield marker, at


def _into_png(data: bytes, packet: bytes) -> bytes:
    pieces = [data[:8]]
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        keyword = chunk[8:].split(b"\0", 1)[0] if kind in {b"iTXt", b"tEXt", b"zTXt"} else b""
        if keyword not in {PNG_XMP, PNG_RAW_XMP}:
            pieces.append(chunk)
        if kind == b"IHDR":
            body = b"iTXt" + PNG_XMP + b"\0\0\0\0\0" + packet
            pieces.append(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + length
        if kind == b"IEND":
            break
    return b"".join((*pieces, data[at:]))


def _into_webp(data: bytes, packet: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    chunks = []
    at = 12
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        size = 8 + length + length % 2
        if kind != b"XMP ":
            chunks.append((kind, data[at : at + size]))
        at += size
    kind, first = chunks[0]
    if kind == b"VP8X":
        chunks[0] = (kind, first[:8] + bytes([first[8] | WEBP_HAS_XMP]) + first[9:])
    else:
        width, height, alpha = _webp_size(kind, first)
        flags = WEBP_HAS_XMP | (WEBP_HAS_ALPHA if alpha else 0)
        size_in_3 = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        chunks.insert(0, (b"VP8X", b"VP8X" + struct.pack("<II", 10, flags) + size_in_3))
    chunks.append((b"XMP ", b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)))
    body = b"WEBP" + b"".join(chunk for _, chunk in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body + data[end + end % 2 :]


def _webp_size(kind: bytes, chunk: bytes) -> tuple[int, int, bool]:
    """Width, height, and whether it has transparency, from the first chunk of a simple file (RFC 9649)."""
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", chunk, 9)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    width, height = struct.unpack_from("<HH", chunk, 14)
    return width & 0x3FFF, height & 0x3FFF, False


def _into_tiff(data: bytes, packet: bytes) -> bytes:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        raise PhotoUnsupported("A TIFF for more than 4 GB is left as it is.")
    at = struct.unpack_from(f"{order}I", data, 4)[0]
    count = struct.unpack_from(f"{order}H", data, at)[0]
    entries = [data[at + 2 + 12 * index : at + 14 + 12 * index] for index in range(count)]
    rest = data[at + 2 + 12 * count : at + 6 + 12 * count]
    padded = data + b"\0" * (len(data) % 2)
    place = len(padded)
    packet += b" " * (4 - len(packet) % 4)
    new = struct.pack(f"{order}HHII", TIFF_XMP, TIFF_BYTE, len(packet), place)
    kept = [entry for entry in entries if struct.unpack_from(f"{order}H", entry)[0] != TIFF_XMP]
    ordered = sorted([*kept, new], key=lambda entry: int(struct.unpack_from(f"{order}H", entry)[0]))
    directory = struct.pack(f"{order}H", len(ordered)) + b"".join(ordered) + rest
    whole = padded + packet + directory
    return whole[:4] + struct.pack(f"{order}I", place + len(packet)) + whole[8:]


EMBEDS: Final[dict[str, Callable[[bytes, bytes], bytes]]] = {
    "JPEG": _into_jpeg,
    "MPO": _into_jpeg,
    "PNG": _into_png,
    "WEBP": _into_webp,
    "TIFF": _into_tiff,
}
