"""Photos as the register knows them: by their content, and by what they look like."""

from __future__ import annotations

from pathlib import PurePath

from photocheck.consent.records import Link, LinkKind
from photocheck.imaging.likeness import hashes_of_copy, hashes_of_original
from photocheck.imaging.opening import open_photo
from photocheck.imaging.photo import Photo
from photocheck.imaging.previews import shrunk

__all__ = ["link_to", "look_for", "photo_link"]

# Pixels of the longer side: hashes look at 8 by 8 frequencies, so more gains nothing.
SIDE = 512


def photo_link(path: str) -> Link:
    """Link a photo by its content, with the hashes by which its copies are found.

    Raises PhotoError where it cannot be opened.
    """
    return link_to(next(open_photo(path).pages()))


def link_to(page: Photo) -> Link:
    """The same for a photo that is open already; `page` is its first."""
    name = PurePath(page.source.replace("\\", "/")).name
    return Link(LinkKind.PHOTO, page.sha256, name, hashes=hashes_of_original(shrunk(page.pixels, SIDE)))


def look_for(path: str) -> tuple[str, tuple[int, ...]]:
    """The sha256 of a photo and the hashes to look for among those of linked photos; raises PhotoError."""
    opened = open_photo(path)
    page = next(opened.pages())
    return opened.sha256, hashes_of_copy(shrunk(page.pixels, SIDE))
