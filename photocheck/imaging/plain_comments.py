"""Comments and text entries that JPEG, PNG and GIF carry as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image

from photocheck.imaging.exif import is_camera_caption, unreadable_position
from photocheck.imaging.facts import Fact, text_of

__all__ = ["comment_facts"]

# PNG's registered keywords (PNG 3rd edition, 11.3.3.2), lower case; others count as captions.
OWNER_KEYWORDS: Final = {"author", "artist", "copyright", "creator"}
# Written by programs about themselves or the encoding, or read elsewhere (XMP, profiles).
HARMLESS: Final = {
    "software", "creation time", "source", "disclaimer", "warning", "dpi", "gamma", "xml:com.adobe.xmp", "icc_profile",
}  # fmt: skip
HARMLESS_STARTS: Final = ("raw profile type ", "date:", "png:", "thumb::", "icc:", "jpeg:", "exif:gps", "exif:date")
# What these say of the file from which the picture was made: a path may hold a name, and a position is one.
PATH_KEYWORD: Final = "thumb::uri"
POSITION_KEYWORD: Final = "exif:gpslatitude"
PROGRAMS: Final = (
    "creator:", "created with", "compressed by", "file written by", "gd-jpeg", "lavc", "jpeg encoder", "ffmpeg",
    "gif builder", "optimized by", "ezgif", "intel(r)", "handbrake", "lead technologies",
)  # fmt: skip


def comment_facts(picture: Image.Image) -> Iterator[Fact]:
    """Yield the comments that a person may have written."""
    comment = text_of(picture.info.get("comment"))
    if _by_a_person(comment):
        yield Fact("personal-metadata", "caption", comment, 0.8, where="comment")
    if picture.format != "PNG":
        return
    for keyword, value in getattr(picture, "text", {}).items():
        yield from _text_facts(keyword.lower(), text_of(value))


def _text_facts(keyword: str, text: str) -> Iterator[Fact]:
    if not text:
        return
    if keyword == POSITION_KEYWORD:
        yield unreadable_position("PNG text")
    elif keyword == PATH_KEYWORD:
        yield Fact("personal-metadata", "file-name", text, 0.5, where="PNG text")
    elif keyword in OWNER_KEYWORDS:
        yield Fact("personal-metadata", "owner-name", text, 0.8, where="PNG text")
    elif keyword not in HARMLESS and not keyword.startswith(HARMLESS_STARTS) and _by_a_person(text):
        yield Fact("personal-metadata", "caption", text, 0.8, where="PNG text")


def _by_a_person(text: str) -> bool:
    lettered = any(character.isalpha() for character in text)
    return lettered and not _by_program(text) and not is_camera_caption(text)


def _by_program(text: str) -> bool:
    return any(words in text.lower() for words in PROGRAMS)
