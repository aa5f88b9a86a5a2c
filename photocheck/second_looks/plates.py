"""Number plates: text of a plate's form on something of a plate's shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.text import ReadText
from photocheck.imaging.photo import Photo
from photocheck.imaging.straightening import straightened
from photocheck.readers.interface import Reader
from photocheck.readers.rapidocr import shared_reader
from photocheck.second_looks.interface import Setup
from photocheck.second_looks.plate_issuers import names_issuer
from photocheck.second_looks.plate_places import plate_places
from photocheck.second_looks.plate_shape import plate_shape
from photocheck.second_looks.plate_text import CERTAIN_FORM, UNLIKELY, likelihood, on_a_plate
from photocheck.second_looks.text_blocks import lines_of, text_blocks

__all__ = ["PlateLook"]

# What the shape adds to how likely the text is that of a plate; without a clear shape nothing is a plate.
ALL_SIDES: Final = 0.25
THREE_SIDES: Final = 0.1
BAND: Final = 0.1
TIGHT: Final = 0.1
UNUSUAL_COLOUR: Final = -0.1
# A state's name or motto in a small line right above or below, as on North American plates.
ISSUER: Final = 0.3
REPORTED: Final = 0.54
# Two lines are a two-line plate when they are as high, stand this close, in heights, and share this part of the width.
AS_HIGH: Final = 0.7
CLOSE: Final = 0.8
SHARED_WIDTH: Final = 0.5
# The line that names the issuer is at most this part as high as the letters, and stands as close.
SMALL: Final = 0.8
# More lines than this in one photo are a page of print, whose pairs nobody looks through.
MOST_LINES: Final = 60
CORNERS: Final = 4
# Where no plate is found, so many places that look like one from afar are read with this much of their surroundings,
# in heights, their letters about so many pixels high.
PLACES: Final = 2
WITH_AROUND: Final = 2.0
LETTERS: Final = 22.0
LARGEST: Final = 3.0
# So many lines close together are print.
PRINT: Final = 4

# What lies where text or a face was found is no plate.
TAKEN: Final = frozenset({"text", "face"})

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Writing:
    """One or two lines of text, as they may stand on a plate; corners (4, 2), clockwise from the first letter's.

    `issued` says that a small line beside them names a state that issues plates.
    """

    lines: tuple[Finding, ...]
    text: str
    corners: Floats
    issued: bool = False


class PlateLook:
    """Tells number plates from other text; a plate takes the place of the text on it."""

    name = "plates"

    def __init__(self, setup: Setup | None = None) -> None:
        """Without a setup nothing is read, and only text that is known already can be a plate's."""
        self._reader: Reader | None = None if setup is None else shared_reader(setup.threads)
        self.models: Mapping[str, str] = {} if self._reader is None else self._reader.models

    def look_again(self, photo: Photo, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, with each text that stands on a plate replaced by the plate, and plates that were too small."""
        plates, left = self._among(photo, findings)
        if not plates and self._reader is not None:
            plates, _ = self._among(photo, list(self._read_closely(photo, findings, self._reader)))
        return [*left, *plates]

    def _read_closely(self, photo: Photo, findings: Sequence[Finding], reader: Reader) -> Iterator[Finding]:
        """Text in places that may be plates and where nothing was read."""
        taken = [finding.box for finding in findings if finding.box is not None and finding.kind in TAKEN]
        for place in plate_places(photo.pixels, taken, PLACES):
            flat = straightened(photo.pixels, _with_around(place, photo), min(LARGEST, LETTERS / place.height))
            for line in reader.read(flat.pixels):
                if line.text is not None:
                    region, text = flat.in_photo(line.polygon), ReadText.secret(line.text)
                    yield Finding("text", region, min(1.0, line.confidence), self.name, text=text, page=photo.page)

    def _among(self, photo: Photo, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Plates, and the findings that are none of their text."""
        plates: list[Finding] = []
        taken: set[int] = set()
        in_print = _in_print(findings)
        for writing in _writings(findings):
            if any(id(line) in taken or (id(line) in in_print and not writing.issued) for line in writing.lines):
                continue
            plate = self._plate(photo, writing)
            if plate is not None:
                plates.append(plate)
                taken.update(id(line) for line in writing.lines)
        return plates, [finding for finding in findings if id(finding) not in taken]

    def _plate(self, photo: Photo, writing: _Writing) -> Finding | None:
        sure = likelihood(writing.text)
        if sure == UNLIKELY:
            return None
        shape = plate_shape(photo.pixels, writing.corners)
        sure += {4: ALL_SIDES, 3: THREE_SIDES}.get(shape.sides, 0.0)
        sure += BAND * shape.band + TIGHT * shape.tight + UNUSUAL_COLOUR * (not shape.usual)
        sure += ISSUER * writing.issued
        if not shape.clear or sure < REPORTED:
            return None
        return Finding(
            kind="number-plate",
            region=shape.outline,
            confidence=min(1.0, sure),
            detector=self.name,
            text=ReadText.secret(on_a_plate(writing.text)),
            page=photo.page,
        )


def _with_around(place: Box, photo: Photo) -> Floats:
    """The corners of a place with what is around it, as far as the photo goes."""
    more = WITH_AROUND * place.height
    left, top = max(0.0, place.left - more), max(0.0, place.top - more)
    right, bottom = min(float(photo.width), place.right + more), min(float(photo.height), place.bottom + more)
    return np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32)


