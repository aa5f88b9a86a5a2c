"""A run of `review`: get the photos and what was found in them, and put them on the desk until somebody stops it."""

from __future__ import annotations

import secrets
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.resources import allowance_of
from photocheck.batch.sources import Source
from photocheck.batch.store_file import is_store
from photocheck.batch.task import BuildLooker, Plan, RealLooker
from photocheck.cli.crew import Crew
from photocheck.cli.desk_photos import Known, photos_for
from photocheck.cli.endings import say
from photocheck.cli.free_names import FreeNames
from photocheck.cli.listening import address_of, listening, server_for, with_the_service
from photocheck.cli.screening import BuildScreener
from photocheck.errors import ExitCode
from photocheck.inference.cores import available_cores
from photocheck.policy import Policy, load_policy

if TYPE_CHECKING:
    from fastapi import FastAPI

    from photocheck.service.settings import ServiceSettings

__all__ = ["ReviewRun", "run_review"]


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
        known = list(photos_for(asked.paths, asked.crew, build, quiet=asked.quiet))
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


def _desk(asked: ReviewRun, policy: Policy, settings: ServiceSettings, known: Sequence[Known]) -> FastAPI:
    from photocheck.service.desk.app import create_desk  # noqa: PLC0415 - only there with the extra
    from photocheck.service.desk.copies import Copies  # noqa: PLC0415
    from photocheck.service.desk.desk import Desk  # noqa: PLC0415
    from photocheck.service.desk.photos import DeskPhoto, in_bursts  # noqa: PLC0415

    numbered = list(enumerate(known, start=1))
    bursts = in_bursts({number: likeness for number, (_, _, likeness) in numbered})
    folder = _folder_of_copies(asked, known)
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


def _folder_of_copies(asked: ReviewRun, known: Sequence[Known]) -> Path:
    if asked.to is not None:
        return Path(asked.to)
    # A store lies among caches, where nobody looks for copies.
    first = asked.paths[0] if not is_store(asked.paths[0]) else Path(str(known[0][0].photo)).parent
    beside = Path(first).resolve()
    return beside.with_name(f"{beside.stem}.redacted")
