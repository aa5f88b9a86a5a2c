"""A printed card with a consent's reference: photographed first, it says whom the shots after it belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

__all__ = ["PREFIX", "Shot", "belonging", "reference_on", "slate_content"]

# What the code on a card begins with; `photocheck.detectors.code_content` knows it too.
PREFIX: Final = "photocheck-consent:"


def slate_content(reference: str) -> str:
    """What the code on the card of this reference holds."""
    return f"{PREFIX}{reference}"


def reference_on(content: str) -> str | None:
    """The reference that a code holds; None where it is no card's."""
    text = content.strip()
    return text[len(PREFIX) :].strip() or None if text.lower().startswith(PREFIX) else None


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo of a shoot: when it was taken, by the camera's clock, and whose card is on it, if one is."""

    path: str
    taken_at: datetime | None
    slate: str | None = None


def belonging(shots: Iterable[Shot]) -> Iterator[tuple[Shot, str | None]]:
    """Say of each shot whose it is, in the order in which they were taken.

    A shot belongs to the card that was photographed last before it, and the card's own shot to nobody; None for what
    was taken before any card, or when the file does not say. Shots of the same moment go by name.
    """
    timed = sorted((shot for shot in shots if shot.taken_at is not None), key=lambda shot: (shot.taken_at, shot.path))
    current: str | None = None
    for shot in timed:
        current = shot.slate or current
        yield shot, None if shot.slate else current
    for shot in shots:
        if shot.taken_at is None:
            yield shot, None
