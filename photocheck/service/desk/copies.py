"""Make safe copies of photos on the desk, one after the other, while somebody goes on looking."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from photocheck.batch.sorting import folder_of_copies
from photocheck.batch.task import Plan
from photocheck.errors import OutputError, PhotocheckError, UsageError, reason_of
from photocheck.redaction.plan import Wishes
from photocheck.redaction.private_folder import private_folder
from photocheck.reports.words import printable
from photocheck.service.copying import CopyWanted, copy_of
from photocheck.service.desk.desk import Desk
from photocheck.service.desk.photos import DeskPhoto
from photocheck.writing import write_whole

__all__ = ["Copies"]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Copies:
    """What was asked for and what came of it: copies in `folder`, which photocheck makes and marks as its own.

    `executor` does the work of the models, `plan` says how.
    """

    desk: Desk
    folder: Path
    executor: Executor
    plan: Plan
    wanted: int = 0
    made: int = 0
    failed: list[dict[str, Any]] = field(default_factory=list)
    _line: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "photocheck-copies"))
    _lock: Lock = field(default_factory=Lock)

    def begin(self, numbers: Sequence[int]) -> None:
        """Make copies of these photos.

        Raises UsageError where copies are being made already, and OutputError where the folder cannot be used.
        """
        photos = [self.desk.photo(number) for number in dict.fromkeys(numbers)]
        folder_of_copies(self.folder)
        with self._lock:
            if self.made + len(self.failed) < self.wanted:
                raise UsageError("Copies are being made already.", "Wait until they are there.")
            self.wanted, self.made, self.failed = len(photos), 0, []
        for photo in photos:
            self._line.submit(self._make, photo)

    def close(self) -> None:
        """Stop after the copy that is being made."""
        self._line.shutdown(wait=False, cancel_futures=True)
        self.executor.shutdown(wait=False, cancel_futures=True)

    @property
    def state(self) -> dict[str, Any]:
        """How far it is, and why a copy was not made."""
        folder = printable(str(self.folder))
        return {"wanted": self.wanted, "made": self.made, "failed": list(self.failed), "folder": folder}

    def _make(self, photo: DeskPhoto) -> None:
        try:
            self._made(photo)
        except PhotocheckError as error:
            self._note(photo, error.message)
        except Exception as error:
            logger.debug("a copy failed", exc_info=True)
            self._note(photo, f"There is a fault in photocheck ({type(error).__name__}).")
        else:
            with self._lock:
                self.made += 1

    def _made(self, photo: DeskPhoto) -> None:
        target = photo.copy
        report = self.desk.judged(photo)
        try:
            # One from an earlier time shows what may have been decided otherwise since.
            target.unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = photo.path.read_bytes()
        except OSError as error:
            raise OutputError(f"The copy could not be made: {reason_of(error)}.") from error
        wanted = CopyWanted(content, report, Wishes(), self.desk.policy, self.plan)
        with private_folder() as folder:
            made = self.executor.submit(copy_of, wanted, folder).result()
        write_whole(target, made.content)

    def _note(self, photo: DeskPhoto, why: str) -> None:
        with self._lock:
            self.failed.append({"number": photo.number, "name": printable(photo.path.name), "why": printable(why)})
