"""The decisions in a register's log as they stand at its end: read from the first line on, each line proven once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row

from photocheck.consent import log
from photocheck.domain.encoding import decode_ruling
from photocheck.domain.rulings import Ruling
from photocheck.errors import ConfigurationError

__all__ = ["DECIDE", "FORGET", "WITHDRAW", "StoredRuling", "replayed"]

# What the lines are called that are about decisions.
DECIDE: Final = "decide"
WITHDRAW: Final = "withdraw-decision"
FORGET: Final = "forget-decisions"


@dataclass(frozen=True, slots=True)
class StoredRuling:
    """A decision as the log has it: what verdicts need to know, and what only the register knows.

    `photo` is the photo's sha256, `label` what it was called; `by` decided `at` that moment. `number` is its line.
    """

    number: int
    photo: str
    label: str
    ruling: Ruling
    by: str
    at: str
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has withdrawn it."""
        return self.ruling.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a log so far: up to the line with this number and hash, all of it proven."""

    number: int = 0
    head: str = log.START
    found: Mapping[str, StoredRuling] = field(default_factory=dict)


# By the database's address. A service and a desk ask again and again, and what was proven once needs no second proof:
# whatever somebody writes over those lines meanwhile is not what is used.
_read_so_far: dict[str, _Read] = {}


def replayed(connection: Connection) -> Iterator[StoredRuling]:
    """Yield each decision as it stands at the end of the log; lines that are new to this process are proven first."""
    address = str(connection.engine.url)
    before = _read_so_far.get(address, _Read())
    if before.number and log.hash_of(connection, before.number) != before.head:
        # Another log by now, such as one from a backup.
        before = _Read()
    flaw = next(log.flaws(connection, before.number, before.head), None)
    if flaw is not None:
        raise ConfigurationError(
            f"Line {flaw.number} of the register's log is not as it was written: {flaw.what}. What people decided "
            "cannot be relied on.",
            "“photocheck decisions verify” names every such line. Bring the register back from a backup.",
        )
    number, head, found = before.number, before.head, dict(before.found)
    for entry in log.entries(connection, after=before.number):
        number, head = entry.number, entry.hash
        if entry.action == FORGET:
            found = {name: stored for name, stored in found.items() if stored.photo != entry.subject}
        if entry.action not in {DECIDE, WITHDRAW} or entry.details is None:
            continue
        details = json.loads(entry.details)
        if entry.action == DECIDE:
            found[details["id"]] = _stored(entry, details)
        elif details["id"] in found:
            found[details["id"]] = _taken_back(found[details["id"]], entry, details)
    if not connection.get_execution_options().get("writes", False):
        # What a transaction has written itself may still be rolled back.
        _read_so_far[address] = _Read(number, head, found)
    yield from found.values()


def _stored(entry: Row[Any], details: Mapping[str, Any]) -> StoredRuling:
    return StoredRuling(
        number=entry.number,
        photo=entry.subject,
        label=details["photo"],
        ruling=decode_ruling(dict(details)),
        by=details.get("by", entry.actor),
        at=details.get("at", entry.at),
    )


def _taken_back(stored: StoredRuling, entry: Row[Any], details: Mapping[str, Any]) -> StoredRuling:
    return replace(
        stored,
        ruling=replace(stored.ruling, withdrawn_on=date.fromisoformat(details["on"])),
        withdrawn_by=details.get("by", entry.actor),
        withdrawn_reason=details["reason"],
    )
