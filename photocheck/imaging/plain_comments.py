"""Comments and text entries that JPEG, PNG and GIF carry as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image

from photocheck.imaging.facts import Fact, text_of

__all__ = ["comment_facts"]

# PNG's registered keywords (PNG 3rd edition, 11.3.3.2), lower case; others count as captions.
OWNER_KEYWORDS: Final = {"author", "artist", "copyright", "creator"}
# Written by programs about themselves or the encoding.
HARMLESS: Final = {
    "software", "creation time", "source", "disclaimer", "warning", "dpi", "gamma", "xml:com.adobe.xmp", "icc_profile",
    "raw profile type exif", "raw profile type iptc", "raw profile type xmp", "date:create", "date:modify",
    "date:timestamp", "thumb::mtime",
}  # fmt: skip
PROGRAMS: Final = (
    "creator:", "created with", "compressed by", "file written by", "gd-jpeg", "lavc", "jpeg encoder", "ffmpeg",
    "gif builder", "optimized by", "ezgif", "intel(r)", "handbrake", "lead technologies",
)  # fmt: skip


def comment_facts(picture: Image.Image) -> Iterator[Fact]:
    """Yield the comments that a person may have written."""
    comment = text_of(picture.info.get("comment"))
    if comment and any(character.isalpha() for character in comment) and not _by_program(comment):
        yield Fact("personal-metadata", "caption", comment, 0.8, where="comment")
    if picture.format != "PNG":
        return
    for keyword, value in getattr(picture, "text", {}).items():
        text = text_of(value)
        if not text or keyword.lower() in HARMLESS or _by_program(text):
            continue
        pattern = "owner-name" if keyword.lower() in OWNER_KEYWORDS else "caption"
        yield Fact("personal-metadata", pattern, text, 0.8, where="PNG text")


def _by_program(text: str) -> bool:
    return any(words in text.lower() for words in PROGRAMS)
