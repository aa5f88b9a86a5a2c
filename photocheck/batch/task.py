"""What a worker does with one photo, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from photocheck.batch.files import fetched
from photocheck.batch.settling import settled
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport

__all__ = [
    "BuildLooker",
    "Job",
    "Looker",
    "Plan",
    "RealLooker",
    "Screened",
    "get_ready",
    "look_at",
    "looker",
    "picture_of",
]


class Looker(Protocol):
    """Whatever can look at a photo: a Screener, or a stand-in."""

    def screen(self, photo: str | bytes, *, name: str | None = None, thorough: bool = False) -> PhotoReport:
        """Look at one photo, at a copy thoroughly; a bad one gives a report with a Problem."""
        ...


# Builds a looker whose models may use this many cores; workers are sent its name, so it is no lambda.
BuildLooker = Callable[[int], Looker]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the photos of a run are looked at.

    `build` makes the looker in each worker, whose models may use `threads` cores; `previews` asks for small
    pictures too.
    """

    build: BuildLooker
    threads: int
    previews: bool = False

    def get_ready(self) -> None:
        """Load the models of this process before there is a photo; raises ModelError."""
        looker(self.build, self.threads)


@dataclass(frozen=True, slots=True)
class Job:
    """One photo to look at: small enough to be sent to another process or machine.

    `photo` is a path or the bytes of a file, `name` what reports call it.
    """

    photo: str | bytes
    name: str
    plan: Plan

    def get_ready(self) -> None:
        """Load the models before the time of the photo begins; raises ModelError."""
        self.plan.get_ready()


@dataclass(frozen=True, slots=True)
class Screened:
    """What a worker sends back: the report, not judged yet, and the small picture where one was asked for."""

    report: PhotoReport
    preview: Preview | None = None


def get_ready(plan: Plan) -> None:
    """Load the models of this process before there is a photo; raises ModelError."""
    plan.get_ready()


def look_at(job: Job) -> Screened:
    """Look at one photo; the models are loaded for the first one in each process."""
    plan, photo = job.plan, fetched(job.photo)
    report = looker(plan.build, plan.threads).screen(photo, name=job.name)
    return Screened(settled(report), picture_of(photo) if plan.previews else None)


def picture_of(photo: str | bytes) -> Preview | None:
    """Make the small picture of a photo that needs no more, since what is in it is known."""
    from photocheck.imaging.previews import preview_of  # noqa: PLC0415 - heavy

    return preview_of(fetched(photo))


@dataclass(frozen=True, slots=True)
class RealLooker:
    """Builds the real one, which loads the models; `reader` says who reads straightened pages.

    Raises ModelError, and MissingExtra where the reader is not installed.
    """

    reader: str

    def __call__(self, threads: int) -> Looker:
        """Build it."""
        from photocheck.isolation import isolate  # noqa: PLC0415 - only where photos are looked at
        from photocheck.screener import Screener  # noqa: PLC0415 - heavy

        # It gets ready while the models are loaded.
        isolate(at_once=True)
        return Screener(threads=threads, reader=self.reader)


@lru_cache(maxsize=1)
def looker(build: BuildLooker, threads: int) -> Looker:
    """Build the looker of this process, once."""
    return build(threads)
