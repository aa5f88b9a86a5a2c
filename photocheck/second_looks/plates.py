"""Number plates: text of a plate's form on something of a plate's shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from photocheck.second_looks.plate_places import plate_places
from photocheck.second_looks.plate_shape import plate_shape
from photocheck.second_looks.plate_text import UNLIKELY, WORD_FORM, likelihood, on_a_plate
from photocheck.second_looks.plate_writings import Writing, writings
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
# So many sides that end make a frame.
FRAME: Final = 3
# Where no plate is found, so many places that look like one from afar are read with this much of their surroundings,
# in heights, their letters about so many pixels high.
PLACES: Final = 2
WITH_AROUND: Final = 2.0
LETTERS: Final = 22.0
LARGEST: Final = 3.0
# A word on what may be a plate is read again, this many pixels high, with its surroundings: for a small line beside it.
WORD_HEIGHT: Final = 72.0
# So many lines close together are print.
PRINT: Final = 4

# What lies where text or a face was found is no plate.
TAKEN: Final = frozenset({"text", "face"})

Floats = NDArray[np.float32]


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
            yield from self._read_around(photo, place, LETTERS, reader)

    def _read_around(self, photo: Photo, place: Box, height: float, reader: Reader) -> Iterator[Finding]:
        """Text in a place and around it, which is enlarged until the place is so many pixels high."""
        flat = straightened(photo.pixels, _with_around(place, photo), min(LARGEST, height / max(place.height, 1.0)))
        for line in reader.read(flat.pixels):
            if line.text is not None:
                region, text = flat.in_photo(line.polygon), ReadText.secret(line.text)
                yield Finding("text", region, min(1.0, line.confidence), self.name, text=text, page=photo.page)

    def _among(self, photo: Photo, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Plates, and the findings that are none of their text."""
        plates: list[tuple[Writing, Finding]] = []
        taken: set[int] = set()
        in_print = _in_print(findings)
        for writing in writings(findings):
            if any(id(line) in taken or (id(line) in in_print and not writing.issued) for line in writing.lines):
                continue
            plate = self._plate(photo, writing)
            if plate is not None:
                plates.append((writing, plate))
                taken.update(id(line) for line in writing.lines)
        plates = _without_labels(plates)
        taken = {id(line) for writing, _ in plates for line in writing.lines}
        return [plate for _, plate in plates], [finding for finding in findings if id(finding) not in taken]

    def _plate(self, photo: Photo, writing: Writing) -> Finding | None:
        sure = likelihood(writing.text)
        if sure == UNLIKELY:
            return None
        shape = plate_shape(photo.pixels, writing.corners)
        sure += {4: ALL_SIDES, 3: THREE_SIDES}.get(shape.sides, 0.0)
        sure += BAND * shape.band + TIGHT * shape.tight + UNUSUAL_COLOUR * (not shape.usual)
        if not shape.clear:
            return None
        word_in_a_frame = likelihood(writing.text) == WORD_FORM and shape.sides >= FRAME
        if writing.issued or (word_in_a_frame and sure < REPORTED and self._is_issued(photo, writing)):
            sure += ISSUER
        if sure < REPORTED:
            return None
        return Finding(
            kind="number-plate",
            region=shape.outline,
            confidence=min(1.0, sure),
            detector=self.name,
            text=ReadText.secret(on_a_plate(writing.text)),
            page=photo.page,
        )

    def _is_issued(self, photo: Photo, writing: Writing) -> bool:
        """Whether a small line beside a word, which was not read at first, names the issuer of a plate."""
        place = writing.lines[0].box
        if self._reader is None or place is None:
            return False
        around = list(self._read_around(photo, place, WORD_HEIGHT, self._reader))
        return any(one.issued for one in writings([*writing.lines, *around]) if one.lines == writing.lines)


def _with_around(place: Box, photo: Photo) -> Floats:
    """The corners of a place with what is around it, as far as the photo goes."""
    around = place.expanded(WITH_AROUND * place.height).clipped(photo.width, photo.height)
    return np.array(around.corners, np.float32)


def _without_labels(plates: list[tuple[Writing, Finding]]) -> list[tuple[Writing, Finding]]:
    """Leave out mere words where there are several: those are labels of drawers, bins or folders."""
    words = [writing for writing, _ in plates if likelihood(writing.text) == WORD_FORM and not writing.issued]
    return plates if len(words) <= 1 else [pair for pair in plates if pair[0] not in words]


def _in_print(findings: Sequence[Finding]) -> set[int]:
    """Lines that stand among others like them: what looks like a plate there is a reference number."""
    blocks = text_blocks(lines_of(findings))
    return {id(line.finding) for block in blocks if len(block.lines) >= PRINT for line in block.lines}
