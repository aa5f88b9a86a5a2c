"""What the register holds: records of consent, and what each of them is linked to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from photocheck.domain.consent import USES, ConsentRecord
from photocheck.domain.geometry import Box
from photocheck.errors import UsageError

__all__ = ["Link", "LinkKind", "NewRecord", "StoredRecord", "folder_link"]


class LinkKind(StrEnum):
    """What a record can cover."""

    EVENT = "event"
    FOLDER = "folder"
    PHOTO = "photo"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that a record covers.

    `value` is an event's name, a folder's full path, or a photo's sha256. A face has a `box` as well, pixels of
    the upright photo. `label` is what people call it, such as the photo's file name. `hashes` are
    perceptual ones of a photo, by which copies of it are found.
    """

    kind: LinkKind
    value: str
    label: str = ""
    box: Box | None = None
    page: int = 1
    hashes: tuple[int, ...] = field(default=(), compare=False)

    @property
    def words(self) -> str:
        """The link as a person reads it: "event Open day", "a face in stall.jpg"."""
        name = self.label or self.value
        return f"a face in {name}" if self.kind is LinkKind.FACE else f"{self.kind} {name}"


def folder_link(folder: str | Path) -> Link:
    """Link a folder with everything in it, by its full path."""
    path = Path(folder).resolve()
    return Link(LinkKind.FOLDER, path.as_posix(), str(folder))


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A consent form that is to be put on file.

    `form_sha256` is the hash of the signed form, `form_name` the file's name; the file itself stays where it is.
    """

    reference: str
    people: int
    uses: frozenset[str]
    given_on: date
    expires_on: date | None = None
    who: str | None = None
    under_18: bool = False
    guardian: str | None = None
    form_name: str | None = None
    form_sha256: str | None = None

    def check(self) -> None:
        """Raise UsageError, naming everything that is wrong with it."""
        wrong = list(self._mistakes())
        if wrong:
            raise UsageError(" ".join(wrong))

    def _mistakes(self) -> Iterable[str]:
        if not self.reference.strip() or self.reference != self.reference.strip():
            yield "A record needs a reference, without spaces around it."
        if self.people < 1:
            yield f"A record is for at least 1 person, not {self.people}."
        if not self.uses:
            yield f"A record needs at least one use: {', '.join(USES)}."
        unknown = sorted(self.uses - set(USES))
        if unknown:
            yield f"There is no use “{unknown[0]}”; choose from {', '.join(USES)}."
        if self.expires_on is not None and self.expires_on < self.given_on:
            yield f"It cannot end on {self.expires_on} when it was given on {self.given_on}."


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it is on file: what verdicts need to know, and what only the register knows."""

    record: ConsentRecord
    links: tuple[Link, ...] = ()
    who: str | None = None
    withdrawn_reason: str | None = None
    form_name: str | None = None
    form_sha256: str | None = None

    @property
    def reference(self) -> str:
        """The record's own name."""
        return self.record.reference
