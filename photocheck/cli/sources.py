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

# What a folder is searched for. Photos that are not supported (RAW, video) are told of, not passed over.
PHOTO_SUFFIXES: Final = frozenset(
    f".{ending}"
    for ending in (
        *("jpg", "jpeg", "jpe", "jfif", "jp2", "jxl", "png", "apng", "webp", "tif", "tiff", "gif", "bmp", "dib"),
        *("heic", "heif", "hif", "avif", "ico", "psd"),
        *("raw", "dng", "cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "srf", "orf", "rw2", "raf", "pef", "srw"),
        *("rwl", "3fr", "iiq", "x3f", "erf"),
        *("mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp", "mts", "m2ts", "mpg", "mpeg", "wmv"),
    )
)

# How photos begin, for files whose name says nothing or something else: JPEG, PNG, GIF, TIFF.
PHOTO_STARTS: Final = (
    *(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"),
    *(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
)
START_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Source:
    """One photo to look at: where it is, what reports call it, and what stands in the way, if anything does."""

    path: str | None
    name: str
    problem: Problem | None = None

    def read(self) -> str | bytes:
        """What the screener is given: the path, or the bytes that came in on standard input."""
        return sys.stdin.buffer.read() if self.path is None else self.path


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
            named = [Source(None, "standard input")]
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
    if Path(entry.name).suffix.lower() in PHOTO_SUFFIXES:
        return True
    if not entry.is_file():
        return False
    try:
        with Path(entry.path).open("rb") as stream:
            start = stream.read(START_LENGTH)
    except OSError:
        # It may be one: whoever opens it next says why that cannot be done.
        return True
    return start.startswith(PHOTO_STARTS) or _is_webp(start) or start[4:8] == b"ftyp" or _is_bitmap(start)


def _is_webp(start: bytes) -> bool:
    return start.startswith(b"RIFF") and start[8:12] == b"WEBP"


def _is_bitmap(start: bytes) -> bool:
    """BM alone begins many a text; a bitmap's two reserved fields are zero."""
    return start.startswith(b"BM") and start[6:10] == b"\0\0\0\0"


def _closed_folder(error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem("open", "This folder could not be opened: you have no permission.", "Ask whoever owns it.")
    reason = (error.strerror or str(error)).lower()
    return Problem("open", f"This folder could not be opened: {reason}.", "Copy it to this computer and try again.")
