"""How far a run is, on standard error: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

import click

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

__all__ = ["Progress", "progress_for"]

# Seconds between two lines where there is no terminal, such as in a log.
EVERY: Final = 15.0
# Seconds between two changes of a bar; nobody sees more.
BETWEEN_DRAWINGS: Final = 0.05


NOTHING_TO_DO: Final = nullcontext()


class Progress(Protocol):
    """Is told of each photo, and steps aside while something else is printed."""

    def step(self, beside: object = "") -> None:
        """Count one photo more; what `beside` says of itself stands beside the bar."""
        ...

    def aside(self) -> AbstractContextManager[None]:
        """Leave the terminal to somebody else for a moment."""
        ...

    def close(self) -> None:
        """Leave no trace of a bar."""
        ...


class Silent:
    """Says nothing."""

    def step(self, beside: object = "") -> None:
        """Say nothing."""

    def aside(self) -> AbstractContextManager[None]:
        """Nothing is in the way."""
        return NOTHING_TO_DO

    def close(self) -> None:
        """Nothing is left."""


class Lines(Silent):
    """Prints a line now and then, for logs."""

    def __init__(self, photos: int) -> None:
        self._photos = photos
        self._done = 0
        self._began = self._last = monotonic()

    def step(self, beside: object = "") -> None:
        """Count the photo; print a line when the last one is some time ago."""
        self._done += 1
        now = monotonic()
        if now - self._last >= EVERY:
            self._last = now
            left = (self._photos - self._done) * (now - self._began) / self._done
            words = str(beside)
            what = f": {words}" if words else ""
            speed = _speed(self._done / (now - self._began))
            counts = f"{self._done} of {self._photos} photos checked"
            click.echo(f"photocheck: {counts}, {speed}, {_duration(left)} left{what}", err=True)


class Bar:
    """Draws a bar that goes away when all is done."""

    def __init__(self, photos: int) -> None:
        self._bar = _rich_bar()
        self._task = self._bar.add_task("Getting ready", total=photos)
        self._steps = 0
        self._drawn = 0.0
        self._away = False
        self._bar.start()

    def step(self, beside: object = "") -> None:
        """Let the bar grow by one, soon: drawing it takes longer than telling of a photo that is known."""
        from photocheck.reports.words import printable  # noqa: PLC0415

        self._steps += 1
        if monotonic() - self._drawn >= BETWEEN_DRAWINGS:
            if self._away:
                self._bar.start()
                self._away = False
            self._bar.update(self._task, description=printable(str(beside))[-60:], advance=self._steps)
            self._steps, self._drawn = 0, monotonic()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while a result is printed on the same terminal; it is back with a later photo."""
        if not self._away and sys.stdout.isatty():
            self._bar.stop()
            self._away = True
        yield

    def close(self) -> None:
        """Take the bar away for good."""
        self._bar.stop()


def progress_for(photos: int, *, quiet: bool) -> Progress:
    """Choose how to tell of so many photos."""
    if quiet:
        return Silent()
    if sys.stderr.isatty():
        return Bar(photos)
    return Lines(photos)


def _rich_bar() -> RichProgress:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Speed(ProgressColumn):
        """Photos a second, or a minute where they are slower."""

        def render(self, task: Task) -> Text:
            return Text("" if not task.speed else _speed(task.speed))

    return Progress(
        SpinnerColumn(),
        MofNCompleteColumn(),
        BarColumn(bar_width=20),
        Speed(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True, highlight=False, emoji=False),
        transient=True,
        # Photos come in bursts from several workers: a speed over the last minute is one that holds.
        speed_estimate_period=60.0,
    )


def _speed(photos_a_second: float) -> str:
    if photos_a_second >= 2:
        return f"{photos_a_second:.1f} a second"
    return f"{photos_a_second * 60:.0f} a minute"


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    return f"about {minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"about {minutes} min"
