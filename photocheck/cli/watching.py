"""A run of `watch`: take what was dropped, look at it, move it on, and wait for more."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import click

from photocheck.batch.found_again import note_folders
from photocheck.batch.running import Runner
from photocheck.batch.sources import Source
from photocheck.batch.watching import Delivery, DropFolder, wake_ups
from photocheck.cli.crew import Crew, crew_for
from photocheck.cli.endings import say
from photocheck.cli.screening import BuildScreener
from photocheck.consent.on_file import on_file
from photocheck.errors import ExitCode, OutputError, Stopped, UsageError, reason_of
from photocheck.policy import Policy, judged, load_policy
from photocheck.reports.words import printable

__all__ = ["WatchRun", "run_watch"]


@dataclass(frozen=True, slots=True)
class WatchRun:
    """What was asked for on the command line."""

    folder: Path
    out: Path | None
    quarantine: Path | None
    settle: float
    every: float
    once: bool
    policy: str
    audience: str
    channel: str
    register: str | None
    event: str | None
    quiet: bool
    crew: Crew

    @property
    def delivery(self) -> Delivery:
        """Where photos go."""
        name = self.folder.resolve().name
        out = self.out or self.folder.resolve().with_name(f"{name}-checked")
        return Delivery(self.folder, out, self.quarantine or self.folder.resolve().with_name(f"{name}-quarantine"))


def run_watch(asked: WatchRun, build: BuildScreener | None) -> ExitCode:
    """Watch until somebody stops it; `build` replaces the real screener in tests.

    Raises Stopped, and what building the screener and reading policy and register raise.
    """
    policy = load_policy(asked.policy)
    policy.check(asked.audience, asked.channel)
    if not asked.folder.is_dir():
        raise UsageError(f"There is no folder “{asked.folder}” to watch.", "Make it first.")
    delivery = asked.delivery
    delivery.prepare()
    dropped = DropFolder(asked.folder, asked.settle)
    # There may be any number of photos, so workers look at them.
    with crew_for(asked.crew, sys.maxsize, previews=False, reveal=False, build=build) as runner:
        if not asked.quiet:
            say(f"Watching “{asked.folder}”. Ctrl-C stops.")
        _take(asked, policy, delivery, runner, dropped.ready())
        for _ in wake_ups(asked.folder, asked.every, runner.stop):
            _take(asked, policy, delivery, runner, _looked_for(dropped, runner.stop))
            if asked.once and not dropped.waiting:
                return ExitCode.CLEAN
    raise Stopped("Stopped watching. What was not moved is looked at when the same command is started again.")


def _looked_for(dropped: DropFolder, stop: Event) -> Sequence[Path]:
    try:
        return dropped.ready()
    except OSError as error:
        # A network drive that went away comes back, or somebody reads this.
        say(f"The folder “{dropped.folder}” cannot be read just now: {reason_of(error)}.")
        stop.wait(10)
        return ()


def _take(asked: WatchRun, policy: Policy, delivery: Delivery, runner: Runner, ready: Sequence[Path]) -> None:
    """Look at files and move them on; one that cannot be moved stays, and is told of."""
    if not ready:
        return
    if runner.store is not None:
        note_folders(runner.store, map(str, (delivery.out, delivery.quarantine)))
    # Read anew each time: consent is given and withdrawn while the service runs.
    add_on_file = on_file(asked.register, asked.event)
    for source, screened in runner.run(Source(str(path), str(path)) for path in ready):
        report = judged(add_on_file(screened.report, source.photo), policy, asked.audience, asked.channel)
        try:
            target = delivery.move(Path(str(source.photo)), report)
        except OutputError as error:
            say(error.message, error.hint)
            continue
        if not asked.quiet:
            click.echo(f"{printable(source.name)}: {report.decision}, now {printable(str(target))}")
