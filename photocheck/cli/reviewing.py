"""A run of `review`: get the photos and what was found in them, and put them on the desk until somebody stops it."""

from __future__ import annotations

import os
import secrets
import webbrowser
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.resources import allowance_of
from photocheck.batch.sources import STANDARD_INPUT, Source, find_photos
from photocheck.batch.task import BuildLooker, Plan, RealLooker, picture_of
from photocheck.cli.crew import Crew, crew_for
from photocheck.cli.endings import say
from photocheck.cli.free_names import FreeNames
from photocheck.cli.listening import address_of, listening, server_for, with_the_service
from photocheck.cli.progress import progress_for
from photocheck.cli.screening import BuildScreener
from photocheck.cli.stored import read_reports
from photocheck.domain.reports import PhotoReport
from photocheck.errors import ExitCode, Stopped, UsageError
from photocheck.inference.cores import available_cores
from photocheck.policy import Policy, load_policy

if TYPE_CHECKING:
    from fastapi import FastAPI

    from photocheck.service.settings import ServiceSettings

__all__ = ["ReviewRun", "run_review"]

RUNS: Final = frozenset({".json", ".jsonl"})
SQLITE: Final = b"SQLite format 3\0"

# A photo, what was found in it, and what it looks like where there is a picture.
Known = tuple[Source, PhotoReport, int | None]


@dataclass(frozen=True, slots=True)
class ReviewRun:
    """What was asked for on the command line."""

    paths: tuple[str, ...]
    audience: str
    channel: str
    policy: str
    register: str | None
    event: str | None
    to: str | None
    port: int
    no_browser: bool
    quiet: bool
    crew: Crew


def run_review(asked: ReviewRun, build: BuildScreener | None) -> ExitCode:
    """Open the desk, and keep it open until it is stopped; `build` replaces the real screener in tests.

    Raises UsageError, MissingExtra, ConfigurationError, PolicyError and ModelError.
    """
    policy = load_policy(asked.policy)
    policy.check(asked.audience, asked.channel)
    with with_the_service():
        from photocheck.service.settings import ServiceSettings  # noqa: PLC0415 - only there with the extra
    # Others may use this machine too, and what is on the desk is for whoever opened it.
    settings = ServiceSettings(port=asked.port, token=secrets.token_urlsafe(24), once=secrets.token_urlsafe(24))
    with listening(settings) as listener:
        known = list(_known(asked, build))
        if not known:
            say("There is no photo in what you named, so there is nothing to look at.")
            return ExitCode.NOT_CHECKED
        app = _desk(asked, policy, settings, known)
        address = address_of(settings, listener)
        say(f"The desk is at {address}?token={settings.token} (Ctrl-C stops it).")
        # A browser that runs already asks at once, and waits from here on.
        listener.listen()
        if not asked.no_browser:
            webbrowser.open(f"{address}?token={settings.once}")
        with suppress(KeyboardInterrupt):
            server_for(app, quiet=asked.quiet).run([listener])
    return ExitCode.CLEAN


def _known(asked: ReviewRun, build: BuildScreener | None) -> Iterator[Known]:
    for path in asked.paths:
        if path == STANDARD_INPUT:
            raise UsageError("The desk needs files that stay where they are.", "Name a run, a folder or photos.")
        if Path(path).is_file() and _starts_with(path, SQLITE):
            raise UsageError(
                f"“{path}” is a results store, which keeps no names of photos, so they cannot be shown.",
                f"Name their folder, and what the store knows is not looked at again: --store {path} FOLDER",
            )
    runs = [path for path in asked.paths if Path(path).suffix.lower() in RUNS]
    for path in runs:
        yield from _of_run(path, quiet=asked.quiet)
    others = [path for path in asked.paths if path not in runs]
    if others:
        yield from _of_photos(others, asked, build)


def _of_run(path: str, *, quiet: bool) -> Iterator[Known]:
    """The photos of a run: where they were when it was written, or beside it."""
    reports = read_reports(path)
    found = [_found_again(report.source, Path(path).parent) for report in reports]
    common = os.path.commonpath([Path(where).absolute().parent for where in found]) if found else ""
    with ThreadPoolExecutor() as pool, closing(progress_for(len(reports), quiet=quiet)) as progress:
        for report, where, picture in zip(reports, found, pool.map(picture_of, found), strict=True):
            progress.step(report.source)
            likeness = picture.likeness if picture is not None and picture.sha256 == report.sha256 else None
            below = os.path.relpath(where, common)
            yield Source(where, report.source, below=below), replace(report, verdicts=()), likeness


def _found_again(source: str, folder: Path) -> str:
    beside = folder / source
    return str(beside) if not Path(source).exists() and beside.exists() else source


def _of_photos(paths: Sequence[str], asked: ReviewRun, build: BuildScreener | None) -> Iterator[Known]:
    """Look at photos, or recall what was found in them before."""
    with ExitStack() as stack:
        found = stack.enter_context(find_photos(paths))
        if not found.photos:
            return
        runner = stack.enter_context(crew_for(asked.crew, found.photos, previews=True, reveal=False, build=build))
        progress = stack.enter_context(closing(progress_for(found.photos, quiet=asked.quiet)))
        checked = 0
        for source, screened in runner.run(found):
            checked += 1
            progress.step(source.name)
            yield source, screened.report, None if screened.preview is None else screened.preview.likeness
        if checked < found.photos:
            raise Stopped(
                f"Stopped: {checked} of {found.photos} photos were checked, so there is no desk yet.",
                "The same command carries on from here." if runner.store else None,
            )


def _desk(asked: ReviewRun, policy: Policy, settings: ServiceSettings, known: Sequence[Known]) -> FastAPI:
    from photocheck.service.desk.app import create_desk  # noqa: PLC0415 - only there with the extra
    from photocheck.service.desk.copies import Copies  # noqa: PLC0415
    from photocheck.service.desk.desk import Desk  # noqa: PLC0415
    from photocheck.service.desk.photos import DeskPhoto, in_bursts  # noqa: PLC0415

    numbered = list(enumerate(known, start=1))
    bursts = in_bursts({number: likeness for number, (_, _, likeness) in numbered})
    folder = _folder_of_copies(asked)
    names = FreeNames(folder, [])
    photos = [
        DeskPhoto(number, Path(str(source.photo)), report, _named(source, names), likeness, bursts.get(number, 0))
        for number, (source, report, likeness) in numbered
    ]
    desk = Desk(photos, policy, asked.audience, asked.channel, asked.register, asked.event)
    # Wrong now is better than wrong at the first decision.
    desk.opened_register()
    how: BuildLooker = RealLooker(asked.crew.reader)
    plan = Plan(how, available_cores())
    executor = ProcessExecutor(1, allowance_of(1, asked.crew.time_limit))
    return create_desk(settings, desk, Copies(desk, folder, executor, plan))


def _named(source: Source, names: FreeNames) -> Path:
    """Where a copy goes: what was named in several places may hold photos of one name."""
    below = Path(source.below)
    return names.name(str(below.with_suffix("")), below.suffix)


def _folder_of_copies(asked: ReviewRun) -> Path:
    if asked.to is not None:
        return Path(asked.to)
    first = Path(asked.paths[0]).resolve()
    return first.with_name(f"{first.stem}.redacted")


def _starts_with(path: str, beginning: bytes) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(beginning)) == beginning
    except OSError:
        return False
