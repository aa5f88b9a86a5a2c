"""The people file: what faces of people look like in numbers, for those who agreed to being recognised.

It is biometric data, so it lives in a file of its own that only its owner may read, and what is deleted from it is
overwritten.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photocheck.errors import ConfigurationError

__all__ = ["Encoding", "PeopleFile"]

# 128 numbers that describe a face; the nearer two of them lie, the more alike the faces are.
Encoding = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """The encodings of people by their record's reference; a file that is not there holds nobody.

    Raises ConfigurationError where it cannot be read or written.
    """

    path: Path

    def add(self, reference: str, encodings: Iterable[Encoding]) -> None:
        """Keep these encodings for this record; the file is made where there is none."""
        if not self.path.exists():
            self._make()
        rows = [(reference, encoding.astype("<f8").tobytes()) for encoding in encodings]
        with self._opened() as connection:
            connection.executemany("INSERT OR IGNORE INTO encodings VALUES (?, ?)", rows)

    def known(self) -> Mapping[str, Sequence[Encoding]]:
        """Every encoding, by reference."""
        found: defaultdict[str, list[Encoding]] = defaultdict(list)
        if self.path.exists():
            with self._opened() as connection:
                for reference, packed in connection.execute("SELECT reference, encoding FROM encodings"):
                    found[reference].append(np.frombuffer(packed, "<f8"))
        return found

    def forget(self, reference: str) -> int:
        """Delete what is kept for this record; returns how many encodings there were."""
        if not self.path.exists():
            return 0
        with self._opened() as connection:
            return connection.execute("DELETE FROM encodings WHERE reference = ?", (reference,)).rowcount

    def _make(self) -> None:
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with self._opened() as connection:
            connection.execute(
                "CREATE TABLE encodings (reference TEXT NOT NULL, encoding BLOB NOT NULL,"
                " PRIMARY KEY (reference, encoding)) WITHOUT ROWID"
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with self._told(), closing(sqlite3.connect(self.path)) as connection, connection:
            # What is deleted is overwritten, and no journal keeps a copy of it on the disk.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA journal_mode = MEMORY")
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(
                f"The people file {self.path} cannot be used: {error}.",
                "Check that you may write to it; delete it if it is damaged, and enrol again.",
            ) from error
