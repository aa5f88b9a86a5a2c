"""Screen one photo: open, detect, look again, recognise, relate, judge. Everything else stands around this."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from photocheck.detectors.interface import Detector, ThoroughDetector
from photocheck.domain.containment import number_and_relate
from photocheck.domain.findings import Finding
from photocheck.domain.readers import DEFAULT_READER
from photocheck.domain.redactions import Redaction
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Problem
from photocheck.errors import PhotoError
from photocheck.imaging.limits import Limits
from photocheck.imaging.opening import PhotoSource, open_photo
from photocheck.imaging.photo import Photo
from photocheck.inference.cores import available_cores
from photocheck.plugins import detectors as detector_plugins
from photocheck.plugins import second_looks as second_look_plugins
from photocheck.policy import Policy, judged, load_policy
from photocheck.recognisers import models as recogniser_models
from photocheck.recognisers import recognise
from photocheck.second_looks.interface import SecondLook, Setup
from photocheck.version import __version__

__all__ = ["Screener", "built_in_detectors"]

logger = logging.getLogger(__name__)


def built_in_detectors(threads: int) -> tuple[Detector, ...]:
    """Build every detector that is installed, each with this many threads for its model.

    Raises ModelError when a model is missing or damaged.
    """
    return tuple(plugin.load()(threads=threads) for plugin in detector_plugins())


def built_in_second_looks(setup: Setup) -> tuple[SecondLook, ...]:
    """Build every second look that is installed, in the order in which they run.

    Raises ModelError when a model is missing or damaged, and MissingExtra where the setup names a reader
    that is not installed.
    """
    return tuple(plugin.load()(setup) for plugin in second_look_plugins())


class Screener:
    """Looks at photos: built once (that loads the models), then called from any number of threads.

    `policy` is a built-in policy's name, a policy file, or a Policy; `audience` and `channel` are what
    photos are judged for unless a call says otherwise. `threads` is how many cores a model may use,
    all by default. `reader` says who reads pages again once they are straightened: "rapidocr", "tesseract"
    (where that program is installed) or "both". `detectors` replaces the built-in ones, and `second_looks`
    those that follow them; where only `detectors` is given, nothing follows.

    Raises PolicyError, UsageError (no such audience, channel or reader), MissingExtra (the reader is not
    installed) and ModelError while it is built.
    """

    def __init__(
        self,
        *,
        policy: str | Path | Policy = "whatsapp",
        audience: str = "colleagues",
        channel: str = "whatsapp",
        limits: Limits | None = None,
        threads: int | None = None,
        reader: str = DEFAULT_READER,
        detectors: Sequence[Detector] | None = None,
        second_looks: Sequence[SecondLook] | None = None,
    ) -> None:
        self.policy = policy if isinstance(policy, Policy) else load_policy(policy)
        self.policy.check(audience, channel)
        self.audience = audience
        self.channel = channel
        self._limits = Limits() if limits is None else limits
        threads = available_cores() if threads is None else threads
        if second_looks is None:
            second_looks = built_in_second_looks(Setup(threads, reader)) if detectors is None else ()
        self._second_looks = tuple(second_looks)
        self._detectors = built_in_detectors(threads) if detectors is None else tuple(detectors)
        # Detectors of one photo look at it side by side, where there are cores for that; the engines let go of Python's
        # lock meanwhile. In a worker with one core they would only be in one another's way.
        abreast = max(1, len(self._detectors)) if threads > 1 else 1
        self._pool = ThreadPoolExecutor(abreast, thread_name_prefix="photocheck")
        # Photos that are awaited; threads start when there is the first.
        self._awaited = ThreadPoolExecutor(available_cores(), thread_name_prefix="photocheck-awaited")

    @property
    def models(self) -> Mapping[str, str]:
        """Each model's name and version, as reports name them."""
        parts: tuple[Detector | SecondLook, ...] = (*self._detectors, *self._second_looks)
        return {name: version for part in parts for name, version in part.models.items()} | {**recogniser_models()}

    def screen(
        self,
        photo: PhotoSource,
        *,
        name: str | None = None,
        audience: str | None = None,
        channel: str | None = None,
        thorough: bool = False,
    ) -> PhotoReport:
        """Look at one photo and say what to do with it.

        `photo` is a path, the bytes of a file, a Pillow image or an RGB array (height, width, 3); `name`
        is what reports call it. `thorough` has every detector try what it leaves out otherwise, to save time: so copies
        are proven. A photo that could not be opened, or a detector that failed, gives a
        Problem and the verdict `not-checked`: nothing is raised for a bad photo. Raises UsageError for
        an audience or channel that the policy does not know.
        """
        audience = self.audience if audience is None else audience
        channel = self.channel if channel is None else channel
        self.policy.check(audience, channel)
        notes = _Notes()
        self._look(photo, name, notes, thorough=thorough)
        with notes.timed("recognise"), notes.guarded("recognise"):
            notes.findings = list(recognise(notes.findings))
        report = PhotoReport(
            source=notes.source or name or _name_of(photo),
            sha256=notes.sha256,
            width=notes.width,
            height=notes.height,
            findings=number_and_relate(notes.findings),
            verdicts=(),
            versions=Versions(__version__, self.policy.label, self.models),
            problems=tuple(notes.problems),
            timings_ms=notes.timings_ms,
            pages=notes.pages,
        )
        return judged(report, self.policy, audience, channel)

    async def screen_async(
        self,
        photo: PhotoSource,
        *,
        name: str | None = None,
        audience: str | None = None,
        channel: str | None = None,
    ) -> PhotoReport:
        """Look at one photo as `screen` does, without holding up the event loop.

        However many are awaited at once, only as many are looked at side by side as there are cores.
        """
        look = partial(self.screen, photo, name=name, audience=audience, channel=channel)
        return await asyncio.get_running_loop().run_in_executor(self._awaited, look)

    def redact(
        self,
        report: PhotoReport,
        *,
        to: str | Path | None = None,
        audience: str | None = None,
        photo: bytes | None = None,
        force: bool = False,
        **wishes: Any,  # noqa: ANN401 - the fields of Wishes
    ) -> Redaction:
        """Make a copy of a photo that is safe to send, and prove it: the copy is screened again.

        `report` is what `screen` said of the photo, `to` the copy's name (by default `openday.redacted.jpg` beside
        it), `audience` whom it is for, by default the one that the report was asked for. `photo` is the file's
        content where the report is of bytes. `force` replaces a file of the copy's name, never the original.
        Further wishes, such as `only=`, `keep=`, `regions=`, `style=` and `crop=`, are those of
        `photocheck.redaction.plan.Wishes`.

        Raises PhotoError where no safe copy can be made, OutputError where it cannot be written, and UsageError
        for wishes that do not fit the report; then there is no new file.
        """
        from photocheck.redaction.plan import Wishes  # noqa: PLC0415 - only when a copy is made
        from photocheck.redactor import redact_photo  # noqa: PLC0415

        target = None if to is None else Path(to)
        return redact_photo(
            self, report, photo=photo, to=target, wishes=Wishes.of(**wishes), audience=audience, force=force
        )

    def _look(self, photo: PhotoSource, name: str | None, notes: _Notes, *, thorough: bool) -> None:
        """Open the photo, and look at each of its pages: every detector, then every second look."""
        with notes.guarded("open"):
            with notes.timed("open"):
                opened = open_photo(photo, name=name, limits=self._limits)
                notes.source, notes.sha256 = opened.source, opened.sha256
            for page in notes.each_timed("open", opened.pages()):
                if notes.width is None:
                    notes.width, notes.height = page.width, page.height
                notes.pages = page.page
                notes.findings += self._look_again(page, self._detect(page, notes, thorough=thorough), notes)

    def _detect(self, page: Photo, notes: _Notes, *, thorough: bool) -> list[Finding]:
        findings: list[Finding] = []
        running = [
            (detector, self._pool.submit(_timed_detection, detector, page, thorough=thorough))
            for detector in self._detectors
        ]
        for detector, future in running:
            with notes.guarded(detector.name):
                found, seconds = future.result()
                findings += found
                notes.add_time(detector.name, seconds)
        return findings

    def _look_again(self, page: Photo, findings: list[Finding], notes: _Notes) -> list[Finding]:
        for look in self._second_looks:
            with notes.guarded(look.name), notes.timed(look.name):
                findings = look.look_again(page, findings)
        return findings


