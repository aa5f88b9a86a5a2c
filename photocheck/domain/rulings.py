"""What people have decided about things in a photo after looking: that they are sensitive or not, and why.

The code calls such a decision a ruling, since `Decision` is what a verdict says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.domain.validity import Lapse, lapse

__all__ = ["DECIDED", "MARKED", "NOT_SENSITIVE", "SENSITIVE", "Ruling", "RulingGap", "Rulings"]

# The kind of what somebody marked in a photo by hand, since no detector had found it there.
MARKED: Final = "marked-by-hand"
BY_HAND: Final = "by hand"

# The names that reasons give for what people decided, by whether they said that it is sensitive.
DECIDED: Final[Mapping[bool, str]] = MappingProxyType({True: "decided-sensitive", False: "decided-not-sensitive"})

# The reasons that are offered, each as it goes on after "because"; anybody may write another.
NOT_SENSITIVE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "for-the-public": "it is there for the public to read",
        "mistaken": "it is not what photocheck took it for",
        "illegible": "nobody can read or recognise it",
        "published": "it has been published before",
    }
)
SENSITIVE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "personal": "it tells something about a person",
        "recognisable": "somebody can be recognised by it",
        "internal": "it is for internal use only",
        "missed": "photocheck had missed it",
    }
)

# A thing is the one that was decided about when the boxes agree this far (intersection over union), and no more than
# this share of it reaches out of the box: what lies beside has not been decided about.
SAME_PLACE: Final = 0.5
MOST_OUTSIDE: Final = 0.25


class RulingGap(StrEnum):
    """Why a ruling that something is not sensitive does not hold for a finding in its place."""

    WITHDRAWN = Lapse.WITHDRAWN
    EXPIRED = Lapse.EXPIRED
    NOT_BEGUN = Lapse.NOT_BEGUN
    DAY_UNKNOWN = Lapse.DAY_UNKNOWN
    MORE_KNOWN = "more-known"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decided about one thing in one photo, and why: `reason` goes on after "because".

    The thing is known by its kind and place, so that it is found again in later runs; one that is in the file rather
    than in the picture has no box, and is known by its text as it may be `shown`. `patterns` is what had been
    recognised in it, `policy` the policy's label when it was decided. That something is sensitive does not expire.
    """

    id: str
    kind: str
    sensitive: bool
    reason: str
    made_on: date
    policy: str
    box: Box | None = None
    page: int = 1
    patterns: frozenset[str] = frozenset()
    shown: str | None = None
    expires_on: date | None = None
    withdrawn_on: date | None = None

    def is_about(self, finding: Finding) -> bool:
        """Whether a finding is the thing that was decided about, by kind and place."""
        if (finding.kind, finding.page) != (self.kind, self.page):
            return False
        return self.is_in_place_of(finding.box, None if finding.text is None else finding.text.masked)

    def is_in_place_of(self, box: Box | None, shown: str | None) -> bool:
        """Whether the box is where this one is; without boxes, whether the text is the same."""
        if box is None or self.box is None:
            return box is self.box and shown == self.shown
        inside = box.intersection(self.box) >= (1 - MOST_OUTSIDE) * box.area
        return box == self.box or (inside and overlap_over_union(box, self.box) >= SAME_PLACE)

    def raises(self, on: date | None) -> bool:
        """Whether it stands that the thing is sensitive."""
        return self.sensitive and (self.withdrawn_on is None or (on is not None and on < self.withdrawn_on))

    def gap(self, finding: Finding, on: date | None) -> RulingGap | None:
        """Why the ruling that this finding is not sensitive does not hold on this day; None where it does.

        It was made about what was known then: where more has been recognised since, somebody has to look again.
        """
        lapsed = lapse(on, begins_on=self.made_on, expires_on=self.expires_on, withdrawn_on=self.withdrawn_on)
        if lapsed is not None:
            return RulingGap(lapsed)
        return None if finding.patterns <= self.patterns else RulingGap.MORE_KNOWN


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided about one photo, and the day for which it is judged."""

    made: tuple[Ruling, ...] = ()
    on: date | None = None

    def raising(self, finding: Finding) -> Ruling | None:
        """The ruling by which a finding is sensitive, None where there is none."""
        standing = (ruling for ruling in self.made if ruling.raises(self.on))
        return next((ruling for ruling in standing if _speaks_of(ruling, finding)), None)

    def lowering(self, finding: Finding) -> Ruling | None:
        """The ruling by which a finding is not sensitive, None where none holds; the newest of several."""
        holding = [ruling for ruling in self.about(finding) if ruling.gap(finding, self.on) is None]
        return max(holding, key=lambda ruling: ruling.made_on, default=None)

    def about(self, finding: Finding) -> Iterator[Ruling]:
        """Every ruling that this finding is not sensitive, whether it holds or not."""
        return (ruling for ruling in self.made if not ruling.sensitive and ruling.is_about(finding))

    def marks(self, findings: Iterable[Finding], first_number: int) -> tuple[Finding, ...]:
        """What people said is sensitive and is not among these findings, as findings of its own."""
        found = tuple(findings)
        unseen = [
            ruling
            for ruling in self.made
            if ruling.raises(self.on) and not any(ruling.is_about(finding) for finding in found)
        ]
        return tuple(
            Finding(MARKED, ruling.box, 1.0, BY_HAND, number=number, page=ruling.page)
            for number, ruling in enumerate(unseen, start=first_number)
        )

    def for_a_copy(self, dx: float, dy: float) -> Rulings:
        """What holds for a copy whose picture is moved by so many pixels: what was not sensitive there may be seen."""
        lowering = (ruling for ruling in self.made if not ruling.sensitive)
        moved = (replace(one, box=None if one.box is None else one.box.shifted(dx, dy)) for one in lowering)
        return Rulings(tuple(moved), self.on)


def _speaks_of(ruling: Ruling, finding: Finding) -> bool:
    """Whether the finding is the thing, or stands for it since no detector found it."""
    stands_for_it = finding.kind == MARKED and (finding.box, finding.page) == (ruling.box, ruling.page)
    return stands_for_it or ruling.is_about(finding)
