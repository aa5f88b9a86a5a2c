"""Write the copy of a JPEG: block by block where that is exact, else finely encoded as a whole."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps

from photocheck.domain.geometry import Box
from photocheck.redaction.jpeg_blocks import UPRIGHT, NotExact, read_coefficients, rewrite, turned_upright
from photocheck.redaction.painting import COVER, Painter, Painting, painted_over

__all__ = ["encode_jpeg"]

# What the copy promises for pixels outside the hidden areas, in levels of 255.
MOST_LEVELS = 2
# A picture that is turned block by block is the same for any decoder but for how it smooths colours: up to 4
# levels, here and there. A large one stays as exact as that, rather than grow to ten times its size.
LEVELS_WHEN_TURNED = 4
LARGE = 4_000_000
# A block that a hidden area touches is at most 32 pixels wide, and smooth colour reaches one pixel further.
NEARBY = 33
# The largest piece of a profile that one APP2 segment holds (ICC.1:2022, annex B.4).
ICC_PIECE = 65519


def encode_jpeg(
    picture: Image.Image, data: bytes, painter: Painter, cut: Box | None, credit: Image.Exif | None
) -> bytes:
    """Encode a JPEG again, upright, with the hidden areas covered and no metadata but profile and credit.

    `picture` is what Pillow opened from `data`; `cut` is the part of the upright picture to keep.
    """
    orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
    profile = picture.info.get("icc_profile")
    orientation = orientation if orientation in UPRIGHT else 1
    if picture.mode == "CMYK":
        # A print picture keeps its inks: painted as such, and finely encoded.
        upright = ImageOps.exif_transpose(picture)
        painting = painter.paint(1, upright)
        return _with_segments(_finely_encoded(_painted_inks(upright, painting), cut), profile, credit)
    with ThreadPoolExecutor(1) as beside:
        # Both are done by libraries in C, side by side.
        coefficients = beside.submit(read_coefficients, data)
        pixels = turned_upright(_decoded(data), orientation)
        painting = painter.paint(1, Image.fromarray(pixels))
        painted = painted_over(pixels, painting)
    grey = picture.mode == "L"
    try:
        bare = rewrite(coefficients.result(), painted, painting.mask, orientation, cut)
        promised = LEVELS_WHEN_TURNED if orientation != 1 and painting.mask.size > LARGE else MOST_LEVELS
        if cut is None and not _is_as_promised(bare, painted, painting.mask, promised):
            bare = _finely_encoded(_image(painted, grey=grey), cut)
    except NotExact:
        bare = _finely_encoded(_image(painted, grey=grey), cut)
    return _with_segments(bare, profile, credit)


def _decoded(data: bytes) -> NDArray[np.uint8]:
    """The stored pixels, (height, width, 3) RGB, three times as fast as by Pillow, which copies them twice."""
    how = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    if pixels is None:
        with Image.open(io.BytesIO(data)) as picture:
            return np.asarray(picture.convert("RGB"))
    return np.asarray(pixels, np.uint8)


def _image(painted: NDArray[np.uint8], *, grey: bool) -> Image.Image:
    picture = Image.fromarray(painted)
    return picture.convert("L") if grey else picture


def _painted_inks(upright: Image.Image, painting: Painting) -> Image.Image:
    painted = upright.copy()
    painted.info = {}
    if painting.colours is None:
        inks = Image.new("RGB", (1, 1), COVER).convert("CMYK").resize(upright.size)
    else:
        inks = Image.fromarray(painting.colours).convert("CMYK")
    painted.paste(inks, (0, 0), Image.fromarray(painting.mask))
    return painted


def _is_as_promised(copy: bytes, painted: NDArray[np.uint8], mask: NDArray[np.bool_], levels: int) -> bool:
    """Whether pixels away from the hidden areas differ by no more than so many levels."""
    reach = np.ones((2 * NEARBY + 1, 2 * NEARBY + 1), dtype=np.uint8)
    away = 1 - np.asarray(cv2.dilate(mask.view(np.uint8), reach), np.uint8)
    # The largest difference of any colour anywhere away.
    return cv2.norm(_decoded(copy), painted, cv2.NORM_INF, away) <= levels


def _finely_encoded(painted: Image.Image, cut: Box | None) -> bytes:
    """Encode every coefficient at full precision, so that no level changes by more than rounding."""
    if cut is not None:
        painted = painted.crop((round(cut.left), round(cut.top), round(cut.right), round(cut.bottom)))
    stream = io.BytesIO()
    # Red, green and blue as they are: turning them into brightness and colour differences costs up to 4 levels.
    painted.save(stream, "JPEG", qtables=[[1] * 64, [1] * 64], keep_rgb=True, subsampling="4:4:4")
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