def _timed_detection(detector: Detector, page: Photo, *, thorough: bool) -> tuple[list[Finding], float]:
    started = perf_counter()
    found = detector.detect_all(page) if thorough and isinstance(detector, ThoroughDetector) else detector.detect(page)
    return found, perf_counter() - started


def _name_of(photo: PhotoSource) -> str:
    return str(photo) if isinstance(photo, str | os.PathLike) else "photo"


@dataclass(slots=True)
class _Notes:
    """What is known about a photo so far, while it is being looked at."""

    source: str | None = None
    sha256: str | None = None
    width: int | None = None
    height: int | None = None
    pages: int = 0
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)

    def add_time(self, stage: str, seconds: float) -> None:
        self.timings_ms[stage] = self.timings_ms.get(stage, 0.0) + seconds * 1000

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        finally:
            self.add_time(stage, perf_counter() - started)

    def each_timed(self, stage: str, pages: Iterable[Photo]) -> Iterator[Photo]:
        """Yield the pages, counting the time that each took to open."""
        waiting = iter(pages)
        while True:
            with self.timed(stage):
                page = next(waiting, None)
            if page is None:
                return
            yield page

    @contextmanager
    def guarded(self, stage: str) -> Iterator[None]:
        """Turn whatever goes wrong in this stage into a Problem: a stage that failed is never clean."""
        try:
            yield
        except PhotoError as error:
            self.problems.append(Problem(stage, error.message, error.hint, error.http_status))
        except Exception as error:
            logger.debug("the stage %s failed", stage, exc_info=True)
            self.problems.append(
                Problem(
                    stage,
                    f"The stage “{stage}” stopped with a fault ({type(error).__name__}): not everything was checked.",
                    "Try again; if it happens again, report it with this photo's kind and size.",
                )
            )
