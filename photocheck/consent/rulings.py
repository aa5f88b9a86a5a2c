"""What people decided about things in photos, kept in the register's log: a line for each decision and withdrawal.

There is no second table that could say something else: the log is read from its first line, which proves that it is
whole, and what still stands is what counts.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from photocheck.consent import log
from photocheck.consent.ruling_replay import DECIDE, FORGET, WITHDRAW, StoredRuling, replayed
from photocheck.domain.encoding import encode_ruling
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.rulings import MARKED, Ruling, Rulings
from photocheck.errors import UsageError

__all__ = ["NewRuling", "RulingBook", "RulingLog"]


@dataclass(frozen=True, slots=True)
class NewRuling:
    """Something that somebody decides: about a finding, or about a place that was marked by hand.

    `reason` goes on after "because". `policy` is the label of the policy under which it is decided.
    """

    sensitive: bool
    reason: str
    policy: str
    kind: str = MARKED
    box: Box | None = None
    page: int = 1
    patterns: frozenset[str] = frozenset()
    shown: str | None = None
    expires_on: date | None = None

    @classmethod
    def about(
        cls, finding: Finding, *, sensitive: bool, reason: str, policy: str, expires_on: date | None = None
    ) -> NewRuling:
        """A decision about what a detector saw."""
        shown = None if finding.text is None or finding.box is not None else finding.text.masked
        return cls(
            sensitive, reason, policy, finding.kind, finding.box, finding.page, finding.patterns, shown, expires_on
        )

    def check(self, today: date) -> None:
        """Raise UsageError where it could not be defended later."""
        if not self.reason.strip():
            raise UsageError("A decision needs a reason, so that it can be defended later.")
        if self.kind == MARKED and (not self.sensitive or self.box is None):
            raise UsageError("What is marked by hand has a place in the photo, and is sensitive.")
        if self.expires_on is not None and self.sensitive:
            raise UsageError("That something is sensitive does not end by itself.", "Withdraw the decision instead.")
        if self.expires_on is not None and self.expires_on < today:
            raise UsageError(f"The decision cannot end on {self.expires_on}, which is in the past.")


@dataclass(frozen=True, slots=True)
class RulingBook:
    """The decisions as they stood when a run began; `on` is the day of the run."""

    on: date
    by_photo: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Iterable[StoredRuling], on: date) -> RulingBook:
        """Index those that stand by the photo that they are about."""
        by_photo: dict[str, list[Ruling]] = defaultdict(list)
        for stored in decisions:
            if stored.stands:
                by_photo[stored.photo].append(stored.ruling)
        return cls(on, {photo: tuple(made) for photo, made in by_photo.items()})

    def rulings_for(self, sha256: str | None) -> Rulings:
        """What people decided about the photo with this content."""
        return Rulings(self.by_photo.get(sha256 or "", ()), self.on)


@dataclass(slots=True)
class RulingLog:
    """The decisions in a register; `Register.rulings` gives one. Safe from many threads and processes at once.

    Methods that read raise ConfigurationError where the log is not as it was written: nobody could defend what rests
    on it.
    """

    engine: Engine
    actor: str

    def decide(self, photo: str, label: str, new: Sequence[NewRuling]) -> list[Ruling]:
        """Note decisions about a photo, all of them or none; what was decided about the same things before is replaced.

        Raises UsageError where one could not be defended.
        """
        return self.decide_all([(photo, label, new)])

    def decide_all(self, about: Sequence[tuple[str, str, Sequence[NewRuling]]]) -> list[Ruling]:
        """Note decisions about several photos, each given by its sha256 and what it is called: all of them or none."""
        today = datetime.now(UTC).date()
        for one in (one for *_, new in about for one in new):
            one.check(today)
        made: list[Ruling] = []
        with self._changing() as connection:
            standing = [stored for stored in replayed(connection) if stored.stands]
            for photo, label, new in about:
                fresh = [self._written(connection, photo, label, one, today) for one in new]
                for old in (stored for stored in standing if stored.photo == photo):
                    replacing = next((one for one in fresh if _same_thing(one, old.ruling)), None)
                    if replacing is not None:
                        self._withdrawn(connection, old, f"decided again ({replacing.id})")
                made += fresh
        return made

    def withdraw(self, ids: Iterable[str], reason: str) -> None:
        """Take decisions back, all of them or none; raises UsageError where there is no such decision that stands."""
        if not reason.strip():
            raise UsageError("A withdrawal needs a reason, so that it can be defended later.")
        with self._changing() as connection:
            known = {stored.ruling.id: stored for stored in replayed(connection)}
            for name in dict.fromkeys(ids):
                stored = known.get(name)
                if stored is None:
                    raise UsageError(f"There is no decision “{name}”.", "“photocheck decisions list” shows them.")
                if not stored.stands:
                    raise UsageError(f"The decision {name} was withdrawn on {stored.ruling.withdrawn_on} already.")
                self._withdrawn(connection, stored, reason.strip())

    def take_in(self, others: Iterable[StoredRuling]) -> int:
        """Add decisions of another register that are not here yet, all of them or none; returns how many changed.

        Who decided them and when is kept, and that they were taken in. One that was withdrawn there is withdrawn here.
        """
        changed = 0
        with self._changing() as connection:
            known = {stored.ruling.id: stored for stored in replayed(connection)}
            for other in others:
                here = known.get(other.ruling.id)
                if here is None:
                    details = _details(other.ruling, other.label) | {"by": other.by, "at": other.at}
                    self._append(connection, DECIDE, other.photo, details)
                    here = replace(other, ruling=replace(other.ruling, withdrawn_on=None))
                elif other.stands or not here.stands:
                    continue
                if not other.stands:
                    why = other.withdrawn_reason or "withdrawn elsewhere"
                    self._withdrawn(connection, here, why, by=other.withdrawn_by, on=other.ruling.withdrawn_on)
                changed += 1
        return changed

    def forget(self, photo: str) -> int:
        """Erase what was decided about a photo, such as when its name names somebody; returns how many decisions.

        That it was done is kept. Raises UsageError where nothing was decided about this photo.
        """
        with self._changing() as connection:
            count = sum(stored.photo == photo for stored in replayed(connection))
            if not count:
                raise UsageError("Nothing was decided about this photo.", "“photocheck decisions list” shows what was.")
            log.erase_details(connection, photo)
            self._append(connection, FORGET, photo, {})
        return count

    def all(self) -> list[StoredRuling]:
        """Every decision, the oldest first, withdrawn ones too."""
        with log.at_one_moment(self.engine) as connection:
            return list(replayed(connection))

    def book(self, on: date) -> RulingBook:
        """The decisions that stand now, to be asked for each photo of a run."""
        return RulingBook.of(self.all(), on)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            log.hold(connection)
            yield connection

    def _written(self, connection: Connection, photo: str, label: str, new: NewRuling, today: date) -> Ruling:
        ruling = Ruling(
            id=secrets.token_hex(6),
            kind=new.kind,
            sensitive=new.sensitive,
            reason=new.reason.strip(),
            made_on=today,
            policy=new.policy,
            box=new.box,
            page=new.page,
            patterns=new.patterns,
            shown=new.shown,
            expires_on=new.expires_on,
        )
        self._append(connection, DECIDE, photo, _details(ruling, label))
        return ruling

    def _withdrawn(
        self,
        connection: Connection,
        stored: StoredRuling,
        reason: str,
        *,
        by: str | None = None,
        on: date | None = None,
    ) -> None:
        day = on or datetime.now(UTC).date()
        details = {"id": stored.ruling.id, "reason": reason, "on": day.isoformat()} | ({"by": by} if by else {})
        self._append(connection, WITHDRAW, stored.photo, details)

    def _append(self, connection: Connection, action: str, photo: str, details: Mapping[str, Any]) -> None:
        log.append(connection, actor=self.actor, action=action, subject=photo, details=details)


def _same_thing(new: Ruling, old: Ruling) -> bool:
    return (new.kind, new.page) == (old.kind, old.page) and old.is_in_place_of(new.box, new.shown)


def _details(ruling: Ruling, label: str) -> dict[str, Any]:
    """What a line says: the decision without its withdrawal, which has a line of its own."""
    return encode_ruling(replace(ruling, withdrawn_on=None)) | {"photo": label}
