"""What was found in photos that were looked at before: a cache in SQLite that can be deleted at any time.

It holds masked text only, no pictures and no names of files, and forgets a photo that was not seen for half a year.
Beside reports it keeps which file had which bytes when it was read last, what was told of it then, and, in plain, in
which folders photos were checked, so that they can be found there again; these are forgotten as photos are.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Self

from photocheck.batch.identity import key_of
from photocheck.batch.settling import from_bytes, to_bytes
from photocheck.batch.store_file import connected, default_place
from photocheck.domain.reports import PhotoReport
from photocheck.errors import UsageError

__all__ = ["Store", "default_place", "screened_in"]

# Files that were seen, and what was told of them, go into the store so many at once.
AT_ONCE: Final = 256
# A file is read again after so many days, whether or not it seems to be as it was.
DAYS_UNREAD: Final = 30

GO_ON: Final = "The photos are checked all the same; what is found is not remembered for the next time."

# Told once, with what can be done, when the store cannot be used.
Tell = Callable[[str, str], None]


class Store:
    """Keeps reports by the photo's bytes and by what they were made with.

    `made_with` is the fingerprint of detectors and models. With `fresh` only what is kept from now on is recalled. A
    store that cannot be used, or not any longer, is told once and then does nothing: a verdict never depends on it.
    """

    def __init__(self, path: Path, made_with: str, tell: Tell, *, fresh: bool = False) -> None:
        self._path = path
        self.made_with = made_with
        self._tell = tell
        self._today = int(time.time() // 86400)
        self._after = 0
        self._fresh = fresh
        self._seen: list[tuple[str, str, str, int]] = []
        self._told: list[tuple[str, str, str, str, str]] = []
        self._database = self._opened()
        if fresh and self._database is not None:
            self._after = self._database.execute("SELECT coalesce(max(place), 0) FROM reports").fetchone()[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def key(self, digest: str, name: str) -> bytes:
        """The word under which the report of these bytes is kept, when they are called this."""
        return key_of(digest, name, self.made_with)

    def recall(self, key: bytes, digest: str, name: str) -> PhotoReport | None:
        """The report that is kept under this key, for a photo with this sha256 that is called this now, if any."""
        if self._database is None:
            return None
        try:
            row = self._database.execute(
                "SELECT place, day, report FROM reports WHERE key = ? AND place > ?", (key, self._after)
            ).fetchone()
            if row is None:
                return None
            place, day, report = row
            if day != self._today:
                self._database.execute("UPDATE reports SET day = ? WHERE place = ?", (self._today, place))
            return replace(from_bytes(report, name), sha256=digest)
        except sqlite3.Error as error:
            self._give_up(error)
        except ValueError:
            # Kept by a photocheck that wrote another form: as if it were not there.
            pass
        return None

    def keep(self, report: PhotoReport) -> None:
        """Remember what was found; a photo that could not be checked is looked at again the next time."""
        if self._database is None or report.sha256 is None or report.problems:
            return
        key = self.key(report.sha256, report.source)
        try:
            self._database.execute(
                "INSERT OR REPLACE INTO reports (key, day, report) VALUES (?, ?, ?)",
                (key, self._today, to_bytes(report)),
            )
        except sqlite3.Error as error:
            self._give_up(error)

    def files(self, places: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The state and the sha256 that the files at these places had when they were read last.

        None when fresh, nor of a file that was read longer than a month ago: reading it again costs little, and
        keeps its report from being forgotten.
        """
        if self._fresh:
            return {}
        rows = self._rows(
            "SELECT place, state, digest FROM json_each(?) JOIN files ON place = value WHERE day > ?",
            json.dumps(places),
            self._today - DAYS_UNREAD,
        )
        return {place: (state, digest) for place, state, digest in rows}

    def note_file(self, place: str, state: str, digest: str) -> None:
        """Remember which bytes the file at this place has in this state."""
        self._seen.append((place, state, digest, self._today))
        self._write_when_many()

    def digests(self, places: Sequence[str]) -> dict[str, str]:
        """The sha256 that the files at these places had when they were read last, however long ago."""
        rows = self._rows("SELECT place, digest FROM json_each(?) JOIN files ON place = value", json.dumps(places))
        return dict(rows)

    def count_files(self) -> int:
        """How many files are known, wherever they are."""
        return sum(count for (count,) in self._rows("SELECT count(*) FROM files"))

    def note_folders(self, folders: Mapping[str, bool]) -> None:
        """Remember absolute paths of folders in which photos are checked, and whether all below was walked."""
        if self._database is None:
            return
        try:
            self._database.executemany(
                "INSERT INTO folders VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE"
                " SET walked = max(walked, excluded.walked), day = excluded.day",
                [(os.fsencode(path), walked, self._today) for path, walked in folders.items()],
            )
        except sqlite3.Error as error:
            self._give_up(error)

    def folders(self) -> dict[str, bool]:
        """The folders in which photos were checked, and whether all below them was walked."""
        rows = self._rows("SELECT path, walked FROM folders ORDER BY path")
        return {os.fsdecode(path): bool(walked) for path, walked in rows}

    def told(self, places: Sequence[str], form: str) -> dict[str, tuple[str, str, str]]:
        """What was told of the files at these places in this form: what it depends on, the decision, the text."""
        if self._fresh:
            return {}
        rows = self._rows(
            "SELECT place, word, decision, text FROM json_each(?) JOIN told ON place = value WHERE form = ?",
            json.dumps(places),
            form,
        )
        return {place: (word, decision, text) for place, word, decision, text in rows}

    def keep_told(self, place: str, form: str, word: str, decision: str, text: str) -> None:
        """Remember what was told of the file at this place in this form, instead of what was told before."""
        with suppress(UnicodeEncodeError):
            # What UTF-8 cannot carry is told anew each time.
            text.encode()
            self._told.append((place, form, word, decision, text))
            self._write_when_many()

    def _rows(self, question: str, *words: str | int) -> list[tuple[Any, ...]]:
        if self._database is None:
            return []
        try:
            return self._database.execute(question, words).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _write_when_many(self) -> None:
        if len(self._seen) + len(self._told) >= AT_ONCE:
            self._write_what_waits()

    def _write_what_waits(self) -> None:
        seen, told, self._seen, self._told = self._seen, self._told, [], []
        if self._database is None or not (seen or told):
            return
        try:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", seen)
            self._database.executemany(
                "INSERT OR REPLACE INTO told (place, form, word, decision, text) VALUES (?, ?, ?, ?, ?)", told
            )
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Leave the store."""
        self._write_what_waits()
        self._let_go()

    def _let_go(self) -> None:
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _opened(self) -> sqlite3.Connection | None:
        try:
            return connected(self._path, self._today)
        except (OSError, sqlite3.Error) as error:
            self._tell_of(error)
            return None

    def _give_up(self, error: Exception) -> None:
        self._let_go()
        self._tell_of(error)

    def _tell_of(self, error: Exception) -> None:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        self._tell(f"The results store {self._path} cannot be used: {reason.lower()}.", GO_ON)


def screened_in(path: Path) -> Iterator[str]:
    """The sha256 of every photo whose report is in this store; raises UsageError where it is none."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            for (report,) in database.execute("SELECT report FROM reports"):
                with suppress(ValueError):
                    yield from_bytes(report, "").sha256 or ""
    except sqlite3.Error as error:
        raise UsageError(f"“{path}” is no results store: {error}.") from error
