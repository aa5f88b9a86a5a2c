"""Look at many photos: in their order, with little in memory, and each of them accounted for."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any, Final

from photocheck.batch.identity import Identity, identified
from photocheck.batch.memory import NOTHING, Memory, Recalled, Told
from photocheck.batch.sources import Source
from photocheck.batch.store import Store
from photocheck.batch.task import Job, Plan, Screened, look_at, picture_of
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Problem
from photocheck.errors import PhotocheckError, PhotoError
from photocheck.version import __version__

__all__ = ["Runner", "report_of_unopened"]

logger = logging.getLogger(__name__)

# Seconds after which a waiting run looks whether it was told to stop.
EVERY = 0.5
NO_MORE: Final = (None, NOTHING)


@dataclass(slots=True, eq=False)
class Place:
    """One photo's place in the line: what is looked at, and what came of it once that is known.

    `digest` is the sha256 of its bytes, `key` that under which the store has it, and `known` its report from there.
    `twins` are photos further back that have the same bytes and wait for
    this one. `in_hand` says that the executor has it.
    """

    source: Source
    digest: str | None = None
    key: bytes | None = None
    known: PhotoReport | None = None
    in_hand: bool = False
    outcome: Screened | Told | None = None
    twins: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Runner:
    """Gives photos to an executor and hands on what comes back, in the order of the photos.

    At most `abreast` photos are with the executor, and at most `ahead` are begun or wait for an earlier one to be
    finished, so that memory stays flat however many photos there are. With a `store`, `reader` is the executor that
    reads photos to see which are known already; of those that are not, photos with the same bytes are looked at
    once. What is found is stored; `recall` says whether what was stored before may be used. Once `stop` is set no
    photo is begun, and those in hand are finished.
    """

    executor: Executor
    plan: Plan
    abreast: int = 1
    ahead: int = 1
    store: Store | None = None
    reader: Executor | None = None
    recall: bool = True
    stop: Event = field(default_factory=Event)
    _line: deque[Place] = field(default_factory=deque, init=False, repr=False)
    _ready: deque[Place] = field(default_factory=deque, init=False, repr=False)
    _new: dict[bytes, Place] = field(default_factory=dict, init=False, repr=False)
    _awaited: int = field(default=0, init=False, repr=False)
    _with_executor: int = field(default=0, init=False, repr=False)
    _memory: Memory | None = field(default=None, init=False, repr=False)
    _events: SimpleQueue[Callable[[], None]] = field(default_factory=SimpleQueue, init=False, repr=False)

    def run(self, sources: Iterable[Source], memory: Memory | None = None) -> Iterator[tuple[Source, Screened]]:
        """Yield each source with its report, which nobody has judged yet; a photo that failed has a Problem.

        A memory, which must be one without telling, saves reading files that have not changed. Raises ModelError and
        whatever else concerns every photo, not one.
        """
        self._memory = memory
        known = ((source, NOTHING) for source in sources) if memory is None else memory.recall(sources)
        for source, outcome in self._run(known):
            assert isinstance(outcome, Screened)  # noqa: S101 - nothing was told
            yield source, outcome

    def retell(self, sources: Iterable[Source], memory: Memory) -> Iterator[tuple[Source, Screened | Told]]:
        """The same, and what was told of a photo in place of its report, where the memory has it."""
        self._memory = memory
        yield from self._run(memory.recall(sources))

    def _run(self, sources: Iterable[tuple[Source, Recalled]]) -> Iterator[tuple[Source, Screened | Told]]:
        coming = iter(sources)
        more = True
        while more or self._line:
            if self.stop.is_set():
                more = False
                self._drop_what_waits()
            while more and len(self._line) < self.ahead and not self.stop.is_set():
                source, recalled = next(coming, NO_MORE)
                if source is None:
                    more = False
                elif recalled.told is None:
                    self._begin(Place(source, recalled.digest))
                elif self._line:
                    self._line.append(Place(source, outcome=recalled.told))
                else:
                    yield source, recalled.told
            while self._ready and self._with_executor < self.abreast:
                self._hand_out(self._ready.popleft())
            while self._line and (outcome := self._line[0].outcome) is not None:
                yield self._line.popleft().source, outcome
            self._handle_events()

    def _begin(self, place: Place) -> None:
        self._line.append(place)
        if place.source.problem is not None:
            place.outcome = Screened(report_of_unopened(place.source.name, place.source.problem))
        elif self.store is None or self.reader is None:
            self._ready.append(place)
        elif place.digest is not None:
            self._go_on(place)
        else:
            read = self.reader.submit(identified, place.source.photo)
            self._await(read, lambda done: self._read(place, done))

    def _read(self, place: Place, done: Future[Identity]) -> None:
        identity = Identity() if done.exception() is not None else done.result()
        if self._memory is not None:
            self._memory.note(place.source, identity)
        place.digest = identity.digest
        self._go_on(place)

    def _go_on(self, place: Place) -> None:
        """Go on with a photo whose bytes are known: it was seen before, is in hand just now, or is new."""
        if place.digest is None or self.store is None:
            self._ready.append(place)
            return
        place.key = self.store.key(place.digest, place.source.name)
        first = self._new.setdefault(place.key, place)
        if first is not place:
            first.twins.append(place)
            return
        place.known = self.store.recall(place.key, place.digest, place.source.name) if self.recall else None
        if place.known is not None and not self.plan.previews:
            self._finish(place, Screened(place.known))
        else:
            self._ready.append(place)

    def _hand_out(self, place: Place) -> None:
        self._with_executor += 1
        place.in_hand = True
        if place.known is None:
            job = Job(place.source.photo, place.source.name, self.plan)
            self._await(self.executor.submit(look_at, job), lambda done: self._looked(place, done))
        else:
            self._await(self.executor.submit(picture_of, place.source.photo), lambda done: self._pictured(place, done))

    def _looked(self, place: Place, done: Future[Screened]) -> None:
        self._with_executor -= 1
        outcome = _outcome(place, done)
        if self.store is not None:
            self.store.keep(outcome.report)
        self._finish(place, outcome)

    def _pictured(self, place: Place, done: Future[Any]) -> None:
        self._with_executor -= 1
        assert place.known is not None  # noqa: S101 - only known photos are asked for a picture alone
        self._finish(place, Screened(place.known, None if done.exception() is not None else done.result()))

    def _finish(self, place: Place, outcome: Screened) -> None:
        """Note what came of a photo, for those with the same bytes too."""
        place.outcome = outcome
        if place.key is None:
            return
        self._new.pop(place.key, None)
        for twin in place.twins:
            if outcome.report.sha256 == place.digest:
                twin.outcome = replace(outcome, report=replace(outcome.report, source=twin.source.name))
            else:
                # The first could not be read any more, or was changed meanwhile, which says nothing about this one.
                self._ready.append(twin)

    def _await(self, future: Future[Any], handle: Callable[[Any], None]) -> None:
        """Handle the result in this thread, once it is there."""
        self._awaited += 1
        future.add_done_callback(lambda done: self._events.put(lambda: handle(done)))

    def _handle_events(self) -> None:
        """Wait for something to be finished, where something is awaited, and handle all that is."""
        with suppress(Empty):
            if self._awaited:
                self._handle(self._events.get(timeout=EVERY))
            while self._awaited:
                self._handle(self._events.get_nowait())

    def _handle(self, event: Callable[[], None]) -> None:
        self._awaited -= 1
        event()

    def _drop_what_waits(self) -> None:
        self._ready.clear()
        self._line = deque(place for place in self._line if place.in_hand or place.outcome is not None)


def report_of_unopened(name: str, problem: Problem, digest: str | None = None) -> PhotoReport:
    """Report a photo or folder that nobody could look into."""
    return PhotoReport(name, digest, None, None, (), (), Versions(__version__, ""), (problem,))


def _outcome(place: Place, future: Future[Screened]) -> Screened:
    """What came back; an error that is about this photo alone becomes its Problem."""
    try:
        return future.result()
    except PhotoError as error:
        problem = Problem("worker", error.message, error.hint)
    except PhotocheckError:
        raise
    except Exception as error:
        logger.debug("a worker failed", exc_info=True)
        problem = Problem(
            "worker",
            f"The photo could not be looked at: a part stopped with a fault ({type(error).__name__}).",
            "Try again; if it happens again, report it with this photo's kind and size.",
        )
    return Screened(report_of_unopened(place.source.name, problem, place.digest))
