"""What people have agreed to, as far as the register knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.domain.validity import Lapse, lapse

__all__ = [
    "INTERNAL",
    "MATCHING",
    "MOST_APART",
    "USES",
    "USUALLY_APART",
    "ConsentRecord",
    "ConsentState",
    "FaceLink",
    "Gap",
]

INTERNAL: Final = "internal"
MATCHING: Final = "matching"
# What somebody can agree to, with the words for it: the channels of the policies, "internal", which is
# colleagues by email or in Teams, and "matching", which nobody agrees to by agreeing to the rest.
USES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "whatsapp": "WhatsApp",
        "website": "the website",
        "social": "social media",
        "press": "the press",
        "print": "print",
        "email": "email",
        "teams": "Teams",
        INTERNAL: "internal use",
        MATCHING: "being recognised in other photos",
    }
)
INTERNAL_CHANNELS: Final = frozenset({"email", "teams"})
INTERNAL_AUDIENCE: Final = "colleagues"
# How far apart two faces' encodings may lie for one person to be proposed: unless something else is said, and at the
# most. The library's own limit is 0.6, by which one in fifteen pairs of different people is taken for one person; by
# 0.5 it is one in eighty (tests/benchmarks/same_person.py).
USUALLY_APART: Final = 0.5
MOST_APART: Final = 0.6
# A face is the one that was linked when the boxes agree this far (intersection over union): faces are drawn
# differently by one detector and the next.
SAME_FACE: Final = 0.35


class Gap(StrEnum):
    """Why a record that is linked to a photo does not hold for what is to be done with it."""

    WITHDRAWN = Lapse.WITHDRAWN
    EXPIRED = Lapse.EXPIRED
    NOT_BEGUN = Lapse.NOT_BEGUN
    NO_GUARDIAN = "no-guardian"
    OTHER_USE = "other-use"
    DAY_UNKNOWN = Lapse.DAY_UNKNOWN


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One consent form: how many people, for which uses, from when until when.

    `covers` says in words what the record is linked to: an event, a folder, or a photo. `uses` are among
    USES. `people` is how many people the form was filled in for; for somebody under 18 a `guardian` has to
    have signed.
    """

    reference: str
    people: int
    uses: frozenset[str]
    given_on: date
    covers: tuple[str, ...] = ()
    expires_on: date | None = None
    withdrawn_on: date | None = None
    guardian: str | None = None
    under_18: bool = False
    faces_only: bool = False
    """Whether in this photo the record covers only the faces that were linked to it, one by one."""

    def gap(self, audience: str, channel: str, on: date | None) -> Gap | None:
        """Why the record does not hold for this audience on this channel on this day; None where it does."""
        lapsed = lapse(on, begins_on=self.given_on, expires_on=self.expires_on, withdrawn_on=self.withdrawn_on)
        if lapsed is not None:
            return Gap(lapsed)
        if self.under_18 and self.guardian is None:
            return Gap.NO_GUARDIAN
        return None if self._allows_use(audience, channel) else Gap.OTHER_USE

    def people_among(self, linked: int) -> int:
        """How many people it covers in a photo in which so many faces were linked to it."""
        return min(self.people, linked) if self.faces_only else self.people

    def _allows_use(self, audience: str, channel: str) -> bool:
        if channel in self.uses:
            return True
        return INTERNAL in self.uses and channel in INTERNAL_CHANNELS and audience == INTERNAL_AUDIENCE


@dataclass(frozen=True, slots=True)
class FaceLink:
    """A face in the photo that somebody said belongs to a record; pixels of the upright photo."""

    reference: str
    box: Box
    page: int = 1


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The records that are linked to one photo, the faces among them, and the day for which they are judged."""

    records: tuple[ConsentRecord, ...] = ()
    on: date | None = None
    faces: tuple[FaceLink, ...] = ()

    def holding(self, audience: str, channel: str) -> Iterator[ConsentRecord]:
        """The records that hold for this audience on this channel."""
        return (record for record in self.records if record.gap(audience, channel, self.on) is None)

    def references(self, findings: Iterable[Finding]) -> dict[int, str]:
        """Which of these faces, by number, was linked to which record; each link speaks of one face."""
        pairs = [
            (overlap_over_union(finding.box, link.box), finding.number, index)
            for finding in findings
            if finding.kind == "face" and finding.box is not None
            for index, link in enumerate(self.faces)
            if link.page == finding.page
        ]
        found: dict[int, str] = {}
        used: set[int] = set()
        for overlap, number, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if overlap >= SAME_FACE and number not in found and index not in used:
                found[number] = self.faces[index].reference
                used.add(index)
        return found

    def people_covered(self, audience: str, channel: str, findings: Iterable[Finding]) -> int:
        """How many people have agreed to this, of those seen in the photo; nobody where the day is not known.

        A record that was given for single faces covers nobody else, and only those that are among `findings`.
        """
        seen = Counter(self.references(findings).values())
        return sum(record.people_among(seen[record.reference]) for record in self.holding(audience, channel))