def _in_print(findings: Sequence[Finding]) -> set[int]:
    """Lines that stand among others like them: what looks like a plate there is a reference number."""
    blocks = text_blocks(lines_of(findings))
    return {id(line.finding) for block in blocks if len(block.lines) >= PRINT for line in block.lines}


def _writings(findings: Sequence[Finding]) -> Iterator[_Writing]:
    """Pairs of lines that are a British plate of two lines, then single lines."""
    lines = [
        _Writing((finding,), finding.text.revealed, np.array(finding.polygon.points, np.float32))
        for finding in findings
        if finding.text is not None and finding.text.revealed and finding.polygon is not None
        if finding.kind == "text" and len(finding.polygon.points) == CORNERS
    ]
    if len(lines) <= MOST_LINES:
        for upper, lower in permutations(lines, 2):
            text = f"{upper.text} {lower.text}"
            if likelihood(text) >= CERTAIN_FORM and _right_under(upper.corners, lower.corners):
                yield _Writing((*upper.lines, *lower.lines), text, _around(upper.corners, lower.corners))
    issuers = [line for line in lines if names_issuer(line.text)]
    for line in lines:
        yield replace(line, issued=any(_issues(issuer.corners, line.corners) for issuer in issuers))


def _issues(small: Floats, letters: Floats) -> bool:
    """Whether a line small enough for a state's name stands right above or below the letters, in their middle."""
    box, other = _in_frame_of(letters, letters), _in_frame_of(letters, small)
    height, small_height = box[1, 1] - box[0, 1], other[1, 1] - other[0, 1]
    above, below = box[0, 1] - other[1, 1], other[0, 1] - box[1, 1]
    middle = (other[0, 0] + other[1, 0]) / 2
    return bool(
        small_height <= SMALL * height and max(above, below) <= CLOSE * height and box[0, 0] <= middle <= box[1, 0]
    )


def _right_under(upper: Floats, lower: Floats) -> bool:
    """Whether the second line stands right under the first, as high as it."""
    box, other = _in_frame_of(upper, upper), _in_frame_of(upper, lower)
    heights = sorted((box[1, 1] - box[0, 1], other[1, 1] - other[0, 1]))
    shared = min(box[1, 0], other[1, 0]) - max(box[0, 0], other[0, 0])
    narrower = min(box[1, 0] - box[0, 0], other[1, 0] - other[0, 0])
    gap = other[0, 1] - box[1, 1]
    return bool(
        heights[0] >= AS_HIGH * heights[1] and abs(gap) <= CLOSE * heights[1] and shared >= SHARED_WIDTH * narrower
    )


def _frame(corners: Floats) -> Floats:
    """The directions along a line and down from it, as the rows of a matrix."""
    along = corners[1] - corners[0]
    along = along / max(float(np.linalg.norm(along)), 1e-6)
    return np.array((along, (-along[1], along[0])), np.float32)


def _in_frame_of(line: Floats, corners: Floats) -> Floats:
    """The least and the largest coordinates of corners, along a line and down from it."""
    turned = corners @ _frame(line).T
    return np.array((turned.min(axis=0), turned.max(axis=0)), np.float32)


def _around(upper: Floats, lower: Floats) -> Floats:
    """The rectangle around two lines, as the first one lies."""
    (left, top), (right, bottom) = _in_frame_of(upper, np.concatenate((upper, lower)))
    box = np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32)
    return np.asarray(box @ _frame(upper), np.float32)
