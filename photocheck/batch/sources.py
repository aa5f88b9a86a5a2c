"""Which photos were named: files, folders, and `-` for what comes in on standard input."""

from __future__ import annotations

import os
import pickle
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import Final, NamedTuple, Self

from photocheck.batch.files import Entry, folder_id, is_folder, listed, opened
from photocheck.batch.ignoring import IGNORE_FILE, Ignoring, patterns_in
from photocheck.domain.verdicts import Problem
from photocheck.errors import reason_of
from photocheck.redaction.targets import REDACTED

__all__ = ["ANNOTATED", "OUTPUT_MARK", "STANDARD_INPUT", "Found", "Source", "find_photos"]

STANDARD_INPUT: Final = "-"

# How the names of annotated copies end; they are not checked again when they lie among the photos.
ANNOTATED: Final = ".annotated.png"
# A folder that holds this file holds copies that photocheck made.
OUTPUT_MARK: Final = ".photocheck-output"

# Videos are looked at as well, to be told that they cannot be checked; most are also known by their content.
VIDEO_SUFFIXES: Final = frozenset(
    {".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".mts", ".m2ts", ".mpg", ".wmv"}
)

# As much of a file as its kind shows in.
START_LENGTH: Final = 262
# The list of photos stays in memory up to so many bytes, and goes on on the disk.
IN_MEMORY: Final = 4_000_000
# So many photos are put into the list at once.
CHUNK: Final = 256


class Source(NamedTuple):
    """One photo to look at: where it is, what reports call it, and what stands in the way, if anything does.

    A tuple, since a run of thousands that are known already does little else than make them. `photo` is its path, or
    the bytes that came in on standard input. `below` is where a copy of it goes in a folder of copies: its place in the
    folder that was named, and below that folder's name where several were.
    """

    photo: str | bytes
    name: str
    problem: Problem | None = None
    below: str = ""


class Found:
    """The photos in the order in which they are looked at, and how much of what in the folders was passed over.

    The list of a million photos would fill the memory, so it is kept in a temporary file.
    """

    def __init__(self) -> None:
        self.photos = 0
        self.skipped: Counter[str] = Counter()
        self._list = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed in close
        self._chunks = 0
        self._last: list[Source] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the list up."""
        self._list.close()

    def __iter__(self) -> Iterator[Source]:
        """Yield the photos; one after another, not from two places at once."""
        self._list.seek(0)
        for _ in range(self._chunks):
            yield from map(Source._make, pickle.load(self._list))  # noqa: S301 - written by this very object
        yield from self._last

    def add(self, source: Source) -> None:
        """Put a photo at the end."""
        self._last.append(source)
        self.photos += 1
        if len(self._last) == CHUNK:
            pickle.dump([tuple(source) for source in self._last], self._list)
            self._chunks += 1
            self._last.clear()


def find_photos(paths: Sequence[str], *, copies: bool = False) -> Found:
    """List the photos behind these paths; folders are walked in alphabetical order, down to the last.

    Whatever was named is looked at, photo or not, and once. In a folder a file counts as a photo by its name's
    ending or by its first bytes; hidden files, copies that photocheck made, what a `.photocheckignore` names and
    what is no photo are counted as skipped, links to folders too. A folder that cannot be opened becomes a
    source with a problem. With `copies` those that photocheck made count as photos.

    Raises ConfigurationError for a `.photocheckignore` that cannot be read.
    """
    found = Found()
    try:
        _find(paths, found, _Walk(found.skipped, copies))
    except BaseException:
        found.close()
        raise
    return found


def _find(paths: Sequence[str], found: Found, walk: _Walk) -> None:
    labels: Counter[str] = Counter()
    for path in paths:
        if path == STANDARD_INPUT:
            found.add(Source(sys.stdin.buffer.read(), "standard input", below=_label(labels, "standard-input")))
        elif is_folder(path):
            label = _label(labels, PurePath(path).name or "photos") if len(paths) > 1 else ""
            for source in walk.photos(path, label):
                found.add(source)
        elif path not in walk.named:
            walk.named.add(path)
            found.add(Source(path, path, below=_label(labels, PurePath(path).name)))


def _label(taken: Counter[str], name: str) -> str:
    """The name, or the name with a number where it is taken."""
    taken[name] += 1
    path = PurePath(name)
    return name if taken[name] == 1 else _label(taken, f"{path.stem}-{taken[name]}{path.suffix}")


@dataclass(slots=True)
class _Walk:
    """Walks folders, none of them twice; `named` are the files that were named themselves.

    `copies` says that what photocheck made is looked at too.
    """

    skipped: Counter[str]
    copies: bool
    named: set[str] = field(default_factory=set)
    _seen: set[object] = field(default_factory=set)
    # A list instead of recursion: folders may lie deeper in one another than functions may call each other.
    _open: list[tuple[Iterator[Entry], Ignoring | None]] = field(default_factory=list)

    def photos(self, root: str, label: str) -> Iterator[Source]:
        """Yield the photos of a folder, and the folders in it that cannot be opened; copies go below the label."""
        yield from self._go_into(root)
        while self._open:
            entries, ignoring = self._open[-1]
            entry = next(entries, None)
            if entry is None:
                self._open.pop()
            elif why := (not self.copies and _own_copy(entry)) or _passed_over(entry, ignoring):
                self.skipped[why] += 1
            elif entry.folder:
                yield from self._go_into(entry.path)
            elif entry.path not in self.named:
                below = entry.path[len(root) :].lstrip("/\\")
                yield Source(entry.path, entry.path, below=os.path.join(label, below))  # noqa: PTH118 - as below

    def _go_into(self, folder: str) -> Iterator[Source]:
        """Make the folder the one that is walked; yield it where it cannot be opened."""
        try:
            identity = folder_id(folder)
            if identity in self._seen:
                return
            self._seen.add(identity)
            entries = listed(folder)
        except OSError as error:
            yield Source(folder, folder, _closed_folder(error))
            return
        names = {entry.name for entry in entries}
        if OUTPUT_MARK in names and self._open and not self.copies:
            self.skipped["folder of copies"] += 1
            return
        ignoring = self._open[-1][1] if self._open else None
        if IGNORE_FILE in names:
            ignoring = patterns_in(folder, next(entry.path for entry in entries if entry.name == IGNORE_FILE), ignoring)
        self._open.append((iter(entries), ignoring))


def _passed_over(entry: Entry, ignoring: Ignoring | None) -> str | None:
    """Why this is not looked at; None where it is."""
    if entry.name.startswith("."):
        return "hidden"
    if ignoring is not None and ignoring.covers(entry.path, folder=entry.folder):
        return "ignored"
    if entry.folder:
        return "link to a folder" if entry.linked else None
    if not entry.file and not entry.linked:
        return "no ordinary file"
    return None if _seems_a_photo(entry) else _ending(entry.name) or "without an ending"


def _own_copy(entry: Entry) -> str | None:
    """What kind of copy this is, where photocheck made it."""
    if entry.name.endswith(ANNOTATED):
        return "annotated copy"
    stem = entry.name if entry.folder else os.path.splitext(entry.name)[0]  # noqa: PTH122 - as below
    return "redacted copy" if stem.endswith(REDACTED) else None


def _ending(name: str) -> str:
    """The ending of a file's name; a Path would take ten times as long, which thousands of files add up."""
    return os.path.splitext(name)[1].lower()  # noqa: PTH122


def _seems_a_photo(entry: Entry) -> bool:
    """Whether the name or the first bytes are those of a photo, supported or not, or of a video."""
    from photocheck.imaging.formats import PHOTO_SUFFIXES, RAW_SUFFIXES  # noqa: PLC0415

    ending = _ending(entry.name)
    if ending in PHOTO_SUFFIXES or ending in RAW_SUFFIXES or ending in VIDEO_SUFFIXES:
        return True
    if not entry.file:
        return False
    import filetype  # noqa: PLC0415 - not needed for --help

    try:
        with opened(entry.path) as stream:
            mime = filetype.guess_mime(stream.read(START_LENGTH)) or ""
    except OSError:
        # It may be one: whoever opens it next says why that cannot be done.
        return True
    return mime.startswith(("image/", "video/"))


def _closed_folder(error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem("open", "This folder could not be opened: you have no permission.", "Ask whoever owns it.")
    reason = reason_of(error)
    return Problem("open", f"This folder could not be opened: {reason}.", "Copy it to this computer and try again.")
