"""A folder that photos are dropped into, and the two folders that they are moved to once they were looked at."""

from __future__ import annotations

import filecmp
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, Final

from photocheck.domain.encoding import encode_report
from photocheck.domain.reports import PhotoReport
from photocheck.errors import OutputError, UsageError, reason_of
from photocheck.writing import whole_file, write_whole

__all__ = ["Delivery", "DropFolder", "wake_ups"]

# What browsers, mail programs and file servers call a file that is still on its way.
UNFINISHED: Final = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")
REPORT: Final = ".photocheck.json"


@dataclass(slots=True)
class DropFolder:
    """A folder in which files appear; each is taken once it has not changed for `settle` seconds."""

    folder: Path
    settle: float
    _seen: dict[Path, tuple[tuple[int, int], float]] = field(default_factory=dict)
    _given: dict[Path, tuple[int, int]] = field(default_factory=dict)

    @property
    def waiting(self) -> bool:
        """Whether there were files, when it was last looked, that have not stopped growing."""
        return self._seen.keys() != self._given.keys()

    def ready(self) -> list[Path]:
        """The files that have stopped growing, in alphabetical order; raises OSError where the folder is gone.

        One that is still there the next time, since it could not be moved, is given again only when it changes.
        """
        now, seen, given = monotonic(), self._seen, self._given
        self._seen, self._given = {}, {}
        ready = []
        next(self.folder.iterdir(), None)
        for path in sorted(self.folder.rglob("*")):
            below = path.relative_to(self.folder)
            if any(part.startswith(".") for part in below.parts) or path.name.lower().endswith(UNFINISHED):
                continue
            with suppress(OSError):
                state = path.stat()
                if not path.is_file():
                    continue
                looks = (state.st_size, state.st_mtime_ns)
                before, since = seen.get(path, (None, now))
                since = since if before == looks else now
                self._seen[path] = (looks, since)
                if given.get(path) == looks:
                    self._given[path] = looks
                elif now - since >= self.settle:
                    self._given[path] = looks
                    ready.append(path)
        return ready


@dataclass(frozen=True, slots=True)
class Delivery:
    """Moves photos on: to `out` what may be shared, to `quarantine` everything else, with its report beside it.

    Nothing is remembered but what lies where: a photo that was not moved yet when the service stopped is looked at
    again when it starts.
    """

    dropped: Path
    out: Path
    quarantine: Path

    def prepare(self) -> None:
        """Make the folders; raises OutputError, and UsageError where one lies in another."""
        places = [place.resolve() for place in (self.dropped, self.out, self.quarantine)]
        for place in places:
            if any(place in (other, *other.parents) for other in places if other is not place):
                raise UsageError(
                    f"The folders to watch and to move photos to must not lie in one another: “{place}”.",
                    "Name three folders beside one another.",
                )
        for place in places[1:]:
            try:
                place.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = reason_of(error)
                raise OutputError(f"The folder “{place}” could not be made: {reason}.") from error

    def move(self, photo: Path, report: PhotoReport) -> Path:
        """Move one photo to where it belongs, and return its new place; raises OutputError."""
        quarantined = report.decision.needs_attention
        target = self._free_place(photo, (self.quarantine if quarantined else self.out))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if quarantined:
                document = encode_report(report)
                # Before the photo, so that none lies there without saying why.
                text = json.dumps(document, indent=2) + "\n"
                write_whole(target.with_name(target.name + REPORT), text.encode())
            _move(photo, target)
        except OSError as error:
            reason = reason_of(error)
            raise OutputError(f"“{photo}” could not be moved to “{target.parent}”: {reason}.") from error
        return target

    def _free_place(self, photo: Path, folder: Path) -> Path:
        """A name that is free, or that this very photo has already, since the service stopped while moving it."""
        wanted = folder / photo.relative_to(self.dropped)
        for number in count(1):
            place = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
            if not place.exists() or filecmp.cmp(photo, place, shallow=False):
                return place
        raise AssertionError


def _move(photo: Path, target: Path) -> None:
    with suppress(OSError):
        photo.replace(target)
        return
    # Another disk, or a share: the copy is whole before the photo goes.
    with photo.open("rb") as original, whole_file(target) as copy:
        shutil.copyfileobj(original, copy)
    photo.unlink()


def wake_ups(folder: Path, every: float, stop: Event) -> Iterator[None]:
    """Yield when something happens in the folder, and every few seconds in any case, until `stop` is set.

    Network drives tell of nothing that other machines do, so a notification is only a reason to look sooner.
    """
    notes = _notifications(folder, every, stop)
    while not stop.is_set():
        try:
            next(notes)
        except Exception:  # noqa: BLE001 - no notifications here (too many watches, a drive that has none): poll
            notes = iter(())
            stop.wait(every)
        if not stop.is_set():
            yield


def _notifications(folder: Path, every: float, stop: Event) -> Iterator[Any]:
    from watchfiles import watch  # noqa: PLC0415 - only where a folder is watched

    milliseconds = int(every * 1000)
    yield from watch(folder, rust_timeout=milliseconds, yield_on_timeout=True, stop_event=stop, raise_interrupt=False)
