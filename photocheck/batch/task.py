"""What a worker does with one photo, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport

__all__ = ["BuildLooker", "Job", "Looker", "Screened", "look_at", "looker", "real_looker"]


class Looker(Protocol):
    """Whatever can look at a photo: a Screener, or a stand-in."""

    def screen(self, photo: str | bytes, *, name: str | None = None) -> PhotoReport:
        """Look at one photo; a bad one gives a report with a Problem."""
        ...


# Builds a looker whose models may use this many cores; workers are sent its name, so it is no lambda.
BuildLooker = Callable[[int], Looker]


@dataclass(frozen=True, slots=True)
class Job:
    """One photo to look at, and how: small enough to be sent to another process or machine.

    `photo` is a path or the bytes of a file, `name` what reports call it. `preview` asks for the small picture too.
    """

    photo: str | bytes
    name: str
    build: BuildLooker
    threads: int
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Screened:
    """What a worker sends back: the report, and the small picture where one was asked for."""

    report: PhotoReport
    preview: Preview | None = None


def look_at(job: Job) -> Screened:
    """Look at one photo; the models are loaded for the first one in each process."""
    report = looker(job.build, job.threads).screen(job.photo, name=job.name)
    return Screened(report, _preview_of(job) if job.preview else None)


def real_looker(threads: int) -> Looker:
    """Build the real one, which loads the models; raises ModelError."""
    from photocheck.screener import Screener  # noqa: PLC0415 - heavy

    return Screener(threads=threads)


@lru_cache(maxsize=1)
def looker(build: BuildLooker, threads: int) -> Looker:
    """Build the looker of this process, once."""
    return build(threads)


def _preview_of(job: Job) -> Preview | None:
    from photocheck.imaging.previews import preview_of  # noqa: PLC0415 - heavy

    return preview_of(job.photo)
