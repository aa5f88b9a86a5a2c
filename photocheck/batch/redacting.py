"""Make the safe copies of a run in the same workers that look at the photos."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from photocheck.batch.files import fetched, is_remote
from photocheck.batch.running import Runner
from photocheck.batch.sorting import folder_of_copies
from photocheck.batch.sources import Source
from photocheck.batch.task import Looker, Plan, looker
from photocheck.domain.reports import PhotoReport
from photocheck.errors import OutputError, PhotocheckError, PhotoError, reason_of
from photocheck.policy import Policy, judged

__all__ = ["CopyMaker", "JudgingLooker"]


@dataclass(frozen=True, slots=True)
class CopyJob:
    """One copy to make: of this photo, as its report says what to hide, to this path."""

    photo: str | bytes
    report: PhotoReport
    target: str
    policy: Policy
    plan: Plan

    def get_ready(self) -> None:
        """Load the models before the time of the copy begins; raises ModelError."""
        self.plan.get_ready()


@dataclass(slots=True)
class JudgingLooker:
    """A worker's looker that judges by the policy of whoever asks, as proving a copy needs."""

    policy: Policy
    looker: Looker

    def screen(
        self,
        photo: bytes,
        *,
        name: str | None = None,
        audience: str | None = None,
        channel: str | None = None,
        thorough: bool = False,
    ) -> PhotoReport:
        """Look at the copy, and judge it for this audience on this channel."""
        report = self.looker.screen(photo, name=name, thorough=thorough)
        verdict = (audience or "", channel or "")
        return judged(report, self.policy, *verdict)


def make_copy(job: CopyJob) -> None:
    """Make one copy, and prove it; raises PhotoError and OutputError."""
    from photocheck.redaction.targets import Originals  # noqa: PLC0415 - heavy
    from photocheck.redactor import redact_photo  # noqa: PLC0415 - heavy

    photo = fetched(job.photo)
    redact_photo(
        JudgingLooker(job.policy, looker(job.plan.build, job.plan.threads)),
        job.report,
        photo=photo if isinstance(photo, bytes) else Path(photo).read_bytes(),
        to=Path(job.target),
        # The folder is photocheck's own, and what lies there is from an earlier run.
        force=True,
        originals=Originals([job.photo] if isinstance(job.photo, str) and not is_remote(job.photo) else []),
    )


class CopyMaker:
    """Makes a copy of each photo that was checked, under the place that the photo has in its folder.

    No more copies are in hand at once than the runner has photos. `tell` is told of each that could not be made, and
    `failed` counts them: a photo without a safe copy has no file there, also where an earlier run made one.
    """

    def __init__(self, folder: Path, policy: Policy, runner: Runner, tell: Callable[[str, str], None]) -> None:
        """Make the folder, or use that of an earlier run; raises OutputError."""
        folder_of_copies(folder)
        self._folder = folder
        self._executor = runner.executor
        self._plan = runner.plan
        self._policy = policy
        self._abreast = runner.abreast
        self._tell = tell
        self._in_hand: deque[tuple[Source, Future[None]]] = deque()
        self.failed = 0

    def put(self, source: Source, report: PhotoReport) -> None:
        """Begin the copy of a photo; one that could not be checked has none. Raises OutputError."""
        if source.problem is not None:
            return
        target = self._folder / source.below
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
        except OSError as error:
            reason = reason_of(error)
            raise OutputError(f"There is no room for a copy at “{target}”: {reason}.") from error
        if report.problems:
            return
        job = CopyJob(source.photo, report, str(target), self._policy, self._plan)
        self._in_hand.append((source, self._executor.submit(make_copy, job)))
        while len(self._in_hand) > self._abreast:
            self._finish_one()

    def finish(self) -> None:
        """Wait for the copies that are in hand."""
        while self._in_hand:
            self._finish_one()

    def _finish_one(self) -> None:
        source, future = self._in_hand.popleft()
        try:
            future.result()
        except (PhotoError, OutputError) as error:
            self._note(source, error.message)
        except PhotocheckError:
            raise
        except Exception as error:  # noqa: BLE001 - one copy that fails does not stop the others
            self._note(source, f"No copy was made, because of a fault in photocheck ({type(error).__name__}).")

    def _note(self, source: Source, why: str) -> None:
        self.failed += 1
        self._tell(source.name, why)
