"""The register of consent: every change is one transaction, and leaves a line in the log."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select, update

from photocheck.consent import log
from photocheck.consent.book import ConsentBook
from photocheck.consent.records import Link, LinkKind, NewRecord, StoredRecord
from photocheck.consent.rulings import RulingLog
from photocheck.consent.tables import links, records, uses
from photocheck.domain.consent import ConsentRecord
from photocheck.domain.geometry import Box
from photocheck.errors import UsageError

__all__ = ["Register"]


@dataclass(slots=True)
class Register:
    """Who has agreed to what; open one with `open_register`. Safe from many threads and processes at once.

    `actor` is whom the log names for changes. Methods that name a record raise UsageError where there is none.
    """

    engine: Engine
    actor: str

    def add(self, new: NewRecord) -> None:
        """Put a form on file; raises UsageError where something is wrong with it, or the reference is taken."""
        self.add_all([new])

    def add_all(self, new: Sequence[NewRecord]) -> None:
        """Put several forms on file, all of them or none."""
        for one in new:
            one.check()
        with self._changing() as connection:
            for one in new:
                self._insert(connection, one)

    def link(self, reference: str, new: Iterable[Link]) -> int:
        """Say what else a record covers; returns how many of the links were not there yet."""
        with self._changing() as connection:
            record = _found(connection, reference)
            known = {_key(link) for link in _links_of(connection, record.id)}
            fresh = [link for link in dict.fromkeys(new) if _key(link) not in known]
            for link in fresh:
                connection.execute(links.insert().values(record_id=record.id, **_link_values(link)))
            if fresh:
                self._note(connection, "link", record.id, reference=reference, links=[link.words for link in fresh])
        return len(fresh)

    def unlink(self, reference: str, old: Iterable[Link]) -> int:
        """Say what a record no longer covers; returns how many links were taken away."""
        wanted = {(link.kind, link.value) for link in old}
        with self._changing() as connection:
            record = _found(connection, reference)
            rows = connection.execute(select(links).where(links.c.record_id == record.id)).all()
            gone = [row for row in rows if (LinkKind(row.kind), row.value) in wanted]
            for row in gone:
                connection.execute(delete(links).where(links.c.id == row.id))
            if gone:
                self._note(
                    connection, "unlink", record.id, reference=reference, links=[_link(row).words for row in gone]
                )
        return len(gone)

    def withdraw(self, reference: str, reason: str, on: date) -> None:
        """Note that consent was taken back, from this day on."""
        if not reason.strip():
            raise UsageError("A withdrawal needs a reason, so that it can be defended later.")
        with self._changing() as connection:
            record = _found(connection, reference)
            if record.withdrawn_on is not None:
                raise UsageError(f"The consent {reference} was withdrawn on {record.withdrawn_on} already.")
            change = {"withdrawn_on": on, "withdrawn_reason": reason.strip()}
            connection.execute(update(records).where(records.c.id == record.id).values(change))
            self._note(connection, "withdraw", record.id, reference=reference, **change)

    def expire(self, reference: str, on: date) -> None:
        """Let a record end on this day; the day itself still counts."""
        with self._changing() as connection:
            record = _found(connection, reference)
            if on < record.given_on:
                raise UsageError(f"The consent {reference} was given on {record.given_on}, so it cannot end on {on}.")
            connection.execute(update(records).where(records.c.id == record.id).values(expires_on=on))
            self._note(connection, "expire", record.id, reference=reference, expires_on=on, before=record.expires_on)

    def forget(self, reference: str) -> None:
        """Erase a record, its links and what the log says of them; that it was done is kept."""
        with self._changing() as connection:
            record = _found(connection, reference)
            connection.execute(delete(links).where(links.c.record_id == record.id))
            connection.execute(delete(uses).where(uses.c.record_id == record.id))
            connection.execute(delete(records).where(records.c.id == record.id))
            log.erase_details(connection, record.id)
            log.append(connection, actor=self.actor, action="forget", subject=record.id, details={})

    def note(self, reference: str, action: str, **details: Any) -> None:  # noqa: ANN401
        """Note in the log what was done because of a record outside the register's own tables."""
        with self._changing() as connection:
            record = _found(connection, reference)
            self._note(connection, action, record.id, reference=reference, **details)

    def has(self, reference: str) -> bool:
        """Whether there is a record of this reference."""
        with self.engine.connect() as connection:
            return bool(connection.execute(select(records.c.id).where(records.c.reference == reference)).first())

    def enrolled_in(self, reference: str) -> list[str]:
        """The people files into which the log says that these people were enrolled, and not deleted from since.

        None of them where there is no such record: then the log tells nothing of it either.
        """
        with self.engine.connect() as connection:
            record = connection.execute(select(records.c.id).where(records.c.reference == reference)).scalar()
            files: list[str] = []
            for action, details in log.changes_of(connection, record or ""):
                if action == "enrol":
                    files.append(str(details.get("file", "")))
                elif action == "unenrol":
                    files = list(details.get("left", ()))
            return [file for file in files if file]

    def records(self) -> list[StoredRecord]:
        """Every record on file, by reference."""
        with self.engine.connect() as connection:
            allowed: dict[str, set[str]] = defaultdict(set)
            for row in connection.execute(select(uses)):
                allowed[row.record_id].add(row.use)
            linked: dict[str, list[Link]] = defaultdict(list)
            for row in connection.execute(select(links).order_by(links.c.id)):
                linked[row.record_id].append(_link(row))
            return [
                _stored(row, frozenset(allowed[row.id]), tuple(linked[row.id]))
                for row in connection.execute(select(records).order_by(records.c.reference))
            ]

    def record(self, reference: str) -> StoredRecord:
        """The record of this reference."""
        with self.engine.connect() as connection:
            row = _found(connection, reference)
            allowed = connection.execute(select(uses.c.use).where(uses.c.record_id == row.id)).scalars()
            return _stored(row, frozenset(allowed), tuple(_links_of(connection, row.id)))

    def book(self, on: date) -> ConsentBook:
        """The register as it stands now, to be asked for each photo of a run."""
        return ConsentBook.of(self.records(), on)

    def log_entries(self) -> list[Row[Any]]:
        """Every line of the log, the first one first."""
        with self.engine.connect() as connection:
            return list(log.entries(connection))

    def log_head(self) -> str:
        """The hash of the log's last line."""
        with self.engine.connect() as connection:
            return log.head(connection)

    def verify(self) -> list[log.Flaw]:
        """Name every line of the log that is not as it was written."""
        with log.at_one_moment(self.engine) as connection:
            return list(log.flaws(connection))

    @property
    def rulings(self) -> RulingLog:
        """What people decided about things in photos, in the same log."""
        return RulingLog(self.engine, self.actor)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def _insert(self, connection: Connection, new: NewRecord) -> None:
        taken = connection.execute(select(records.c.id).where(records.c.reference == new.reference)).first()
        if taken is not None:
            raise UsageError(f"There is a record {new.reference} already.", "Give each form a reference of its own.")
        identity = uuid.uuid4().hex
        values = asdict(new)
        allowed = sorted(values.pop("uses"))
        connection.execute(records.insert().values(id=identity, **values))
        connection.execute(uses.insert(), [{"record_id": identity, "use": use} for use in allowed])
        self._note(connection, "add", identity, **values, uses=allowed)

    def _note(self, connection: Connection, action: str, subject: str, **details: Any) -> None:  # noqa: ANN401
        known = {key: value for key, value in details.items() if value is not None}
        log.append(connection, actor=self.actor, action=action, subject=subject, details=known)


