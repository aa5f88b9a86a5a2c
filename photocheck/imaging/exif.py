"""Position, owner, serial numbers and captions in EXIF and the cameras' MakerNotes.

Tag names and numbers: EXIF 2.32 (CIPA DC-008-2019); the XP tags are Windows Explorer's.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, Final

from PIL import ExifTags, Image

from photocheck.imaging.facts import Fact, text_of

__all__ = ["exif_facts", "maker_note_facts", "position_fact"]

OWNER_TAGS: Final = {0x013B: "artist", 0x9C9D: "author", 0xA430: "camera owner", 0x013C: "computer"}
COPYRIGHT_TAG: Final = 0x8298
SERIAL_TAGS: Final = {0xA431: "camera", 0xA435: "lens", 0xC62F: "camera"}
CAPTION_TAGS: Final = (0x010D, 0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F)
UTF16_TAGS: Final = (0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
# What cameras write into the description by themselves says nothing about anybody.
CAMERA_CAPTIONS: Final = (
    "digital camera",
    "sony dsc",
    "dcim",
    "default",
    "minolta",
    "screenshot",
    "untitled",
    "charset=",
)
# The part of a UserComment that names its encoding (EXIF 2.32, 4.6.5).
COMMENT_CODES: Final = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0\0\0\0\0\0\0\0")


def exif_facts(picture: Image.Image) -> Iterator[Fact]:
    """Yield what EXIF says about people and places."""
    exif = picture.getexif()
    tags: dict[int, Any] = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    for tag, value in tags.items():
        text = _decoded(tag, value)
        if not text:
            continue
        if tag in OWNER_TAGS:
            yield Fact("personal-metadata", "owner-name", text, where="EXIF")
        elif tag == COPYRIGHT_TAG:
            yield Fact("personal-metadata", "owner-name", text, 0.6, where="EXIF")
        elif tag in SERIAL_TAGS and any(character not in "0 -" for character in text):
            yield Fact("personal-metadata", "device-serial", text, where="EXIF")
        elif tag in CAPTION_TAGS and not any(words in text.lower() for words in CAMERA_CAPTIONS):
            yield Fact("personal-metadata", "caption", text, 0.9, where="EXIF")
    yield from _gps_facts(exif.get_ifd(ExifTags.IFD.GPSInfo))


def _decoded(tag: int, value: object) -> str:
    if isinstance(value, tuple) and tag in UTF16_TAGS:
        value = bytes(item & 0xFF for item in value)
    if isinstance(value, bytes):
        if tag in UTF16_TAGS:
            return text_of(value.decode("utf-16-le", errors="replace"))
        for code in COMMENT_CODES:
            if value.startswith(code):
                body = value[len(code) :]
                return text_of(body.decode("utf-16", errors="replace") if code.startswith(b"UNI") else body)
    return text_of(value)


def _gps_facts(gps: dict[int, Any]) -> Iterator[Fact]:
    names = ExifTags.GPS
    pairs = (
        (names.GPSLatitude, names.GPSLatitudeRef, names.GPSLongitude, names.GPSLongitudeRef),
        (names.GPSDestLatitude, names.GPSDestLatitudeRef, names.GPSDestLongitude, names.GPSDestLongitudeRef),
    )
    for latitude_tag, south_tag, longitude_tag, west_tag in pairs:
        if latitude_tag not in gps and longitude_tag not in gps:
            continue
        try:
            latitude = _degrees(gps[latitude_tag]) * (-1 if text_of(gps.get(south_tag)).upper().startswith("S") else 1)
            longitude = _degrees(gps[longitude_tag]) * (-1 if text_of(gps.get(west_tag)).upper().startswith("W") else 1)
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            words = "a position that could not be read"
            yield Fact("location", "gps-position", words, 0.7, shown=words, where="EXIF")
            continue
        found = position_fact(latitude, longitude, "EXIF")
        if found:
            yield found
    area = _decoded(names.GPSAreaInformation, gps.get(names.GPSAreaInformation))
    if area:
        yield Fact("location", "place-name", area, 0.8, where="EXIF")


def position_fact(latitude: float, longitude: float, where: str) -> Fact | None:
    """A position in degrees; shown to two decimals, about a kilometre. (0, 0) is a receiver without a fix."""
    if latitude != latitude or longitude != longitude:  # noqa: PLR0124 - not a number: 0/0 in the file
        words = "a position that could not be read"
        return Fact("location", "gps-position", words, 0.7, shown=words, where=where)
    if abs(latitude) < 1e-6 and abs(longitude) < 1e-6:
        return None
    shown = f"{latitude:.2f}, {longitude:.2f}"
    return Fact("location", "gps-position", f"{latitude:.5f}, {longitude:.5f}", shown=shown, where=where)


def _degrees(value: Any) -> float:  # noqa: ANN401 - three rationals, or fewer, or one number
    parts = [float(part) for part in (value if isinstance(value, tuple | list) else (value,))]
    return sum((part / 60.0**index for index, part in enumerate(parts[:3])), 0.0)


def maker_note_facts(data: bytes) -> tuple[list[Fact], bytes | None]:
    """What the camera's own MakerNote says, and the bytes of the embedded thumbnail, None where there is none.

    Read by ExifRead, which knows the notes of Canon, Nikon, Olympus, Sony, Fujifilm, Casio and Apple.
    """
    if b"Exif" not in data[:65536] and data[:4] not in {b"II*\0", b"MM\0*", b"RIFF"} and data[4:8] != b"ftyp":
        return [], None
    import exifread  # noqa: PLC0415 - only for files that may have a note

    # It reports what it skips to the log, and without a handler Python prints that to the terminal.
    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    tags = exifread.process_file(io.BytesIO(data), details=True)
    facts = []
    for name, value in tags.items():
        if not name.startswith("MakerNote"):
            continue
        text = text_of(getattr(value, "printable", value))
        lowered = name.lower()
        if not any(character.isalnum() and character != "0" for character in text) or text.startswith("["):
            continue
        if "serialnumber" in lowered.replace(" ", ""):
            facts.append(Fact("personal-metadata", "device-serial", text, where="MakerNote"))
        elif "owner" in lowered:
            facts.append(Fact("personal-metadata", "owner-name", text, where="MakerNote"))
    thumbnail = tags.get("JPEGThumbnail")
    return facts, thumbnail if isinstance(thumbnail, bytes) and thumbnail else None
