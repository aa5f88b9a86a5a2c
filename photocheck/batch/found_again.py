"""In which folders photos were checked, and those photos found there again that a store knows; nothing is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from photocheck.batch.file_states import place_of
from photocheck.batch.files import is_folder, is_remote, listed
from photocheck.batch.identity import Identity, identified
from photocheck.batch.sources import STANDARD_INPUT, Found, Source, find_photos
from photocheck.batch.store import Store
from photocheck.domain.reports import PhotoReport

__all__ = ["Missed", "find_again", "note_folders", "recalled"]

# The store is asked for so many photos at once.
AT_ONCE: Final = 256


@dataclass(slots=True)
class Missed:
    """Why photos are not among those that were found again, and how many each.

    `changed` are new or not as they were, `unknown` are as they were but nothing that this photocheck found is
    remembered, `gone` were checked and are at no place that was searched, `closed` are folders that cannot be opened.
    """

    changed: int = 0
    unknown: int = 0
    gone: int = 0
    closed: int = 0


def note_folders(store: Store, paths: Iterable[str]) -> None:
    """Remember the folders of what was named: each that is walked, and that in which a single file lies.

    An address elsewhere is not remembered, since it may hold a password.
    """
    folders: dict[str, bool] = {}
    for path in paths:
        if path == STANDARD_INPUT or is_remote(path):
            continue
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - what links lead to may be another place tomorrow
        walked = absolute.is_dir()
        folder = absolute if walked else absolute.parent
        if folder.is_dir():
            folders[str(folder)] = walked or folders.get(str(folder), False)
    store.note_folders(folders)


def find_again(store: Store) -> Found:
    """List the photos where photos were checked: all in folders that were walked, elsewhere those that were checked.

    Raises ConfigurationError for a `.photocheckignore` that cannot be read.
    """
    folders = store.folders()
    there = [folder for folder in folders if is_folder(folder)]
    # Whoever asks about a store asks about its folders.
    store.note_folders({folder: folders[folder] for folder in there})
    single = [path for folder in there if not folders[folder] for path in _checked_in(folder, store)]
    # Files first: what was named is not found a second time by walking.
    return find_photos([*single, *(folder for folder in there if folders[folder])])


def recalled(store: Store, found: Found, missed: Missed) -> Iterator[tuple[Source, PhotoReport | None]]:
    """Yield each photo with what the store knows of it, by its bytes; at the end `missed` says what is missing."""
    known = 0
    coming = iter(found)
    with ThreadPoolExecutor() as pool:
        while some := list(islice(coming, AT_ONCE)):
            digests = store.digests([place_of(str(source.photo)) for source in some])
            known += len(digests)
            identities = pool.map(identified, [source.photo for source in some])
            for source, identity in zip(some, identities, strict=True):
                report = _report(store, source, identity)
                if source.problem is not None:
                    missed.closed += 1
                elif report is None and identity.digest == digests.get(place_of(str(source.photo)), "unread"):
                    missed.unknown += 1
                elif report is None:
                    missed.changed += 1
                yield source, report
    missed.gone = store.count_files() - known


def _report(store: Store, source: Source, identity: Identity) -> PhotoReport | None:
    if identity.digest is None:
        return None
    return store.recall(store.key(identity.digest, source.name), identity.digest, source.name)


def _checked_in(folder: str, store: Store) -> Sequence[str]:
    """The files in this folder itself that were checked."""
    try:
        paths = {place_of(entry.path): entry.path for entry in listed(folder) if entry.file}
    except OSError:
        return ()
    known = store.digests(list(paths))
    return [path for place, path in paths.items() if place in known]