def _found(connection: Connection, reference: str) -> Row[Any]:
    row = connection.execute(select(records).where(records.c.reference == reference)).first()
    if row is None:
        raise _unknown(reference, list(connection.execute(select(records.c.reference)).scalars()))
    return row


def _unknown(reference: str, known: Sequence[str]) -> UsageError:
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way out

    near = get_close_matches(reference, known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else "“photocheck consent list” shows what is on file."
    return UsageError(f"There is no consent “{reference}” on file.", hint)


def _links_of(connection: Connection, record_id: str) -> list[Link]:
    rows = connection.execute(select(links).where(links.c.record_id == record_id).order_by(links.c.id))
    return [_link(row) for row in rows]


def _link(row: Row[Any]) -> Link:
    box = None if row.left is None else Box(row.left, row.top, row.right, row.bottom)
    hashes = tuple(int(word, 16) for word in row.hashes.split())
    return Link(LinkKind(row.kind), row.value, row.label, box, row.page, hashes)


def _link_values(link: Link) -> dict[str, Any]:
    box = link.box
    corners = (None,) * 4 if box is None else (box.left, box.top, box.right, box.bottom)
    values = dict(zip(("left", "top", "right", "bottom"), corners, strict=True))
    hashes = " ".join(f"{one:016x}" for one in link.hashes)
    words = {"kind": link.kind.value, "value": link.value, "label": link.label, "page": link.page}
    return {**words, **values, "hashes": hashes}


def _key(link: Link) -> tuple[LinkKind, str, Box | None, int]:
    return (link.kind, link.value, link.box, link.page)


def _stored(row: Row[Any], allowed: frozenset[str], linked: tuple[Link, ...]) -> StoredRecord:
    return StoredRecord(
        record=ConsentRecord(
            reference=row.reference,
            people=row.people,
            uses=allowed,
            given_on=row.given_on,
            covers=tuple(link.words for link in linked),
            expires_on=row.expires_on,
            withdrawn_on=row.withdrawn_on,
            guardian=row.guardian,
            under_18=row.under_18,
        ),
        links=linked,
        who=row.who,
        withdrawn_reason=row.withdrawn_reason,
        form_name=row.form_name,
        form_sha256=row.form_sha256,
    )
