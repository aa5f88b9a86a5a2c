"""The photos that come on the desk: from a run that was written, from a results store, or looked at now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from photocheck.batch.found_again import Missed, find_again, note_folders, recalled
from photocheck.batch.memory import Memory
from photocheck.batch.sources import STANDARD_INPUT, Source, find_photos
from photocheck.batch.store_file import is_store
from photocheck.batch.task import picture_of
from photocheck.cli.crew import Crew, crew_for, store_at
from photocheck.cli.endings import say
from photocheck.cli.progress import progress_for
from photocheck.cli.screening import BuildScreener
from photocheck.cli.stored import read_reports
from photocheck.domain.reports import PhotoReport
from photocheck.errors import Stopped, UsageError

__all__ = ["Known", "photos_for"]

RUNS: Final = frozenset({".json", ".jsonl"})

# A photo, what was found in it, and what it looks like where there is a picture.
Known = tuple[Source, PhotoReport, int | None]


def photos_for(paths: Sequence[str], crew: Crew, build: BuildScreener | None, *, quiet: bool) -> Iterator[Known]:
    """Yield the photos of runs and stores, then those that were named; `build` replaces the real screener in tests.

    Raises UsageError, Stopped, and what looking at photos raises.
    """
    if STANDARD_INPUT in paths:
        raise UsageError("The desk needs files that stay where they are.", "Name a run, a folder or photos.")
    runs = [path for path in paths if Path(path).suffix.lower() in RUNS]
    stores = [path for path in paths if path not in runs and is_store(path)]
    for path in runs:
        yield from _of_run(path, quiet=quiet)
    for path in stores:
        yield from _of_store(path, crew, build, quiet=quiet)
    others = [path for path in paths if path not in {*runs, *stores}]
    if others:
        yield from _of_photos(others, crew, build, quiet=quiet)


def _of_run(path: str, *, quiet: bool) -> Iterator[Known]:
    """The photos of a run: where they were when it was written, or beside it."""
    reports = read_reports(path)
    found = [_beside(report.source, Path(path).parent) for report in reports]
    common = os.path.commonpath([Path(where).absolute().parent for where in found]) if found else ""
    with ThreadPoolExecutor() as pool, closing(progress_for(len(reports), quiet=quiet)) as progress:
        for report, where, picture in zip(reports, found, pool.map(picture_of, found), strict=True):
            progress.step(report.source)
            likeness = picture.likeness if picture is not None and picture.sha256 == report.sha256 else None
            below = os.path.relpath(where, common)
            yield Source(where, report.source, below=below), replace(report, verdicts=()), likeness


def _beside(source: str, folder: Path) -> str:
    beside = folder / source
    return str(beside) if not Path(source).exists() and beside.exists() else source


def _of_store(path: str, crew: Crew, build: BuildScreener | None, *, quiet: bool) -> Iterator[Known]:
    """The photos that a store knows, where they were checked; nothing is looked at."""
    if crew.fresh:
        raise UsageError(
            f"“{path}” is a results store, and --fresh asks for what is in no store.",
            "Name a folder of photos instead.",
        )

    def refuse(message: str, _: str) -> NoReturn:
        raise UsageError(message, "Name a folder of photos instead.")

    missed, shown = Missed(), 0
    with store_at(Path(path), crew, build, refuse) as store, find_again(store) as found:
        progress = progress_for(found.photos, quiet=quiet)
        with closing(progress):
            for source, report in recalled(store, found, missed):
                progress.step(source.name)
                if report is not None:
                    shown += 1
                    picture = picture_of(source.photo)
                    alike = picture is not None and picture.sha256 == report.sha256
                    yield source, report, picture.likeness if picture is not None and alike else None
        _say_what_is_missed(path, shown, missed, any_folder=bool(store.folders()))


def _say_what_is_missed(path: str, shown: int, missed: Missed, *, any_folder: bool) -> None:
    if not any_folder:
        say(
            f"“{path}” does not know yet in which folders photos were checked.",
            f"Check a folder once more, which takes moments: photocheck check --store {path} FOLDER",
        )
        return
    why = {
        "new or changed since they were checked": missed.changed,
        "without a result by this version of photocheck and this --reader": missed.unknown,
        "no longer where they were checked": missed.gone,
        "in folders that cannot be opened": missed.closed,
    }
    counted = [f"{number} {words}" for words, number in why.items() if number]
    if counted:
        say(
            f"{shown} photos of “{path}” are on the desk. Not there: {', '.join(counted)}.",
            "To have those too, name their folder instead of the store." if missed.changed or missed.unknown else None,
        )


def _of_photos(paths: Sequence[str], crew: Crew, build: BuildScreener | None, *, quiet: bool) -> Iterator[Known]:
    """Look at photos, or recall what was found in them before."""
    with ExitStack() as stack:
        found = stack.enter_context(find_photos(paths))
        if not found.photos:
            return
        runner = stack.enter_context(crew_for(crew, found.photos, previews=True, reveal=False, build=build))
        memory = None
        if runner.store is not None:
            note_folders(runner.store, paths)
            memory = Memory(runner.store, None, reread=crew.reread)
        progress = stack.enter_context(closing(progress_for(found.photos, quiet=quiet)))
        checked = 0
        for source, screened in runner.run(found, memory):
            checked += 1
            progress.step(source.name)
            yield source, screened.report, None if screened.preview is None else screened.preview.likeness
        if checked < found.photos:
            raise Stopped(
                f"Stopped: {checked} of {found.photos} photos were checked, so there is no desk yet.",
                "The same command carries on from here." if runner.store else None,
            )
