"""Change only the hidden parts of a JPEG, and leave every other pixel as it was.

Decoding and encoding a JPEG again changes pixels everywhere, even at the same tables: up to 39 of 255
levels on ../shared/data, because the colours are resampled. So the picture is changed where JPEG keeps
it: in blocks of 8 x 8 cosine coefficients. The blocks that a hidden area touches are taken from a fresh
encoding of the painted picture; all others are copied as they are, and turned upright by moving and
mirroring whole blocks, as jpegtran does.
"""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, JpegImagePlugin

from photocheck.domain.geometry import Box
from photocheck.redaction.private_folder import private_folder

__all__ = ["UPRIGHT", "Coefficients", "NotExact", "read_coefficients", "rewrite", "turned_upright"]

BLOCK = 8
# Units side by side in the small picture of what is painted.
SHEET = 128

# EXIF orientation -> (swap rows and columns, then mirror left-right, then mirror top-bottom), which
# turns the stored picture upright (EXIF 2.32, tag 0x0112).
UPRIGHT = {
    1: (False, False, False),
    2: (False, True, False),
    3: (False, True, True),
    4: (False, False, True),
    5: (True, False, False),
    6: (True, True, False),
    7: (True, True, True),
    8: (True, False, True),
}

# Of the ways to sample the three components, (vertical, horizontal), those that Pillow writes.
SUBSAMPLING: dict[tuple[tuple[int, int], ...], str] = {
    ((1, 1), (1, 1), (1, 1)): "4:4:4",
    ((1, 2), (1, 1), (1, 1)): "4:2:2",
    ((2, 2), (1, 1), (1, 1)): "4:2:0",
}

# Of the libraries in jpeglib the one that takes half the time of the others; each gives the same coefficients. It is
# the newest, too: jpeglib's own choice is libjpeg 6b of 1998.
LIBRARY = "turbo210"

# libjpeg's state in jpeglib is global.
_lock = threading.Lock()


class NotExact(Exception):
    """This JPEG cannot be changed block by block: unusual colours or sampling, or a size that cannot be mirrored."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A JPEG as libjpeg keeps it: per component an array (rows, columns, 8, 8) of quantised coefficients."""

    width: int
    height: int
    components: tuple[NDArray[np.int16], ...]
    tables: tuple[NDArray[np.uint16], ...]
    table_of: tuple[int, ...]
    sampling: tuple[tuple[int, int], ...]  # (vertical, horizontal) of each component

    @property
    def unit(self) -> tuple[int, int]:
        """Height and width in pixels of the smallest piece that holds whole blocks of every component (MCU)."""
        return BLOCK * max(v for v, _ in self.sampling), BLOCK * max(h for _, h in self.sampling)


def turned_upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Turn stored pixels, (height, width, ...), by EXIF's orientation."""
    swap, left_right, top_bottom = UPRIGHT[orientation]
    turned = pixels.swapaxes(0, 1) if swap else pixels
    return np.ascontiguousarray(turned[:: -1 if top_bottom else 1, :: -1 if left_right else 1])


def rewrite(
    source: Coefficients,
    painted: NDArray[np.uint8],
    mask: NDArray[np.bool_],
    orientation: int,
    cut: Box | None = None,
) -> bytes:
    """Write the JPEG again, upright, with the painted pixels where the mask is set and all others untouched.

    `source` is the original; `painted` (height, width, 3) RGB and `mask` (height, width) are upright and
    whole. `cut` is the part to keep; its sides lie between blocks, so that nothing of what was cut off stays in
    one. The answer carries no metadata at all. Raises NotExact where that cannot be done; the caller then
    encodes the painted pixels as a whole.
    """
    swap, left_right, top_bottom = UPRIGHT[orientation]
    upright = _turned(source, swap=swap, left_right=left_right, top_bottom=top_bottom)
    if (upright.height, upright.width) != mask.shape:
        raise NotExact("the picture's size is not the file's")
    if mask.any():
        upright = _with_painted_units(upright, painted, mask)
    return _written(upright if cut is None else _cut_to(upright, cut))


