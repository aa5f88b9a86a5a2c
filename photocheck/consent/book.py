"""The register as one run sees it: read once, then asked for each photo without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from photocheck.consent.records import Link, LinkKind, StoredRecord
from photocheck.domain.consent import ConsentState, FaceLink

__all__ = ["ConsentBook"]


@dataclass(frozen=True, slots=True)
class ConsentBook:
    """Which records cover which photos, as they stood when the run began; `on` is the day of the run."""

    on: date
    records: dict[str, StoredRecord] = field(default_factory=dict)
    _by_link: dict[tuple[LinkKind, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[StoredRecord], on: date) -> ConsentBook:
        """Index the records by what they are linked to."""
        known = {stored.reference: stored for stored in records}
        index: dict[tuple[LinkKind, str], tuple[str, ...]] = {}
        for stored in known.values():
            for link in stored.links:
                references = index.get((link.kind, link.value), ())
                index[link.kind, link.value] = (*references, stored.reference)
        return cls(on, known, index)

    def state_for(
        self, *, sha256: str | None, path: str | Path | None = None, event: str | None = None
    ) -> ConsentState:
        """The records that cover a photo with this content, in this place, taken at this event."""
        keys = [(LinkKind.PHOTO, sha256)] if sha256 else []
        if event:
            keys.append((LinkKind.EVENT, event))
        if path is not None:
            place = PurePosixPath(Path(path).resolve().as_posix())
            keys += [(LinkKind.FOLDER, str(folder)) for folder in place.parents]
        whole = dict.fromkeys(reference for key in keys for reference in self._by_link.get(key, ()))
        faces = dict.fromkeys(self._by_link.get((LinkKind.FACE, sha256), ())) if sha256 else {}
        records = [replace(self.records[reference].record, faces_only=False) for reference in whole]
        records += [replace(self.records[name].record, faces_only=True) for name in faces if name not in whole]
        links = [
            FaceLink(name, link.box, link.page)
            for name in faces
            for link in self.records[name].links
            if _is_face(link, sha256) and link.box is not None
        ]
        return ConsentState(tuple(records), self.on, tuple(links))


def _is_face(link: Link, sha256: str | None) -> bool:
    return link.kind is LinkKind.FACE and link.value == sha256
