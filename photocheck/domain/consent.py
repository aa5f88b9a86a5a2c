"""What people have agreed to, as far as the register knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["ConsentRecord", "ConsentState"]


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One consent form: how many people, for which uses, from when until when.

    `covers` names what the record is linked to: an event, a folder, or a photo's sha256. `uses` are
    channels such as "whatsapp" or "website".
    """

    reference: str
    people: int
    uses: frozenset[str]
    given_on: date
    covers: tuple[str, ...] = ()
    expires_on: date | None = None
    withdrawn_on: date | None = None
    guardian: str | None = None

    def allows(self, channel: str, on: date) -> bool:
        """Whether the record holds for this use on this day."""
        begun = self.given_on <= on
        ended = self.expires_on is not None and self.expires_on < on
        withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= on
        return begun and not ended and not withdrawn and channel in self.uses


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The records that are linked to one photo, and the day for which they are judged."""

    records: tuple[ConsentRecord, ...] = ()
    on: date | None = None

    def people_covered(self, channel: str) -> int:
        """How many people have agreed to this use on this day; nobody where the day is not known."""
        if self.on is None:
            return 0
        return sum(record.people for record in self.records if record.allows(channel, self.on))
