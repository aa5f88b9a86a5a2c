"""Look at many photos: in their order, with little in memory, and each of them accounted for."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from queue import SimpleQueue

from photocheck.batch.sources import Source
from photocheck.batch.task import BuildLooker, Job, Screened, look_at
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Problem
from photocheck.errors import PhotocheckError, PhotoError
from photocheck.version import __version__

__all__ = ["Runner", "unopened"]

logger = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Place:
    """One photo's place in the line: what is looked at, and what came of it once that is known."""

    source: Source
    outcome: Screened | None = None


@dataclass(slots=True)
class Runner:
    """Gives photos to an executor and hands on what comes back, in the order of the photos.

    `build` makes the looker in each worker, whose models may use `threads` cores; `previews` asks for small
    pictures. At most `abreast` photos are with the executor, and at most `ahead` are begun or wait for an
    earlier one to be finished, so that memory stays flat however many photos there are.
    """

    executor: Executor
    build: BuildLooker
    threads: int
    previews: bool = False
    abreast: int = 1
    ahead: int = 1
    _with_executor: int = field(default=0, init=False, repr=False)
    _finished: SimpleQueue[tuple[Place, Future[Screened]]] = field(default_factory=SimpleQueue, init=False, repr=False)

    def run(self, sources: Iterable[Source]) -> Iterator[tuple[Source, Screened]]:
        """Yield each source with its report, which nobody has judged yet; a photo that failed has a Problem.

        Raises ModelError and whatever else concerns every photo, not one.
        """
        line: deque[Place] = deque()
        coming = iter(sources)
        more = True
        while line or more:
            while more and len(line) < self.ahead and self._with_executor < self.abreast:
                source = next(coming, None)
                if source is None:
                    more = False
                else:
                    line.append(self._begun(source))
            while line and line[0].outcome is not None:
                done = line.popleft()
                yield done.source, done.outcome  # type: ignore[misc]  # looked at in the line above
            if self._with_executor:
                place, future = self._finished.get()
                self._with_executor -= 1
                place.outcome = _outcome(place.source, future)

    def _begun(self, source: Source) -> Place:
        if source.problem is not None:
            return Place(source, Screened(unopened(source, source.problem)))
        place = Place(source)
        job = Job(source.photo, source.name, self.build, self.threads, self.previews)
        self._with_executor += 1
        self.executor.submit(look_at, job).add_done_callback(lambda done: self._finished.put((place, done)))
        return place


def unopened(source: Source, problem: Problem) -> PhotoReport:
    """Report a photo or folder that nobody could look into."""
    return PhotoReport(source.name, None, None, None, (), (), Versions(__version__, ""), (problem,))


def _outcome(source: Source, future: Future[Screened]) -> Screened:
    """What came back; an error that is about this photo alone becomes its Problem."""
    try:
        return future.result()
    except PhotoError as error:
        return Screened(unopened(source, Problem("worker", error.message, error.hint)))
    except PhotocheckError:
        raise
    except Exception as error:
        logger.debug("a worker failed", exc_info=True)
        problem = Problem(
            "worker",
            f"The photo could not be looked at: a part stopped with a fault ({type(error).__name__}).",
            "Try again; if it happens again, report it with this photo's kind and size.",
        )
        return Screened(unopened(source, problem))
