"""Position, owner, serial numbers and captions in EXIF.

Tag names and numbers: EXIF 3.0 (CIPA DC-008-2023); the XP tags are Windows Explorer's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from PIL import ExifTags, Image

from photocheck.imaging.facts import Fact, text_of

__all__ = ["exif_facts", "is_camera_caption", "position_fact", "unreadable_position"]

# Artist, author (Windows), camera owner, photographer and image editor (EXIF 3.0).
OWNER_TAGS: Final = frozenset({0x013B, 0x9C9D, 0xA430, 0xA437, 0xA438})
COPYRIGHT_TAG: Final = 0x8298
COMPUTER_TAG: Final = 0x013C
# Camera, lens, and the camera as DNG names it.
SERIAL_TAGS: Final = frozenset({0xA431, 0xA435, 0xC62F})
CAPTION_TAGS: Final = frozenset({0x010D, 0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F, 0xA436})
UTF16_TAGS: Final = frozenset({0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F})
GPS_POINTER: Final = 0x8825
# Phones write their model as the computer, and programs the operating system: neither is anybody's name.
NAMELESS_COMPUTERS: Final = ("iphone", "ipad", "ipod", "mac os", "macos", "windows", "linux", "android", "darwin")
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
    model = text_of(exif.get(ExifTags.Base.Model))
    utf16 = "utf-16-be" if exif.endian == ">" else "utf-16-le"
    for tag, value in tags.items():
        text = _decoded(tag, value, utf16)
        if not text:
            continue
        if tag in OWNER_TAGS:
            yield Fact("personal-metadata", "owner-name", text, where="EXIF")
        elif tag == COPYRIGHT_TAG or (tag == COMPUTER_TAG and not _nameless(text, model)):
            yield Fact("personal-metadata", "owner-name", text, 0.6, where="EXIF")
        elif tag in SERIAL_TAGS and any(character not in "0 -" for character in text):
            yield Fact("personal-metadata", "device-serial", text, where="EXIF")
        elif tag in CAPTION_TAGS and not is_camera_caption(text):
            yield Fact("personal-metadata", "caption", text, 0.9, where="EXIF")
    if GPS_POINTER in exif and not isinstance(exif[GPS_POINTER], int | dict):
        yield unreadable_position("EXIF")
    yield from _gps_facts(exif.get_ifd(ExifTags.IFD.GPSInfo), utf16)


def is_camera_caption(text: str) -> bool:
    """Whether a camera or program wrote this caption by itself."""
    return any(words in text.lower() for words in CAMERA_CAPTIONS)


def _nameless(computer: str, model: str) -> bool:
    return computer == model or computer.lower().startswith(NAMELESS_COMPUTERS)


def _decoded(tag: int, value: object, utf16: str) -> str:
    if isinstance(value, tuple) and tag in UTF16_TAGS:
        value = bytes(item & 0xFF for item in value)
    if isinstance(value, bytes):
        if tag in UTF16_TAGS:
            return text_of(value.decode("utf-16-le", errors="replace"))
        for code in COMMENT_CODES:
            if value.startswith(code):
                body = value[len(code) :]
                return text_of(body.decode(utf16, errors="replace") if code.startswith(b"UNI") else body)
    return text_of(value)


def _gps_facts(gps: dict[int, Any], utf16: str) -> Iterator[Fact]:
    names = ExifTags.GPS
    pairs = (
        (names.GPSLatitude, names.GPSLatitudeRef, names.GPSLongitude, names.GPSLongitudeRef),
        (names.GPSDestLatitude, names.GPSDestLatitudeRef, names.GPSDestLongitude, names.GPSDestLongitudeRef),
    )
    for latitude_tag, south_tag, longitude_tag, west_tag in pairs:
        if not any(_says_something(gps.get(tag)) for tag in (latitude_tag, longitude_tag)):
            continue
        try:
            latitude = _degrees(gps[latitude_tag]) * (-1 if text_of(gps.get(south_tag)).upper().startswith("S") else 1)
            longitude = _degrees(gps[longitude_tag]) * (-1 if text_of(gps.get(west_tag)).upper().startswith("W") else 1)
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            yield unreadable_position("EXIF")
            continue
        found = position_fact(latitude, longitude, "EXIF")
        if found:
            yield found
    area = _decoded(names.GPSAreaInformation, gps.get(names.GPSAreaInformation), utf16)
    if area:
        yield Fact("location", "place-name", area, 0.8, where="EXIF")


def position_fact(latitude: float, longitude: float, where: str) -> Fact | None:
    """A position in degrees; shown to two decimals, about a kilometre. (0, 0) is a receiver without a fix."""
    if latitude != latitude or longitude != longitude:  # noqa: PLR0124 - not a number: 0/0 in the file
        return unreadable_position(where)
    if abs(latitude) < 1e-6 and abs(longitude) < 1e-6:
        return None
    shown = f"{latitude:.2f}, {longitude:.2f}"
    return Fact("location", "gps-position", f"{latitude:.5f}, {longitude:.5f}", shown=shown, where=where)


def _says_something(value: object) -> bool:
    """Whether one half of a position is there; phones without a fix write zeros, or leave the other half out."""
    try:
        return value is not None and _degrees(value) != 0
    except (TypeError, ValueError, ZeroDivisionError):
        return True


def unreadable_position(where: str) -> Fact:
    """The file says where it was taken, in a form that could not be read."""
    words = "a position that could not be read"
    return Fact("location", "gps-position", words, 0.7, shown=words, where=where)


def _degrees(value: Any) -> float:  # noqa: ANN401 - three rationals, or fewer, or one number
    parts = [float(part) for part in (value if isinstance(value, tuple | list) else (value,))]
    return sum((part / 60.0**index for index, part in enumerate(parts[:3])), 0.0)
