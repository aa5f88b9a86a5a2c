"""Tell what kind of file this is: a photo that can be opened, or something that is named and refused."""

from __future__ import annotations

from pathlib import PurePath

import filetype

from photocheck.errors import PhotoDamaged, PhotoError, PhotoUnsupported

__all__ = ["FORMATS", "PHOTO_SUFFIXES", "refusal"]

# Pillow's names; HEIF is pillow-heif's, and MPO is opened by the JPEG plug-in. Only these plug-ins are asked, so
# that no other parser of Pillow's sixty ever sees an untrusted file.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "AVIF")
PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".dib",
     ".heic", ".heif", ".hif", ".avif"}
)  # fmt: skip

RAW_SUFFIXES = frozenset({".cr2", ".cr3", ".nef", ".nrw", ".arw", ".dng", ".raf", ".orf", ".rw2", ".pef", ".srw"})
# What RAW files begin with: Canon CR2 and CR3, Fujifilm, Olympus, Panasonic.
RAW_STARTS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0")


def refusal(data: bytes, name: str) -> PhotoError:
    """Say why a file that no decoder took cannot be opened: what it is, and what to do instead.

    `data` is the file or its beginning, `name` its path as the user knows it.
    """
    if not data.strip(b"\0"):
        what = "empty" if not data else "nothing but zeros"
        return PhotoDamaged(f"The file is {what}.", "Copy it again from the camera or phone.")
    named = _named(data, name)
    if named:
        return PhotoUnsupported(*named)
    mime = _mime(data)
    # What is known to be something else is no damaged photo, whatever its name says.
    if mime.startswith("image/") or (not mime and PurePath(name).suffix.lower() in PHOTO_SUFFIXES):
        return PhotoDamaged(
            "The photo is damaged, or it is not the kind of file that its name says.",
            "Copy it again from where it came from, or save it again as a JPEG.",
        )
    return PhotoUnsupported("This is not a photo that photocheck can open.", f"It opens {', '.join(FORMATS)}.")


def _named(data: bytes, name: str) -> tuple[str, str] | None:
    """The sentence and the hint for a kind of file that is known and not supported."""
    mime = _mime(data)
    if is_raw(data, name):
        return "This is a camera RAW file, which photocheck does not open.", "Export it as a JPEG and check that."
    if mime.startswith("video/"):
        return "This is a video, which photocheck does not check.", "Check single frames as photos."
    if mime == "application/pdf":
        return "This is a PDF, not a photo.", "Export its pages as PNG and check those."
    if data.lstrip()[:5].lower() in {b"<?xml", b"<svg "} and b"<svg" in data[:4096].lower():
        return "This is an SVG drawing, not a photo.", "Export it as PNG and check that."
    return None


def _mime(data: bytes) -> str:
    kind = filetype.guess(data[:8192])
    return kind.mime if kind else ""


def is_raw(data: bytes, name: str) -> bool:
    """Whether this is a camera RAW file, by what it begins with or, for the kinds built on TIFF, its name."""
    if data.startswith(RAW_STARTS) or data[8:10] == b"CR" or data[4:11] == b"ftypcrx":
        return True
    return PurePath(name).suffix.lower() in RAW_SUFFIXES and data[:4] in {b"II*\0", b"MM\0*"}
