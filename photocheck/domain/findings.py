"""What a detector saw in a photo, and what a recogniser saw in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from photocheck.domain.geometry import Box, Polygon, Region
from photocheck.domain.text import ReadText

__all__ = ["CODE_KINDS", "FILE_KINDS", "KINDS", "MOSTLY_CODE", "OBJECT_KINDS", "Finding", "Match"]

# What may lie around text, faces and codes.
OBJECT_KINDS: Final = ("document", "screen", "whiteboard", "id-card", "number-plate")
CODE_KINDS: Final = ("qr-code", "barcode")
# What has this part of its area in codes is a poster or a label, no page: the code and the text tell all of it.
MOSTLY_CODE: Final = 0.2
# What the file itself gives away: these have no place in the picture.
FILE_KINDS: Final = ("location", "personal-metadata", "hidden-image")
# The kinds that photocheck's own detectors report; a plug-in may bring others.
KINDS: Final = ("face", "text", *OBJECT_KINDS, *CODE_KINDS, *FILE_KINDS)


@dataclass(frozen=True, slots=True)
class Match:
    """What a recogniser saw in a text: the pattern's id, and the part that matched."""

    pattern: str
    text: ReadText
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a detector saw: always with a confidence, never a certainty.

    `number` counts from 1 within a report (0: not numbered yet). `region` is None for what is in the
    file rather than in the picture. `text` is None when nothing could be read there. `inside` is the
    number of the smallest finding that contains this one. `page` counts from 1 in a file of several
    pages or frames.
    """

    kind: str
    region: Region | None
    confidence: float
    detector: str
    text: ReadText | None = None
    matches: tuple[Match, ...] = ()
    number: int = 0
    inside: int | None = None
    page: int = 1

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            msg = f"a confidence lies between 0 and 1, got {self.confidence}"
            raise ValueError(msg)

    @property
    def box(self) -> Box | None:
        """The upright box around it, or None where it has no place in the picture."""
        return None if self.region is None else self.region.box

    @property
    def polygon(self) -> Polygon | None:
        """Its outline, where one is known that is finer than the box."""
        return self.region if isinstance(self.region, Polygon) else None

    @property
    def patterns(self) -> frozenset[str]:
        """The ids of what was recognised in its text."""
        return frozenset(match.pattern for match in self.matches)
