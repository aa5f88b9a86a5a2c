"""Write the copy of a JPEG: block by block where that is exact, else finely encoded as a whole."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps

from photocheck.errors import PhotoUnsupported
from photocheck.redaction.jpeg_blocks import NotExact, rewrite
from photocheck.redaction.painting import covered

__all__ = ["encode_jpeg"]

# What the copy promises for pixels outside the hidden areas, in levels of 255.
MOST_LEVELS = 2
# A block that a hidden area touches is at most 32 pixels wide, and smooth colour reaches one pixel further.
NEARBY = 33
# The largest piece of a profile that one APP2 segment holds (ICC.1:2022, annex B.4).
ICC_PIECE = 65519


def encode_jpeg(data: bytes, mask: NDArray[np.bool_], *, icc_profile: bytes | None, credit: Image.Exif | None) -> bytes:
    """Encode a JPEG again, upright, with the masked pixels covered and no metadata but profile and credit.

    `mask` (height, width) is upright. Raises PhotoUnsupported when the mask is not of the picture's size.
    """
    with Image.open(io.BytesIO(data)) as picture:
        orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
        upright = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))
        cmyk = picture.mode == "CMYK"
    if upright.shape[:2] != mask.shape:
        raise PhotoUnsupported(
            "The picture has another size than the one that was checked, so no copy was made.",
            "Save it as a PNG and try again.",
        )
    painted = covered(upright, mask)
    try:
        bare = rewrite(data, painted, mask, orientation if 1 <= orientation <= 8 else 1)
        if not _keeps_promise(bare, painted, mask):
            bare = _finely_encoded(painted)
    except NotExact:
        bare = _finely_encoded(painted)
    # A CMYK picture is written as RGB, for which its own profile would be wrong.
    return _with_segments(bare, None if cmyk else icc_profile, credit)


def _keeps_promise(copy: bytes, painted: NDArray[np.uint8], mask: NDArray[np.bool_]) -> bool:
    """Whether pixels away from the hidden areas differ by no more than was promised."""
    with Image.open(io.BytesIO(copy)) as picture:
        written = np.asarray(picture.convert("RGB"))
    reach = np.ones((2 * NEARBY + 1, 2 * NEARBY + 1), dtype=np.uint8)
    away = cv2.dilate(mask.astype(np.uint8), reach) == 0
    difference = cv2.absdiff(written, painted).max(axis=2)
    return bool((difference[away] <= MOST_LEVELS).all())


def _finely_encoded(painted: NDArray[np.uint8]) -> bytes:
    """Encode every coefficient at full precision, so that no level changes by more than rounding."""
    stream = io.BytesIO()
    Image.fromarray(painted).save(stream, "JPEG", qtables=[[1] * 64, [1] * 64], subsampling="4:4:4")
    return stream.getvalue()


def _with_segments(bare: bytes, icc_profile: bytes | None, credit: Image.Exif | None) -> bytes:
    """Put the colour profile and the credit behind the JFIF header of a JPEG that has neither."""
    start = 2
    if bare[2:4] == b"\xff\xe0":
        start = 4 + int.from_bytes(bare[4:6], "big")
    segments = []
    if credit is not None:
        segments.append(b"\xff\xe1" + _counted(credit.tobytes()))
    if icc_profile:
        pieces = [icc_profile[at : at + ICC_PIECE] for at in range(0, len(icc_profile), ICC_PIECE)]
        for number, piece in enumerate(pieces, start=1):
            segments.append(b"\xff\xe2" + _counted(b"ICC_PROFILE\0" + bytes((number, len(pieces))) + piece))
    return bare[:start] + b"".join(segments) + bare[start:]


def _counted(body: bytes) -> bytes:
    return (len(body) + 2).to_bytes(2, "big") + body
