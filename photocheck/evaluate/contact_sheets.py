"""Pictures of what was found, missed and wrongly reported, side by side: looking tells more than counting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from photocheck.domain.geometry import Box
from photocheck.errors import PhotoError
from photocheck.evaluate.kinds import Measured, measured_kinds
from photocheck.evaluate.outcomes import Outcome
from photocheck.imaging.opening import open_photo
from photocheck.writing import write_whole

__all__ = ["write_contact_sheets"]

CELL: Final = 160
CAPTION: Final = 16
COLUMNS: Final = 8
# More than a person looks at; the surest false alarms and the largest misses come first.
MOST_CELLS: Final = 96
# Pixels of its surroundings around a thing, as a share of its size: a face without a head is hard to judge.
SURROUNDINGS: Final = 0.35
PAPER: Final = (245, 245, 245)
INK: Final = (20, 20, 20)
FRAME: Final = (230, 60, 30)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One thing to be shown: where, in which photo, and what to write under it; the most telling first."""

    outcome: Outcome
    box: Box
    caption: str
    weight: float


def write_contact_sheets(name: str, outcomes: Sequence[Outcome], folder: Path) -> list[Path]:
    """Write a PNG for each kind of hits, of misses and of false alarms that a set has, and name the files.

    The sheets show parts of the photos as they are: keep the folder as safe as the photos. Raises
    OutputError when a file cannot be written.
    """
    written = []
    for measured in measured_kinds([finding for outcome in outcomes for finding in outcome.findings]):
        for what, cells in _cells(measured, outcomes).items():
            if cells:
                path = folder / f"{name}-{measured.kind}-{what}.png"
                write_whole(path, _png(_sheet(cells)))
                written.append(path)
    return written


def _cells(measured: Measured, outcomes: Sequence[Outcome]) -> dict[str, list[_Cell]]:
    cells: dict[str, list[_Cell]] = {"hits": [], "misses": [], "false-alarms": []}
    for outcome in outcomes:
        pairing = outcome.pairing(measured)
        for truth, finding in pairing.hits:
            if truth.box is not None:
                cells["hits"].append(_Cell(outcome, truth.box, f"{finding.confidence:.2f}", -finding.confidence))
        for truth in pairing.misses:
            if truth.box is not None:
                short = min(truth.box.width, truth.box.height)
                cells["misses"].append(_Cell(outcome, truth.box, f"{short:.0f} px", short))
        if measured.is_complete(outcome.photo):
            for finding in pairing.false_alarms:
                if finding.box is not None:
                    sure = finding.confidence
                    cells["false-alarms"].append(_Cell(outcome, finding.box, f"{sure:.2f}", sure))
    return {what: sorted(some, key=lambda cell: -cell.weight) for what, some in cells.items()}


def _sheet(cells: Sequence[_Cell]) -> Image.Image:
    shown = cells[:MOST_CELLS]
    rows = -(-len(shown) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL, rows * (CELL + CAPTION)), PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=11)
    for index, (cell, pixels) in enumerate(_with_pixels(shown)):
        x, y = index % COLUMNS * CELL, index // COLUMNS * (CELL + CAPTION)
        sheet.paste(_cut(pixels, cell.box), (x + 2, y + 2))
        caption = f"{cell.caption}  {cell.outcome.photo.path.stem}"[:26]
        draw.text((x + 3, y + CELL), caption, fill=INK, font=font)
    return sheet


def _with_pixels(cells: Sequence[_Cell]) -> Iterator[tuple[_Cell, NDArray[np.uint8]]]:
    """Open each photo for its cells, one photo at a time; a photo that cannot be opened shows as grey."""
    last: tuple[Path, NDArray[np.uint8]] | None = None
    for cell in cells:
        path = cell.outcome.photo.path
        if last is None or last[0] != path:
            last = (path, _pixels(path))
        yield cell, last[1]


def _pixels(path: Path) -> NDArray[np.uint8]:
    try:
        for page in islice(open_photo(path).pages(), 1):
            return page.pixels
    except PhotoError:
        pass
    return np.full((CELL, CELL, 3), 128, np.uint8)


def _cut(pixels: NDArray[np.uint8], box: Box) -> Image.Image:
    """The thing with its surroundings, framed, as large as a cell allows."""
    height, width = pixels.shape[:2]
    room = max(4.0, SURROUNDINGS * max(box.width, box.height))
    part = box.expanded(room).clipped(width, height)
    left, top, right, bottom = int(part.left), int(part.top), int(part.right), int(part.bottom)
    if right - left < 1 or bottom - top < 1:
        return Image.new("RGB", (CELL - 4, CELL - 4), PAPER)
    crop = Image.fromarray(pixels[top:bottom, left:right])
    scale = (CELL - 4) / max(crop.size)
    size = (max(1, round(crop.width * scale)), max(1, round(crop.height * scale)))
    crop = crop.resize(size, Image.Resampling.LANCZOS)
    frame = box.shifted(-left, -top).scaled(scale).clipped(size[0] - 1, size[1] - 1)
    ImageDraw.Draw(crop).rectangle((frame.left, frame.top, frame.right, frame.bottom), outline=FRAME)
    return crop


def _png(sheet: Image.Image) -> bytes:
    stream = BytesIO()
    sheet.save(stream, "PNG")
    return stream.getvalue()
