"""Which photos are the same photo: the same bytes, looked at by the same detectors, under names that say the same."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import Final

from photocheck.batch.file_states import now, state_while_read
from photocheck.batch.files import is_remote, opened
from photocheck.detectors.file_names import name_in_file_name
from photocheck.imaging.formats import RAW_SUFFIXES
from photocheck.imaging.limits import Limits
from photocheck.plugins import DETECTOR_GROUP

__all__ = ["Identity", "identified", "key_of"]

BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Identity:
    """The sha256 of a photo's bytes; None where it cannot be read, or is too large to be looked at.

    `state` is that of the file while it was read, by which it is known again; None where nothing may be relied on.
    """

    digest: str | None = None
    state: str | None = None


def identified(photo: str | bytes) -> Identity:
    """Read a photo to see which it is."""
    if isinstance(photo, bytes):
        return Identity(hashlib.sha256(photo).hexdigest())
    digest, left = hashlib.sha256(), Limits().size
    state, began = None, now()
    try:
        with opened(photo) as stream:
            before = None if is_remote(photo) else os.fstat(stream.fileno())
            while block := stream.read(BLOCK):
                digest.update(block)
                left -= len(block)
                if left < 0:
                    return Identity()
            if before is not None:
                state = state_while_read(before, os.fstat(stream.fileno()), began)
    except (OSError, ValueError):
        # Whoever looks at the photo says why it cannot be read.
        return Identity()
    return Identity(digest.hexdigest(), state)


def key_of(digest: str, name: str, made_with: str) -> bytes:
    """The word under which the report of these bytes is kept, when they are called this."""
    return hashlib.sha256(f"{digest} {made_with} {_clue(name)}".encode(errors="surrogateescape")).digest()


def _clue(name: str) -> str:
    """What in the name has a say in what is found: "IMG_1.jpg" and "IMG_2.jpg" are the same photo."""
    path = PurePath(name)
    if _has_plugins():
        # A detector of somebody else's may look at the whole name.
        return path.name
    return f"{name_in_file_name(name) or ''} {path.suffix.lower() in RAW_SUFFIXES}"


@cache
def _has_plugins() -> bool:
    return bool(entry_points(group=DETECTOR_GROUP))
