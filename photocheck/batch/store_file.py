"""The file of the results store: its tables, who may read it, and what is forgotten when it is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["connected", "default_place", "is_store"]

# The number changes when the tables do; a store of a later number is another program's. The first had no folders.
LAYOUT: Final = 2
TABLES: Final = """
CREATE TABLE IF NOT EXISTS reports (
    place INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    day INTEGER NOT NULL,
    report BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS reports_by_day ON reports (day);
CREATE TABLE IF NOT EXISTS files (
    place TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    digest TEXT NOT NULL,
    day INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (
    number INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    form TEXT NOT NULL,
    word TEXT NOT NULL,
    decision TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (place, form)
);
CREATE TABLE IF NOT EXISTS folders (
    path BLOB PRIMARY KEY,
    walked INTEGER NOT NULL,
    day INTEGER NOT NULL
) WITHOUT ROWID;
"""
# How every file of SQLite's begins.
SQLITE: Final = b"SQLite format 3\0"
# Photos and folders that nobody asked about for so long are forgotten.
DAYS: Final = 180


def default_place() -> Path:
    """Where the store lies unless PHOTOCHECK_STORE says otherwise: among the user's other caches."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed for --help

    return user_cache_path("photocheck", appauthor=False) / "results.sqlite"


def is_store(path: str) -> bool:
    """Whether there is a file of SQLite's at this path, as a results store is."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


def connected(path: Path, today: int) -> sqlite3.Connection:
    """Open the file, or begin it, and forget what is too old; raises OSError and sqlite3.Error."""
    _make_private(path)
    database = sqlite3.connect(path, timeout=20, isolation_level=None)
    try:
        _check(database)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(TABLES)
        database.execute(f"PRAGMA user_version = {LAYOUT}")
        long_ago = (today - DAYS,)
        database.execute("DELETE FROM reports WHERE day < ?", long_ago)
        database.execute("DELETE FROM told WHERE place IN (SELECT place FROM files WHERE day < ?)", long_ago)
        database.execute("DELETE FROM files WHERE day < ?", long_ago)
        database.execute("DELETE FROM folders WHERE day < ?", long_ago)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _check(database: sqlite3.Connection) -> None:
    """Leave alone what is no store of ours, such as a consent register."""
    layout = database.execute("PRAGMA user_version").fetchone()[0]
    if layout not in range(LAYOUT + 1):
        raise sqlite3.DatabaseError("it was written by another version of photocheck")
    if layout == 0 and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise sqlite3.DatabaseError("it is another kind of database")


def _make_private(path: Path) -> None:
    """Make the file and its folder for this user alone; SQLite gives its side files the same permissions."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
