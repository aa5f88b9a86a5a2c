"""A log that can only grow: each line holds the hash of the one before, so that a change shows.

Verifying finds a line that was changed, removed or put in another place. It cannot see that the whole log was written
anew from some line on: for that, note the head that `photocheck consent log` prints, in another place, now and then.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, select, update

from photocheck.consent.tables import chain, log

__all__ = [
    "START",
    "Flaw",
    "append",
    "at_one_moment",
    "changes_of",
    "entries",
    "erase_details",
    "flaws",
    "hash_of",
    "head",
    "hold",
]

# What the first line names as the one before it.
START: Final = "0" * 64


# The lines after which the details of earlier ones about the same subject may be gone.
FORGETTING: Final = frozenset({"forget", "forget-decisions"})


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line of the log that is not as it was written, and what is wrong with it."""

    number: int
    what: str


@contextmanager
def at_one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the log as it stands now, whoever adds to it meanwhile."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def hold(connection: Connection) -> None:
    """Let nobody else add to the log before this transaction ends."""
    connection.execute(select(chain).where(chain.c.id == 1).with_for_update())


def append(connection: Connection, *, actor: str, action: str, subject: str, details: Mapping[str, Any]) -> None:
    """Add a line; call it in the transaction of the change itself, so that neither stands without the other."""
    end = connection.execute(select(chain).where(chain.c.id == 1).with_for_update()).one()
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    salt = secrets.token_hex(16)
    line: dict[str, Any] = {
        "number": end.entries + 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": text,
        "salt": salt,
        "details_hash": _digest(salt, text),
        "previous": end.head,
    }
    line["hash"] = _line_hash(line)
    connection.execute(log.insert().values(line))
    connection.execute(update(chain).where(chain.c.id == 1).values(entries=line["number"], head=line["hash"]))


def erase_details(connection: Connection, subject: str) -> None:
    """Forget what the lines about a subject say, and keep that they were written, when and by whom.

    A line whose action is one of FORGETTING has to follow in the same transaction.
    """
    connection.execute(update(log).where(log.c.subject == subject).values(details=None, salt=None))


def entries(connection: Connection, after: int = 0) -> Iterator[Row[Any]]:
    """Every line after the one with this number, in order; `details` is None where it was erased."""
    yield from connection.execute(select(log).where(log.c.number > after).order_by(log.c.number))


def changes_of(connection: Connection, subject: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was done about a subject, from the first to the last: the action and its details, where they are kept."""
    lines = select(log.c.action, log.c.details).where(log.c.subject == subject).order_by(log.c.number)
    for action, details in connection.execute(lines):
        yield action, {} if details is None else json.loads(details)


def head(connection: Connection) -> str:
    """The hash of the last line: note it elsewhere, and the log up to here cannot be written anew unseen."""
    return str(connection.execute(select(chain.c.head)).scalar_one())


def hash_of(connection: Connection, number: int) -> str | None:
    """The hash of a line; None where there is no such line."""
    found = connection.execute(select(log.c.hash).where(log.c.number == number)).scalar()
    return None if found is None else str(found)


def flaws(connection: Connection, after: int = 0, head: str = START) -> Iterator[Flaw]:
    """Name every line that was changed, removed or moved; nothing where the log is whole.

    What comes after a line alone is looked at where `after` is its number, and `head` its hash.
    """
    previous, expected = head, after + 1
    erased: dict[str, int] = {}
    for row in entries(connection, after=after):
        if row.number != expected:
            yield Flaw(expected, "it is missing" if row.number > expected else "it is out of order")
        if row.previous != previous and row.number == expected:
            yield Flaw(row.number, "it does not follow the line before it")
        yield from _changes_in(row)
        if row.details is None:
            erased.setdefault(row.subject, row.number)
        if row.action in FORGETTING:
            erased.pop(row.subject, None)
        previous, expected = row.hash, row.number + 1
    for number in sorted(erased.values()):
        yield Flaw(number, "its details were erased, and no line says that they were to be forgotten")
    end = connection.execute(select(chain).where(chain.c.id == 1)).one()
    if end.entries >= expected:
        yield Flaw(expected, "it is missing, with whatever came after it")
    elif end.head != previous:
        yield Flaw(max(expected - 1, 1), "it is not the line that was written last")


def _changes_in(row: Row[Any]) -> Iterator[Flaw]:
    if row.hash != _line_hash(row._asdict()):
        yield Flaw(row.number, "it was changed")
    elif row.details is not None and row.details_hash != _digest(row.salt or "", row.details):
        yield Flaw(row.number, "its details were changed")


def _line_hash(line: Mapping[str, Any]) -> str:
    kept = ("number", "at", "actor", "action", "subject", "details_hash", "previous")
    return sha256(json.dumps([line[key] for key in kept], ensure_ascii=False).encode()).hexdigest()


def _digest(salt: str, details: str) -> str:
    return sha256(f"{salt}\n{details}".encode()).hexdigest()
