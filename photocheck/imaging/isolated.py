"""Open photos in a process of its own: what parses the bytes of a file shares no memory with what judges it.

Back come pixels and what the file says, as plain data; see photocheck/isolation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

import numpy as np

from photocheck.imaging.facts import Fact
from photocheck.imaging.limits import Limits
from photocheck.imaging.metadata import Metadata
from photocheck.imaging.photo import Photo
from photocheck.imaging.photo_file import file_of_bytes
from photocheck.isolation.process import Decoders, Patience, Received
from photocheck.isolation.wire import Part

__all__ = ["IsolatedFile", "open_apart"]

COLOURS: Final = 3
# The other process is ended from here; its own limit, so many seconds later, is for the case that this one is gone.
LATER: Final = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class IsolatedFile:
    """A photo that another process has opened; like a PhotoFile, its pages are decoded one after the other."""

    source: str
    sha256: str
    metadata: Metadata
    taken_at: datetime | None
    _parts: Iterator[Received]

    def pages(self) -> Iterator[Photo]:
        """Receive one page after the other; raises what the pages of a PhotoFile raise. They come once."""
        for said, (pixels,) in self._parts:
            array = np.frombuffer(pixels, np.uint8).reshape(said["shape"])
            yield Photo(self.source, array, _metadata(said), self.sha256, int(said["page"]))


def open_apart(decoders: Decoders, data: bytes, name: str, limits: Limits) -> IsolatedFile:
    """Open a photo there; raises what `open_photo` raises, and PhotoDamaged where the process did not survive it."""
    parts = decoders.parts_of(
        photo_parts,
        data,
        name,
        replace(limits, seconds=limits.seconds + LATER),
        patience=Patience(limits.seconds, "open"),
        room=lambda said, sizes: _room(said, sizes, limits),
    )
    said, _ = next(parts)
    taken_at = None if said["taken_at"] is None else datetime.fromisoformat(str(said["taken_at"]))
    return IsolatedFile(name, hashlib.sha256(data).hexdigest(), _metadata(said), taken_at, parts)


def photo_parts(data: bytes, name: str, limits: Limits) -> Iterator[Part]:
    """What the other process does: say what the file says, then decode page by page."""
    opened = file_of_bytes(data, name, limits)
    taken_at = opened.taken_at
    yield {**_said(opened.metadata), "taken_at": None if taken_at is None else taken_at.isoformat()}, []
    for page in opened.pages():
        yield {**_said(page.metadata), "page": page.page, "shape": page.pixels.shape}, [page.pixels.reshape(-1).data]


def _said(metadata: Metadata) -> dict[str, Any]:
    return {"facts": [asdict(fact) for fact in metadata.facts]}


def _metadata(said: dict[str, Any]) -> Metadata:
    """What the file says, taken from the other process as text and numbers, whatever it sent."""
    return Metadata(
        tuple(
            Fact(
                kind=str(fact["kind"]),
                pattern=str(fact["pattern"]),
                value=str(fact["value"]),
                confidence=min(max(float(fact["confidence"]), 0.0), 1.0),
                shown=None if fact["shown"] is None else str(fact["shown"]),
                where=str(fact["where"]),
            )
            for fact in said["facts"]
        )
    )


def _room(said: dict[str, Any], sizes: Sequence[int], limits: Limits) -> list[memoryview]:
    """Room for the pixels of a page; ValueError where it says another size than it has, or a larger one than may be."""
    if "shape" not in said:
        if sizes:
            raise ValueError("pixels that belong to no page")
        return []
    height, width, colours = (int(side) for side in said["shape"])
    fits = min(height, width) > 0 and height * width <= limits.pixels and colours == COLOURS
    if not fits or list(sizes) != [height * width * colours]:
        raise ValueError("pixels of an impossible size")
    return [np.empty(height * width * colours, np.uint8).data]
