"""Make the archive copy of a photo: all of the original, and the fields that say which consent there was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np

from photocheck.consent.archive import Release, properties
from photocheck.errors import PhotoError
from photocheck.imaging.opening import open_photo
from photocheck.imaging.photo_file import PhotoFile
from photocheck.imaging.xmp_embedding import embedded
from photocheck.imaging.xmp_packing import packed, parsed
from photocheck.isolation import decoders_in_force
from photocheck.isolation.process import Patience, room_for_one
from photocheck.isolation.wire import Part
from photocheck.writing import write_whole

__all__ = ["SIDECAR", "ArchiveCopy", "archive_copy"]

# Where a format has no place for the fields, they lie in a file beside the copy, as other archives do it.
SIDECAR: Final = ".xmp"
# Every page is decoded twice, to prove that nothing in it has changed.
PATIENCE: Final = Patience(240.0, "copy")
# No copy is larger.
ROOM: Final = room_for_one(300_000_000)


@dataclass(frozen=True, slots=True)
class ArchiveCopy:
    """The bytes of a copy, and those of the file beside it where the fields have no place in it."""

    data: bytes
    beside: bytes | None = None

    def write(self, target: Path) -> None:
        """Write it to this path, in place of an earlier copy; raises OutputError."""
        sidecar = target.with_name(target.name + SIDECAR)
        if self.beside is not None:
            write_whole(sidecar, self.beside)
        write_whole(target, self.data)
        if self.beside is None:
            sidecar.unlink(missing_ok=True)


def archive_copy(data: bytes, release: Release) -> ArchiveCopy:
    """The copy of a photo whose file has these bytes, in a process of its own where photocheck.isolation is in force.

    Raises PhotoError where the photo cannot be read, or what it says already cannot be kept.
    """
    decoders = decoders_in_force()
    if decoders is None:
        return _made_here(data, release)
    (said, (content,)), *_ = decoders.parts_of(copy_parts, data, release, patience=PATIENCE, room=ROOM)
    return ArchiveCopy(data, bytes(content)) if said["beside"] else ArchiveCopy(bytes(content))


def copy_parts(data: bytes, release: Release) -> Iterator[Part]:
    """What the other process does: make the copy, and send what is new about it."""
    made = _made_here(data, release)
    yield {"beside": made.beside is not None}, [made.data if made.beside is None else made.beside]


def _made_here(data: bytes, release: Release) -> ArchiveCopy:
    photo = open_photo(data)
    assert isinstance(photo, PhotoFile)  # noqa: S101 - nothing is opened apart from here
    page = next(photo.pages())
    before = parsed(photo.xmp)
    packet = packed(before, properties(release, photo.orientation, (page.width, page.height), before))
    try:
        copy = embedded(data, packet, photo.kind)
        pairs = zip_longest(photo.pages(), open_photo(copy).pages())
        same = all(
            one is not None and other is not None and np.array_equal(one.pixels, other.pixels) for one, other in pairs
        )
    except PhotoError:
        same = False
    return ArchiveCopy(copy) if same else ArchiveCopy(data, packet)
