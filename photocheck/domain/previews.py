"""A small picture of a photo, for reports that show one beside what was found."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Preview"]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first page of a photo made small, upright.

    `jpeg` is the file, `width` and `height` its pixels; None where it may not be shown. As it comes from
    imaging it has nothing hidden in it; reports are given what `redaction.previews` makes of it. `likeness`
    has 64 bits, of which photos that look alike share nearly all. `sha256` is that of the photo's file.
    """

    jpeg: bytes | None = field(repr=False)
    width: int
    height: int
    likeness: int
    sha256: str
