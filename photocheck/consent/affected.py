"""Which photos are affected when consent ends: by withdrawal, by expiry, or since they are used for something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from photocheck.consent.book import ConsentBook
from photocheck.consent.copies import NearCopies
from photocheck.domain.consent import ConsentRecord, Gap

__all__ = ["Affected", "Checker"]


@dataclass(frozen=True, slots=True)
class Affected:
    """A photo that a record is, or soon will be, no consent for.

    `gap` is why; None where the record only ends within the days that were asked for. `copy_of` names the linked photo
    that this one looks like, None where the photo itself, its folder or its event is linked.
    """

    photo: str
    record: ConsentRecord
    gap: Gap | None
    copy_of: str | None = None


class Checker:
    """Tells for each photo which records no longer hold for this audience and channel, or end within so many days."""

    def __init__(self, book: ConsentBook, audience: str, channel: str, days: int) -> None:
        self._book = book
        self._whither = (audience, channel)
        self._soon = book.on + timedelta(days=days)
        self._copies = NearCopies(link for stored in book.records.values() for link in stored.links)

    def check(
        self, name: str, *, sha256: str | None, path: str | None = None, event: str | None = None,
        hashes: tuple[int, ...] = (),
    ) -> Iterator[Affected]:  # fmt: skip
        """Name every record that fails this photo; `hashes` are what near-copies are looked for by."""
        linked = self._book.state_for(sha256=sha256, path=path, event=event)
        yield from self._failing(name, linked.records, None)
        told = {record.reference for record in linked.records}
        for link in self._copies.find(hashes) if hashes else ():
            if link.value == sha256:
                continue
            records = self._book.state_for(sha256=link.value).records
            fresh = [record for record in records if record.reference not in told]
            told.update(record.reference for record in fresh)
            yield from self._failing(name, fresh, link.label)

    def _failing(self, name: str, records: Iterable[ConsentRecord], copy_of: str | None) -> Iterator[Affected]:
        for record in records:
            gap = record.gap(*self._whither, self._book.on)
            ends_soon = record.expires_on is not None and record.expires_on <= self._soon
            if gap is not None or ends_soon:
                yield Affected(name, record, gap, copy_of)
