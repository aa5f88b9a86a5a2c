"""Which photos are the same photo: the same bytes, looked at by the same detectors, under names that say the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import Final

from photocheck.batch.files import opened
from photocheck.detectors.file_names import name_in_file_name
from photocheck.imaging.formats import RAW_SUFFIXES
from photocheck.imaging.limits import Limits
from photocheck.plugins import DETECTOR_GROUP

__all__ = ["digest_of", "key_of"]

BLOCK: Final = 1 << 20


def digest_of(photo: str | bytes) -> str | None:
    """The sha256 of a photo's bytes; None where it cannot be read, or is too large to be looked at."""
    if isinstance(photo, bytes):
        return hashlib.sha256(photo).hexdigest()
    digest, left = hashlib.sha256(), Limits().size
    try:
        with opened(photo) as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
                left -= len(block)
                if left < 0:
                    return None
    except (OSError, ValueError):
        # Whoever looks at the photo says why it cannot be read.
        return None
    return digest.hexdigest()


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
