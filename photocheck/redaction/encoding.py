"""Encode the copy in the photo's own format, with no metadata but the colour profile.

Frames are painted in the mode in which they are stored (palette, CMYK, transparency, 16 bits), so that
lossless formats keep every pixel outside the hidden areas. What each format keeps:

========== ==========================================================================================
JPEG, MPO  blocks outside the hidden areas exactly; of several pictures in one file, only the first
PNG        mode, bit depth and pixels exactly; the frames of an animation and their durations
TIFF       every page's mode, bit depth and pixels exactly; JPEG-in-TIFF becomes deflate
WebP       lossless pixels exactly, lossy at quality 92; the frames of an animation
GIF        palette and pixels of a single frame exactly; an animation's frames as they look
BMP        pixels exactly
AVIF, HEIC encoded again at quality 92 with full colour resolution
========== ==========================================================================================
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, ImageOps

from photocheck.domain.geometry import Box
from photocheck.errors import PhotoDamaged, PhotoError, PhotoUnsupported
from photocheck.imaging.colours import rgb_pixels
from photocheck.imaging.formats import FORMATS
from photocheck.imaging.photo_file import load_decoders
from photocheck.imaging.warnings_off import without_warnings
from photocheck.isolation import decoders_in_force
from photocheck.isolation.process import Patience, room_for_one
from photocheck.isolation.wire import Part
from photocheck.redaction.deep import encode_deep, is_deep
from photocheck.redaction.frames import painted_frame
from photocheck.redaction.jpeg import encode_jpeg
from photocheck.redaction.painting import Painter
from photocheck.redaction.private_folder import files_in, private_folder

__all__ = ["encode_copy"]

LOSSY_QUALITY: Final = 92
# Of a TIFF's compressions, those that Pillow writes without loss.
TIFF_COMPRESSIONS: Final = frozenset(
    {"group3", "group4", "tiff_ccitt", "packbits", "tiff_lzw", "tiff_adobe_deflate", "raw"}
)
ONE_BIT_ONLY: Final = frozenset({"group3", "group4", "tiff_ccitt"})
# Encoding the frames of an animation takes longer than decoding them.
PATIENCE: Final = Patience(120.0, "write again")
# No copy is larger.
ROOM: Final = room_for_one(2_000_000_000)
ANIMATED: Final = frozenset({"GIF", "PNG", "WEBP", "AVIF"})


def encode_copy(data: bytes, painter: Painter, *, cut: Box | None = None, keep_credit: bool = False) -> bytes:
    """Encode a photo again, upright, with the hidden areas covered.

    `data` is the original file. `cut` is the part of the upright picture to keep, for a file of one picture.
    `keep_credit` keeps the EXIF copyright and artist. It is done in a process of its own, where photocheck.isolation is
    in force. Raises PhotoUnsupported for what cannot be written.
    """
    decoders = decoders_in_force()
    if decoders is None:
        return _encoded_here(data, painter, cut, keep_credit=keep_credit)
    # What the other process leaves there goes with the folder, also where it had to be ended.
    with private_folder() as folder:
        wanted = (folder, data, painter, cut, keep_credit)
        (_, (copy,)), *_ = decoders.parts_of(copy_parts, *wanted, patience=PATIENCE, room=ROOM)
    return bytes(copy)


def copy_parts(folder: str, data: bytes, painter: Painter, cut: Box | None, keep_credit: bool) -> Iterator[Part]:
    """What the other process does: encode the copy, and send it."""
    load_decoders()
    with files_in(folder):
        copy = _encoded_here(data, painter, cut, keep_credit=keep_credit)
    yield {}, [copy]


def _encoded_here(data: bytes, painter: Painter, cut: Box | None, *, keep_credit: bool) -> bytes:
    with without_warnings():
        try:
            return _encoded(data, painter, cut, keep_credit=keep_credit)
        except (PhotoError, MemoryError):
            raise
        except Exception as error:
            raise PhotoDamaged(
                "No copy was made: the photo is damaged or of an unusual kind, and could not be written again.",
                "Save it as a JPEG or PNG and make the copy of that.",
            ) from error


def _encoded(data: bytes, painter: Painter, cut: Box | None, *, keep_credit: bool) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        kind = "JPEG" if picture.format in {"JPEG", "MPO"} else picture.format or ""
        credit = _credit(picture) if keep_credit else None
        profile = _sound_profile(picture)
        if profile is None:
            picture.info.pop("icc_profile", None)
        if kind == "JPEG":
            return encode_jpeg(picture, data, painter, cut, credit)
        if is_deep(picture):
            return encode_deep(picture, data, painter, cut, credit)
        count = getattr(picture, "n_frames", 1)
        painted = list(_painted_frames(picture, count, painter, cut))
        options = _options(kind, picture, data, painted[0][0].mode)
    frames, durations = zip(*painted, strict=True)
    if profile:
        options["icc_profile"] = profile
    if credit is not None:
        options["exif"] = credit.tobytes()
    elif kind != "HEIF":
        options["exif"] = b""
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
        if kind in ANIMATED:
            options |= {"duration": list(durations), "loop": 0}
    stream = io.BytesIO()
    frames[0].save(stream, kind, **options)
    return stream.getvalue()


def _painted_frames(
    picture: Image.Image, count: int, painter: Painter, cut: Box | None
) -> Iterator[tuple[Image.Image, int]]:
    """Paint every frame, and say how long it stands, in milliseconds.

    One that equals the frame before was not looked at again, and is painted like it.
    """
    looked_at = 1
    before: NDArray[np.uint8] | None = None
    for page in range(1, count + 1):
        if page > 1:
            picture.seek(page - 1)
        picture.load()
        upright = ImageOps.exif_transpose(picture.copy())
        if count > 1:
            pixels = rgb_pixels(upright)
            if before is None or not np.array_equal(pixels, before):
                looked_at = page
            before = pixels
        if picture.format == "BMP" and upright.has_transparency_data:
            # Pillow writes no transparency into a BMP: what stays is what people see.
            upright = Image.fromarray(rgb_pixels(upright))
        duration = picture.info.get("duration") or 0
        yield painted_frame(upright, painter.paint(looked_at, upright), cut), round(duration)


def _credit(picture: Image.Image) -> Image.Exif | None:
    """The copyright and the artist, and nothing else."""
    kept = Image.Exif()
    found = picture.getexif()
    for tag in (ExifTags.Base.Copyright, ExifTags.Base.Artist):
        if tag in found:
            kept[tag] = found[tag]
    return kept if len(kept) else None


def _sound_profile(picture: Image.Image) -> bytes | None:
    """The colour profile, where it is one: under that name a file may carry anything."""
    profile = picture.info.get("icc_profile")
    if not isinstance(profile, bytes) or not profile:
        return None
    try:
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    # Its own header says how long it is; what follows is no profile.
    return profile[: int.from_bytes(profile[:4], "big")]


def _options(kind: str, picture: Image.Image, data: bytes, mode: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if kind == "TIFF":
        compression = str(picture.info.get("compression", "raw"))
        sound = compression in TIFF_COMPRESSIONS and (mode == "1" or compression not in ONE_BIT_ONLY)
        options["compression"] = compression if sound else "tiff_adobe_deflate"
    elif kind == "WEBP":
        # VP8L is the lossless bitstream's chunk (RFC 9649, section 3.4).
        options |= {"lossless": True, "exact": True} if b"VP8L" in data[:4096] else {"quality": LOSSY_QUALITY}
    elif kind == "AVIF":
        options |= {"quality": LOSSY_QUALITY, "subsampling": "4:4:4"}
    elif kind == "HEIF":
        options["quality"] = LOSSY_QUALITY
    elif kind not in {"PNG", "GIF", "BMP"}:
        raise PhotoUnsupported(
            f"photocheck cannot write a copy in the format {kind or 'of this file'}.",
            "Save the photo as a JPEG or PNG and make the copy of that.",
        )
    return options
