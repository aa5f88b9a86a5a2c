"""Serial numbers and owners in the MakerNotes of cameras, and the thumbnail beside the EXIF data.

ExifRead knows the notes of Canon, Nikon, Olympus, Sony, Fujifilm, Casio, Apple and DJI; the serial number in
those of Panasonic is read here. Others (Pentax, Samsung, Nintendo, and Sony's, which are encrypted) stay unread.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Final, Literal

from PIL import ExifTags, Image

from photocheck.imaging.facts import Fact, text_of

__all__ = ["maker_note_facts"]

TIFF_STARTS: Final = (b"II*\0", b"MM\0*")
EXIF_HEADER: Final = b"Exif\0\0"
# How Panasonic's notes begin, and the tag of the serial number in the directory that follows (16 bytes).
PANASONIC: Final = b"Panasonic\0\0\0"
PANASONIC_SERIAL: Final = 0x0025


def maker_note_facts(data: bytes, picture: Image.Image) -> tuple[list[Fact], bytes | None]:
    """What the camera's own MakerNote says, and the bytes of the EXIF thumbnail, None where there is none.

    `data` is the whole file, `picture` what Pillow opened from it.
    """
    block = data if data.startswith(TIFF_STARTS) else _exif_block(picture)
    if not block:
        return [], None
    import exifread  # noqa: PLC0415 - only for files that may have a note

    # It reports what it skips to the log, and without a handler Python prints that to the terminal.
    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    tags = exifread.process_file(io.BytesIO(block), details=True)
    facts = []
    for name, value in tags.items():
        text = text_of(getattr(value, "printable", value))
        if not name.startswith("MakerNote") or not _says_something(text):
            continue
        key = name.lower().replace(" ", "")
        if "serialnumber" in key and not key.endswith("format"):
            facts.append(_fact("device-serial", text))
        elif "owner" in key:
            facts.append(_fact("owner-name", text))
    facts += (_fact("device-serial", text) for text in _panasonic_serials(block, picture) if _says_something(text))
    thumbnail = tags.get("JPEGThumbnail")
    return facts, thumbnail if isinstance(thumbnail, bytes) and thumbnail else None


def _exif_block(picture: Image.Image) -> bytes:
    """The EXIF data as the format keeps it, beginning with its TIFF header."""
    block = picture.info.get("exif") or b""
    if not isinstance(block, bytes):
        return b""
    block = block.removeprefix(EXIF_HEADER)
    return block if block.startswith(TIFF_STARTS) else b""


def _says_something(text: str) -> bool:
    return any(character.isalnum() and character != "0" for character in text) and not text.startswith("[")


def _panasonic_serials(block: bytes, picture: Image.Image) -> Iterator[str]:
    """The serial number in a directory of 12-byte entries; a value's place counts from the TIFF header."""
    note = picture.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.MakerNote)
    if not isinstance(note, bytes) or not note.startswith(PANASONIC):
        return
    order: Literal["little", "big"] = "little" if block.startswith(b"II") else "big"

    def number(at: int, length: int) -> int:
        return int.from_bytes(note[at : at + length], order)

    first = len(PANASONIC) + 2
    for at in range(first, first + 12 * number(len(PANASONIC), 2), 12):
        if number(at, 2) == PANASONIC_SERIAL:
            place = number(at + 8, 4)
            yield text_of(block[place : place + number(at + 4, 4)])


def _fact(pattern: str, text: str) -> Fact:
    return Fact("personal-metadata", pattern, text, where="MakerNote")