def _with_painted_units(picture: Coefficients, painted: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Coefficients:
    """Take the units that the mask touches from a fresh encoding of the painted pixels.

    Only these are encoded: laid side by side as a small picture of their own. A unit's coefficients depend on
    no pixel outside it, so they are the same as in the whole picture.
    """
    rows, columns = np.nonzero(_touched_units(mask, picture.unit))
    tiles = _tiles_at(painted, rows, columns, picture.unit)
    across = min(len(tiles), SHEET)
    missing = -len(tiles) % across
    sheet = np.concatenate([tiles, np.zeros((missing, *tiles.shape[1:]), np.uint8)])
    height, width = picture.unit
    laid = sheet.reshape(-1, across, height, width, 3).transpose(0, 2, 1, 3, 4).reshape(-1, across * width, 3)
    fresh = read_coefficients(_encoded_like(np.ascontiguousarray(laid), picture))
    parts = tuple(
        _merged(old, _unlaid(new, factors, across), rows, columns)
        for old, new, factors in zip(picture.components, fresh.components, picture.sampling, strict=True)
    )
    return replace(picture, components=parts)


def _tiles_at(
    painted: NDArray[np.uint8], rows: NDArray[np.int64], columns: NDArray[np.int64], unit: tuple[int, int]
) -> NDArray[np.uint8]:
    """Cut out these units, (count, height, width, 3); beyond the picture its last row and column go on."""
    height, width = unit
    down = np.minimum(rows[:, np.newaxis] * height + np.arange(height), painted.shape[0] - 1)
    along = np.minimum(columns[:, np.newaxis] * width + np.arange(width), painted.shape[1] - 1)
    tiles: NDArray[np.uint8] = painted[down[:, :, np.newaxis], along[:, np.newaxis, :]]
    return tiles


def _unlaid(sheet: NDArray[np.int16], factors: tuple[int, int], across: int) -> NDArray[np.int16]:
    """Take a sheet of units, `across` in a row, apart: (units, down, across, 8, 8).

    A unit holds `factors` blocks (down, across) of this component.
    """
    high, wide = factors
    blocks = sheet.reshape(-1, high, across, wide, BLOCK, BLOCK).transpose(0, 2, 1, 3, 4, 5)
    return blocks.reshape(-1, high, wide, BLOCK, BLOCK)


def _merged(
    old: NDArray[np.int16], units: NDArray[np.int16], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.int16]:
    """Put the blocks of these units in the place of the old ones, at these rows and columns of units."""
    blocks = units[: len(rows)]
    high, wide = blocks.shape[1:3]
    down = np.broadcast_to((rows[:, np.newaxis] * high + np.arange(high))[:, :, np.newaxis], blocks.shape[:3])
    along = np.broadcast_to((columns[:, np.newaxis] * wide + np.arange(wide))[:, np.newaxis, :], blocks.shape[:3])
    # The last unit may hold blocks that lie beyond the picture, which the file leaves out.
    there = (down < old.shape[0]) & (along < old.shape[1])
    merged = old.copy()
    merged[down[there], along[there]] = blocks[there]
    return merged


def _cut_to(picture: Coefficients, cut: Box) -> Coefficients:
    """Keep the units inside the cut, whose sides must lie between units or on the picture's own, else NotExact."""
    height, width = picture.unit
    sides = ((cut.left, width, 0), (cut.top, height, 0))
    ends = ((cut.right, width, picture.width), (cut.bottom, height, picture.height))
    if any(side % unit and side != own for side, unit, own in (*sides, *ends)):
        raise NotExact("the part to keep does not end at a whole block")
    left, top, right, bottom = (
        ceil(side / unit)
        for side, unit in zip((cut.left, cut.top, cut.right, cut.bottom), (width, height) * 2, strict=True)
    )
    parts = tuple(
        np.ascontiguousarray(part[top * high : bottom * high, left * wide : right * wide])
        for part, (high, wide) in zip(picture.components, picture.sampling, strict=True)
    )
    return replace(picture, width=round(cut.right - cut.left), height=round(cut.bottom - cut.top), components=parts)


@contextmanager
def _jpeglib_folder() -> Iterator[str]:
    """A private folder for jpeglib, which knows files only.

    jpeglib makes copies of its own elsewhere, and leaves them behind where it fails: those go here as well.
    """
    from jpeglib import dct_jpeg, version  # noqa: PLC0415 - only when a JPEG is redacted

    with _lock, private_folder() as folder:
        if LIBRARY in version.versions():
            version.set(LIBRARY)
        theirs = dct_jpeg.tempfile
        dct_jpeg.tempfile = SimpleNamespace(NamedTemporaryFile=partial(tempfile.NamedTemporaryFile, dir=folder))
        try:
            yield folder
        finally:
            dct_jpeg.tempfile = theirs


def read_coefficients(data: bytes) -> Coefficients:
    """Read a JPEG without decoding it; raises NotExact where it cannot be written again block by block."""
    import jpeglib  # noqa: PLC0415 - only when a JPEG is redacted

    with Image.open(io.BytesIO(data)) as picture:
        if picture.mode not in {"L", "RGB"} or _stores_rgb(picture):
            raise NotExact(f"the colours are stored as {picture.mode}, not as brightness and two colour differences")
        layers = picture.layer if isinstance(picture, JpegImagePlugin.JpegImageFile) else []
    sampling = tuple((vertical, horizontal) for _, horizontal, vertical, _ in layers)
    with _jpeglib_folder() as folder:
        path = Path(folder) / "in.jpg"
        path.write_bytes(data)
        try:
            picture = jpeglib.read_dct(str(path))
            picture.load()
        except Exception as error:
            raise NotExact("libjpeg cannot read its coefficients") from error
    parts = [picture.Y] if len(layers) == 1 else [picture.Y, picture.Cb, picture.Cr]
    return Coefficients(
        width=int(picture.width),
        height=int(picture.height),
        components=tuple(np.asarray(part, dtype=np.int16) for part in parts),
        tables=tuple(np.array(table, dtype=np.uint16) for table in picture.qt),
        table_of=tuple(int(index) for index in picture.quant_tbl_no[: len(parts)]),
        # A single component has no sampling to speak of, whatever the file says.
        sampling=sampling if len(layers) > 1 else ((1, 1),),
    )


def _stores_rgb(picture: Image.Image) -> bool:
    """Whether an Adobe marker, or the components' names, say that red, green and blue are stored as they are."""
    if "adobe_transform" in picture.info:
        return picture.mode == "RGB" and picture.info["adobe_transform"] == 0
    names = [layer[0] for layer in getattr(picture, "layer", [])]
    return names == [ord("R"), ord("G"), ord("B")]


def _turned(source: Coefficients, *, swap: bool, left_right: bool, top_bottom: bool) -> Coefficients:
    """Turn a JPEG without decoding it; a mirrored edge must end at a whole unit, else NotExact."""
    height, width = (source.width, source.height) if swap else (source.height, source.width)
    sampling = tuple((h, v) if swap else (v, h) for v, h in source.sampling)
    unit_height = BLOCK * max(v for v, _ in sampling)
    unit_width = BLOCK * max(h for _, h in sampling)
    if (left_right and width % unit_width) or (top_bottom and height % unit_height):
        raise NotExact("the edge that would be mirrored does not end at a whole block")
    alternating = np.where(np.arange(BLOCK) % 2, -1, 1).astype(np.int16)
    parts = []
    for part in source.components:
        turned = part
        if swap:
            turned = turned.transpose(1, 0, 3, 2)
        if left_right:
            turned = turned[:, ::-1] * alternating[np.newaxis, :]
        if top_bottom:
            turned = turned[::-1] * alternating[:, np.newaxis]
        parts.append(np.ascontiguousarray(turned))
    tables = tuple(np.ascontiguousarray(table.T) if swap else table for table in source.tables)
    return Coefficients(width, height, tuple(parts), tables, source.table_of, sampling)


def _encoded_like(painted: NDArray[np.uint8], like: Coefficients) -> bytes:
    """Encode pixels with the tables and sampling of another JPEG."""
    grey = len(like.components) == 1
    subsampling = "4:4:4" if grey else SUBSAMPLING.get(like.sampling)
    if subsampling is None:
        raise NotExact("the colours are sampled in a way that cannot be repeated")
    tables = [like.tables[like.table_of[0]], *(like.tables[index] for index in like.table_of[1:2])]
    if len(set(like.table_of[1:])) > 1:
        raise NotExact("the two colour differences have tables of their own")
    picture = Image.fromarray(painted)
    if grey:
        picture = picture.convert("L")
    stream = io.BytesIO()
    # Pillow takes the tables row by row, as jpeglib gives them.
    picture.save(stream, "JPEG", qtables=[table.reshape(-1).tolist() for table in tables], subsampling=subsampling)
    return stream.getvalue()


def _touched_units(mask: NDArray[np.bool_], unit: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell which units a mask of pixels touches."""
    height, width = unit
    rows, columns = ceil(mask.shape[0] / height), ceil(mask.shape[1] / width)
    padded = np.zeros((rows * height, columns * width), dtype=bool)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    touched: NDArray[np.bool_] = np.logical_or.reduce(padded.reshape(rows, height, columns, width), axis=(1, 3))
    return touched


def _written(picture: Coefficients) -> bytes:
    import jpeglib  # noqa: PLC0415 - only when a JPEG is redacted

    colours: dict[str, Any] = {}
    if len(picture.components) > 1:
        colours = {"Cb": picture.components[1], "Cr": picture.components[2]}
    with _jpeglib_folder() as folder:
        path = Path(folder) / "out.jpg"
        out = jpeglib.from_dct(
            picture.components[0],
            **colours,
            qt=np.stack(picture.tables),
            quant_tbl_no=list(picture.table_of),
        )
        out.height, out.width = picture.height, picture.width
        out.samp_factor = np.array(picture.sampling)
        try:
            out.write_dct(str(path))
        except Exception as error:
            raise NotExact("libjpeg cannot write its coefficients") from error
        return path.read_bytes()
