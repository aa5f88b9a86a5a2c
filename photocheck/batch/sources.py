"""Which photos were named: files, folders, and `-` for what comes in on standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from photocheck.domain.verdicts import Problem

__all__ = ["ANNOTATED", "STANDARD_INPUT", "Found", "Source", "find_photos"]

STANDARD_INPUT: Final = "-"

# How the names of annotated copies end; they are not checked again when they lie among the photos.
ANNOTATED: Final = ".annotated.png"

# Videos are looked at as well, to be told that they cannot be checked; most are also known by their content.
VIDEO_SUFFIXES: Final = frozenset(
    {".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".mts", ".m2ts", ".mpg", ".wmv"}
)

# As much of a file as its kind shows in.
START_LENGTH: Final = 262


@dataclass(frozen=True, slots=True)
class Source:
    """One photo to look at: where it is, what reports call it, and what stands in the way, if anything does.

    `photo` is its path, or the bytes that came in on standard input.
    """

    photo: str | bytes
    name: str
    problem: Problem | None = None


@dataclass(slots=True)
class Found:
    """The photos in the order in which they are looked at, and what in the folders was passed over."""

    sources: list[Source] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def find_photos(paths: Iterable[str]) -> Found:
    """List the photos behind these paths; folders are walked in alphabetical order, down to the last.

    Whatever was named is looked at, photo or not. In a folder a file counts as a photo by its name's
    ending or by its first bytes; hidden files, copies that --annotate made and what is no photo
    are counted as skipped, links to folders too. A folder that cannot be opened becomes a source with a
    problem.
    """
    found = Found()
    seen: set[Source] = set()
    for path in paths:
        named: Iterable[Source]
        if path == STANDARD_INPUT:
            named = [Source(sys.stdin.buffer.read(), "standard input")]
        elif os.path.isdir(path):  # noqa: PTH112 - a Path would change what the user typed
            named = _walk(path, found.skipped)
        else:
            named = [Source(path, path)]
        for source in named:
            if source not in seen:
                seen.add(source)
                found.sources.append(source)
    return found


def _walk(folder: str, skipped: Counter[str]) -> Iterator[Source]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Source(folder, folder, _closed_folder(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            skipped["hidden"] += 1
        elif entry.name.endswith(ANNOTATED):
            skipped["annotated copy"] += 1
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, skipped)
        elif entry.is_dir():
            skipped["link to a folder"] += 1
        elif _seems_a_photo(entry):
            yield Source(entry.path, entry.path)
        else:
            skipped[Path(entry.name).suffix.lower() or "without an ending"] += 1


def _seems_a_photo(entry: os.DirEntry[str]) -> bool:
    """Whether the name or the first bytes are those of a photo, supported or not, or of a video."""
    import filetype  # noqa: PLC0415 - not needed for --help

    from photocheck.imaging.formats import PHOTO_SUFFIXES, RAW_SUFFIXES  # noqa: PLC0415

    if Path(entry.name).suffix.lower() in PHOTO_SUFFIXES | RAW_SUFFIXES | VIDEO_SUFFIXES:
        return True
    if not entry.is_file():
        return False
    try:
        with Path(entry.path).open("rb") as stream:
            mime = filetype.guess_mime(stream.read(START_LENGTH)) or ""
    except OSError:
        # It may be one: whoever opens it next says why that cannot be done.
        return True
    return mime.startswith(("image/", "video/"))


def _closed_folder(error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem("open", "This folder could not be opened: you have no permission.", "Ask whoever owns it.")
    reason = (error.strerror or str(error)).lower()
    return Problem("open", f"This folder could not be opened: {reason}.", "Copy it to this computer and try again.")
