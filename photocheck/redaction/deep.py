"""Colours of 16 bits, which Pillow reads as 8: painted and written without losing any."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from photocheck.domain.geometry import Box
from photocheck.errors import PhotoUnsupported
from photocheck.redaction.jpeg_blocks import UPRIGHT, turned_upright
from photocheck.redaction.painting import COVER, Painter

__all__ = ["encode_deep", "is_deep"]

# One level of 8 bits in levels of 16.
LEVEL: Final = 257
PNG_START: Final = 8
# The first chunk, IHDR: length, name, 13 bytes, checksum.
PNG_HEADER: Final = 25

Pixels = NDArray[np.uint16]


def is_deep(picture: Image.Image) -> bool:
    """Whether the file holds colours of 16 bits; greys of 16 bits Pillow reads as they are."""
    tiles = getattr(picture, "tile", None) or [("", None, 0, "")]
    arguments = tiles[0][3]
    stored = arguments if isinstance(arguments, str) else str((arguments or ("",))[0])
    return picture.format in {"PNG", "TIFF"} and ";16" in stored and not picture.mode.startswith("I")


def encode_deep(
    picture: Image.Image, data: bytes, painter: Painter, cut: Box | None, credit: Image.Exif | None
) -> bytes:
    """Encode a PNG or TIFF with 16 bits a colour again, upright, with the hidden areas covered.

    Raises PhotoUnsupported for what cannot be written.
    """
    read, pages = cv2.imdecodemulti(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if not read or len(pages) != getattr(picture, "n_frames", 1) or any(page.dtype != np.uint16 for page in pages):
        raise PhotoUnsupported(
            "The colours of this file have 16 bits, and its kind cannot be written again without losing some.",
            "Save it with 8 bits a colour and make the copy of that.",
        )
    profile = picture.info.get("icc_profile")
    painted = [
        _painted(picture, number, np.asarray(page, np.uint16), painter, cut) for number, page in enumerate(pages)
    ]
    if picture.format == "TIFF":
        return _tiff(painted, credit, profile)
    if len(painted) > 1:
        raise PhotoUnsupported(
            "An animation with 16 bits a colour cannot be written again.", "Save the picture that you want to send."
        )
    return _png(painted[0], credit, profile)


def _painted(picture: Image.Image, number: int, page: Pixels, painter: Painter, cut: Box | None) -> Pixels:
    picture.seek(number)
    orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
    upright = turned_upright(page, orientation if orientation in UPRIGHT else 1).copy()
    # The painter looks at 8 bits; what it leaves alone stays as it is here.
    eight = np.asarray(upright // LEVEL, np.uint8)
    colours = eight[..., [2, 1, 0]] if eight.ndim == 3 else np.stack([eight] * 3, axis=-1)
    painting = painter.paint(number + 1, Image.fromarray(np.ascontiguousarray(colours)))
    if upright.ndim == 3 and upright.shape[2] == 4:
        upright[upright[..., 3] == 0] = 0
        upright[painting.mask, 3] = 0xFFFF
    if painting.colours is None:
        cover = np.array(COVER[::-1], np.uint16) * LEVEL
        upright[painting.mask, :3] = cover
    else:
        upright[painting.mask, :3] = painting.colours[painting.mask][:, ::-1].astype(np.uint16) * LEVEL
    if cut is not None:
        return upright[round(cut.top) : round(cut.bottom), round(cut.left) : round(cut.right)].copy()
    return upright


def _png(page: Pixels, credit: Image.Exif | None, profile: bytes | None) -> bytes:
    written, encoded = cv2.imencode(".png", page)
    if not written:
        raise PhotoUnsupported("The picture could not be written as a PNG of 16 bits.")
    bare = encoded.tobytes()
    chunks = []
    if profile:
        # A name, a zero, the method of compression (PNG 3rd edition, 11.3.2.3).
        chunks.append(_chunk(b"iCCP", b"profile\0\0" + zlib.compress(profile)))
    if credit is not None:
        chunks.append(_chunk(b"eXIf", credit.tobytes().removeprefix(b"Exif\0\0")))
    start = PNG_START + PNG_HEADER
    return bare[:start] + b"".join(chunks) + bare[start:]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _tiff(pages: Sequence[Pixels], credit: Image.Exif | None, profile: bytes | None) -> bytes:
    import tifffile  # noqa: PLC0415 - only for such files

    tags = [(int(tag), "s", 0, str(text), True) for tag, text in (credit or {}).items()]
    stream = io.BytesIO()
    with tifffile.TiffWriter(stream) as writer:
        for page in pages:
            colours = page[..., [2, 1, 0, 3][: page.shape[2]]] if page.ndim == 3 else page
            writer.write(
                np.ascontiguousarray(colours),
                photometric="rgb" if page.ndim == 3 else "minisblack",
                extrasamples=["unassalpha"] if page.ndim == 3 and page.shape[2] == 4 else None,
                compression="zlib",
                iccprofile=profile,
                metadata=None,
                software=False,
                extratags=tags,
            )
    return stream.getvalue()
