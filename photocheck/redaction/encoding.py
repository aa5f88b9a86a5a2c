"""Encode the copy in the photo's own format, with no metadata but the colour profile.

Frames are painted in the mode in which they are stored (16-bit, palette, CMYK, transparency), so that
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
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, ImageSequence

from photocheck.errors import PhotoUnsupported
from photocheck.redaction.jpeg import encode_jpeg
from photocheck.redaction.painting import COVER

__all__ = ["encode_copy"]

LOSSY_QUALITY = 92
# Of a TIFF's compressions, those that Pillow writes without loss.
TIFF_COMPRESSIONS = {"group3", "group4", "tiff_ccitt", "packbits", "tiff_lzw", "tiff_adobe_deflate", "raw"}


def encode_copy(data: bytes, masks: Sequence[NDArray[np.bool_]], *, keep_credit: bool = False) -> bytes:
    """Encode a photo again with the masked pixels covered.

    `data` is the original file; `masks` holds one array (height, width) per page, upright, True where
    the page is covered. `keep_credit` keeps the EXIF copyright and artist. Raises PhotoUnsupported for
    a format that cannot be written, or when the pages are not those of the masks.
    """
    with Image.open(io.BytesIO(data)) as picture:
        kind = "JPEG" if picture.format in {"JPEG", "MPO"} else picture.format or ""
        credit = _credit(picture) if keep_credit else None
        if kind == "JPEG":
            return encode_jpeg(data, masks[0], icc_profile=picture.info.get("icc_profile"), credit=credit)
        durations = [frame.info.get("duration") for frame in ImageSequence.Iterator(picture)]
        frames = [_painted(frame.copy(), masks, index) for index, frame in enumerate(ImageSequence.Iterator(picture))]
        if len(frames) != len(masks):
            raise PhotoUnsupported(
                f"The file holds {len(frames)} pictures, but {len(masks)} were checked, so no copy was made.",
                "Save the one you want to send as a photo of its own.",
            )
        options = _options(kind, picture, data)
    options["exif"] = credit.tobytes() if credit else b""
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
        if kind in {"GIF", "PNG", "WEBP", "AVIF"}:
            options |= {"duration": [duration or 0 for duration in durations], "loop": 0}
    stream = io.BytesIO()
    frames[0].save(stream, kind, **options)
    return stream.getvalue()


def _credit(picture: Image.Image) -> Image.Exif | None:
    """The copyright and the artist, and nothing else."""
    kept = Image.Exif()
    found = picture.getexif()
    for tag in (ExifTags.Base.Copyright, ExifTags.Base.Artist):
        if tag in found:
            kept[tag] = found[tag]
    return kept if len(kept) else None


def _painted(frame: Image.Image, masks: Sequence[NDArray[np.bool_]], index: int) -> Image.Image:
    upright = ImageOps.exif_transpose(frame)
    if index >= len(masks):
        return upright
    mask = masks[index]
    if (upright.height, upright.width) != mask.shape:
        raise PhotoUnsupported(
            f"Picture {index + 1} of the file has another size than the one that was checked, so no copy was made.",
            "Save it as a JPEG and try again.",
        )
    if upright.mode in {"RGBA", "LA", "PA"}:
        upright = _without_hidden_colours(upright)
    upright.paste(_cover_in(upright), (0, 0, upright.width, upright.height), Image.fromarray(mask))
    # Everything that Pillow would write again by itself.
    upright.info = {key: value for key, value in upright.info.items() if key in {"icc_profile", "transparency"}}
    return upright


def _without_hidden_colours(picture: Image.Image) -> Image.Image:
    """Blank what lies under fully transparent pixels: nobody sees it, and anybody can bring it back."""
    pixels = np.array(picture)
    pixels[pixels[..., -1] == 0] = 0
    return Image.fromarray(pixels, picture.mode) if picture.mode != "PA" else picture


def _cover_in(picture: Image.Image) -> Any:  # noqa: ANN401 - Pillow's colours are numbers or tuples
    """The covering colour in the mode of the picture; the nearest one where it has a palette."""
    if picture.mode == "P":
        return _nearest_in_palette(picture)
    if picture.mode in {"I", "F"} or picture.mode.startswith("I;16"):
        return 0
    return Image.new("RGB", (1, 1), COVER).convert(picture.mode).getpixel((0, 0))


def _nearest_in_palette(picture: Image.Image) -> int:
    flat = picture.getpalette() or [0, 0, 0]
    palette = np.array(flat, dtype=np.int64).reshape(-1, 3)
    distance = ((palette - np.array(COVER)) ** 2).sum(axis=1)
    transparent = picture.info.get("transparency")
    if isinstance(transparent, int) and transparent < len(distance):
        distance[transparent] = distance.max() + 1
    elif isinstance(transparent, bytes):
        opaque = np.frombuffer(transparent, dtype=np.uint8)[: len(distance)] == 255
        distance[: len(opaque)][~opaque] = distance.max() + 1
    return int(distance.argmin())


def _options(kind: str, picture: Image.Image, data: bytes) -> dict[str, Any]:
    profile = picture.info.get("icc_profile")
    options: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if kind == "TIFF":
        compression = picture.info.get("compression", "raw")
        options["compression"] = compression if compression in TIFF_COMPRESSIONS else "tiff_adobe_deflate"
    elif kind == "WEBP":
        # VP8L is the lossless bitstream's chunk (RFC 9649, section 3.4).
        options |= {"lossless": True, "exact": True} if b"VP8L" in data[:4096] else {"quality": LOSSY_QUALITY}
    elif kind in {"AVIF", "HEIF"}:
        options |= {"quality": LOSSY_QUALITY, "subsampling": "4:4:4"} if kind == "AVIF" else {"quality": LOSSY_QUALITY}
    elif kind not in {"PNG", "GIF", "BMP"}:
        raise PhotoUnsupported(
            f"photocheck cannot write a copy in the format {kind or 'of this file'}.",
            "Save the photo as a JPEG or PNG and make the copy of that.",
        )
    return options
