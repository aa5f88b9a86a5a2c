"""A small picture of a photo, for reports that show one beside what was found."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Preview"]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first page of a photo made small: upright, with nothing hidden in it.

    `jpeg` is the file, `width` and `height` its pixels. `likeness` has 64 bits, of which photos that look
    alike share nearly all.
    """

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    likeness: int
