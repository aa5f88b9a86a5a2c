"""Look at the photos that come in: in worker processes, a few at once, and no more in the queue than can be served."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import Final, TypeVar

from cachetools import TTLCache

from photocheck.batch.identity import key_of
from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.resources import allowance_of
from photocheck.batch.settling import from_bytes, to_bytes
from photocheck.batch.task import BuildLooker, Job, Plan, get_ready, look_at
from photocheck.domain.reports import PhotoReport
from photocheck.errors import ModelError, PhotocheckError
from photocheck.inference.cores import available_cores
from photocheck.service.bodies import SentPhoto
from photocheck.service.problems import Busy, NotReady
from photocheck.service.settings import ServiceSettings

__all__ = ["Looking"]

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

# Of so many photos it is known what was found, so that another audience is judged at once.
MOST_REMEMBERED: Final = 256
# Before a photo was looked at, somebody who is turned away is told to come back after so many seconds.
FIRST_GUESS: Final = 2.0
# How much the last photo counts for how long the next will take.
WEIGHT: Final = 0.2


class Looking:
    """The workers, the queue before them, and what was found a short while ago.

    What is remembered is masked, names no file, and is gone after a quarter of an hour or with the process.
    """

    def __init__(self, settings: ServiceSettings, build: BuildLooker, executor: Executor | None = None) -> None:
        self.plan = Plan(build, max(1, available_cores() // settings.jobs))
        self.executor = executor or ProcessExecutor(settings.jobs, allowance_of(settings.jobs, settings.photo_seconds))
        # What made loading the models fail, and who wants to know that it did.
        self.failure: PhotocheckError | None = None
        self.on_failure: Callable[[], object] = lambda: None
        self.waiting = 0
        self._settings = settings
        self._seconds = FIRST_GUESS
        self._known: TTLCache[bytes, bytes] = TTLCache(MOST_REMEMBERED, settings.remember)
        self._lock = Lock()
        self._loading: list[Future[None]] = []

    def start(self) -> None:
        """Let every worker load its models."""
        self._loading = [self.executor.submit(get_ready, self.plan) for _ in range(self._settings.jobs)]
        for future in self._loading:
            future.add_done_callback(self._loaded)

    def close(self) -> None:
        """Let the workers go; photos that wait are not looked at."""
        self.executor.shutdown(wait=False, cancel_futures=True)

    def check_ready(self) -> None:
        """Raise NotReady while models are being loaded, and ModelError where one is missing or damaged."""
        for future in self._loading:
            if not future.done():
                raise NotReady("The models are still being loaded.", "Try again in a few seconds.")
        if self.failure is not None:
            raise self.failure

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place in the queue before the photo is even read; raises Busy where there is none, and NotReady."""
        self.check_ready()
        if self.waiting >= self._settings.jobs + self._settings.queue:
            # Until then each worker has finished a photo.
            seconds = max(1, math.ceil(self._seconds))
            raise Busy("Too many photos are waiting already.", "Try again in a moment.", seconds)
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def look(self, photo: SentPhoto) -> PhotoReport:
        """What is in a photo, judged by nobody yet; one that was seen a moment ago is not looked at again."""
        digest = await asyncio.to_thread(lambda: sha256(photo.content).hexdigest())
        report = self.recall(digest, photo.name)
        if report is None:
            screened = await self.do(look_at, Job(photo.content, photo.name, self.plan))
            report = screened.report
            self._seconds += WEIGHT * (sum(report.timings_ms.values()) / 1000 - self._seconds)
            self._keep(report)
        return report

    def recall(self, digest: str, name: str) -> PhotoReport | None:
        """What was found in the photo with this sha256, when it is called this; None where that is not known."""
        with self._lock:
            known = self._known.get(key_of(digest, name, ""))
        return None if known is None else replace(from_bytes(known, name), timings_ms={})

    async def do(self, work: Callable[..., Result], *args: object) -> Result:
        """Let a worker do this; whatever it raises is raised here."""
        return await asyncio.wrap_future(self.executor.submit(work, *args))

    def _loaded(self, done: Future[None]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if error is not None:
            unknown = ModelError(f"The models could not be loaded ({type(error).__name__}).")
            self.failure = error if isinstance(error, PhotocheckError) else unknown
            self.on_failure()

    def _keep(self, report: PhotoReport) -> None:
        if report.sha256 is None or report.problems:
            return
        with self._lock:
            self._known[key_of(report.sha256, report.source, "")] = to_bytes(report)
