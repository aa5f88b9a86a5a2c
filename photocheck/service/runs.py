"""Runs over many photos, each in a thread of its own: begun, asked about, forgotten. No photo of one is kept."""

from __future__ import annotations

import io
import json
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final, Self

from photocheck.batch.running import Runner
from photocheck.batch.sources import Found, Source, find_photos
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.errors import PhotocheckError, PhotoNotFound
from photocheck.reports.interface import Run
from photocheck.reports.json import JsonReport
from photocheck.service.bodies import SentPhoto
from photocheck.service.looking import Looking
from photocheck.service.problems import Busy, NotAllowed
from photocheck.service.settings import ServiceSettings

__all__ = ["Judge", "Runs", "allowed_folder", "in_folder", "sent"]

logger = logging.getLogger(__name__)

# So many runs go on at once, and of so many it is known what came of them.
MOST_AT_ONCE: Final = 4
MOST_KNOWN: Final = 32
SECONDS: Final = 10

# Adds consent and verdicts to a report; the second argument is the photo's path or its bytes.
Judge = Callable[[PhotoReport, str | bytes], PhotoReport]
# Finds the photos of a run once it has begun.
Finds = Callable[[], AbstractContextManager["Found | Sent"]]


@dataclass(slots=True)
class Ongoing:
    """One run: how far it is, and its document once that is whole."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    state: str = "running"
    problem: str | None = None
    photos: int | None = None
    totals: Counter[Decision] = field(default_factory=Counter)
    document: dict[str, Any] | None = None
    stop: Event = field(default_factory=Event)

    def encoded(self) -> dict[str, Any]:
        """As it is answered: the whole result once it is there."""
        return {
            "id": self.id,
            "state": self.state,
            "photos": self.photos,
            "checked": self.totals.total(),
            "totals": {decision.value: self.totals[decision] for decision in Decision},
            "problem": self.problem,
            "run": self.document,
        }


class Sent:
    """Photos that came in, given away one by one so that none is held longer than it is needed."""

    def __init__(self, photos: Iterable[SentPhoto]) -> None:
        self._waiting = [Source(photo.content, photo.name) for photo in photos]
        self._waiting.reverse()
        self.photos = len(self._waiting)
        self.skipped: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Source:
        """Give the next one away."""
        if not self._waiting:
            raise StopIteration
        return self._waiting.pop()


def sent(photos: list[SentPhoto]) -> Finds:
    """The photos that came with the request."""
    return lambda: Sent(photos)


def in_folder(folder: Path) -> Finds:
    """The photos of a folder, down to the last."""
    return lambda: find_photos([str(folder)])


def allowed_folder(wanted: str, settings: ServiceSettings) -> Path:
    """The folder, where it may be asked for; raises NotAllowed and PhotoNotFound.

    Of a folder elsewhere it is not even told whether it is there.
    """
    try:
        folder = Path(wanted).resolve()
    except (OSError, ValueError) as error:
        raise NotAllowed("This is no folder that may be asked for.") from error
    if not any(folder == root or root in folder.parents for root in settings.folders):
        hint = "Start photocheck with --folder DIR to allow one, or send the photos."
        raise NotAllowed("This folder may not be asked for.", hint)
    if not folder.is_dir():
        raise PhotoNotFound("There is no such folder.")
    return folder


class Runs:
    """The runs of a service; they share its workers, no more of a run at once than there are workers."""

    def __init__(self, looking: Looking, jobs: int) -> None:
        self._looking = looking
        self._jobs = jobs
        self._known: dict[str, Ongoing] = {}

    def check_room(self) -> None:
        """Raise Busy where no run can begin, before its photos are read."""
        if sum(run.state == "running" for run in self._known.values()) >= MOST_AT_ONCE:
            raise Busy("Too many runs are going on already.", "Try again when one of them is done.", SECONDS)

    def begin(self, finds: Finds, judge: Judge, policy: str) -> Ongoing:
        """Begin a run over these photos; raises Busy."""
        self.check_room()
        run = Ongoing()
        self._known[run.id] = run
        finished = [known.id for known in self._known.values() if known.state != "running"]
        for oldest in finished[: max(0, len(self._known) - MOST_KNOWN)]:
            del self._known[oldest]
        Thread(target=self._go, args=(run, finds, judge, policy), name="photocheck-run", daemon=True).start()
        return run

    def find(self, name: str) -> Ongoing:
        """The run with this id; raises PhotoNotFound."""
        run = self._known.get(name)
        if run is None:
            raise PhotoNotFound("There is no such run, or it was forgotten.")
        return run

    def forget(self, name: str) -> None:
        """Stop the run, and forget what came of it; raises PhotoNotFound."""
        run = self.find(name)
        run.stop.set()
        self._known.pop(name, None)

    def close(self) -> None:
        """Stop all of them."""
        for run in [*self._known.values()]:
            run.stop.set()

    def _go(self, run: Ongoing, finds: Finds, judge: Judge, policy: str) -> None:
        try:
            with finds() as found:
                run.photos = found.photos
                stream = io.StringIO()
                document = JsonReport(stream, Run(policy, photos=found.photos, skipped=dict(found.skipped)))
                runner = Runner(self._looking.executor, self._looking.plan, self._jobs, 2 * self._jobs, stop=run.stop)
                for source, screened in runner.run(found):
                    report = judge(screened.report, source.photo)
                    document.photo(report)
                    run.totals[report.decision] += 1
            if not run.photos:
                run.problem = "There is no photo in what was named, so nothing was checked."
            elif run.totals.total() < run.photos:
                run.problem = "The run was stopped: not all photos were checked."
            else:
                document.finish()
                run.document = json.loads(stream.getvalue())
            run.state = "failed" if run.problem else "done"
        except Exception as error:  # noqa: BLE001 - told when somebody asks about the run
            logger.error("a run failed: %s", type(error).__name__)  # noqa: TRY400 - its words may hold what was read
            fault = f"There is a fault in photocheck ({type(error).__name__})."
            run.problem = error.message if isinstance(error, PhotocheckError) else fault
            run.state = "failed"
