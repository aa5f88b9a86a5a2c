"""A report as the judge sees it: what lies on what, and where."""

from __future__ import annotations

from dataclasses import dataclass

from photocheck.domain.containment import holders
from photocheck.domain.findings import OBJECT_KINDS, Finding, Match
from photocheck.domain.reports import PhotoReport
from photocheck.domain.wording import position

__all__ = ["Scene", "Sight"]


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing that rules speak of: a finding itself, or one match in its text.

    `around` are the objects that the finding lies on, the smallest first: all of them count, so that one more
    object in between never hides another from a rule. `legible` is False for text, a code or a page of which
    nothing could be read.
    """

    finding: Finding
    match: Match | None
    around: tuple[Finding, ...]
    legible: bool

    @property
    def subject(self) -> str:
        """The id of the pattern, or the kind where the sight is the finding itself."""
        return self.finding.kind if self.match is None else self.match.pattern

    @property
    def confidence(self) -> float:
        """How sure the recogniser was, or the detector where the sight is the finding itself."""
        return self.finding.confidence if self.match is None else self.match.confidence

    @property
    def size(self) -> float:
        """The longer side of the box in pixels; endless where the size is not known, to be on the safe side."""
        box = self.finding.box
        return float("inf") if box is None else max(box.width, box.height)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in a report that rules speak of, and the size of the photo in pixels."""

    sights: tuple[Sight, ...]
    width: int
    height: int
    pages: int

    @classmethod
    def of(cls, report: PhotoReport) -> Scene:
        """Relate the findings of a report."""
        objects = [finding for finding in report.findings if finding.kind in OBJECT_KINDS]
        by_number = {finding.number: finding for finding in objects}
        legible_on: set[int] = set()
        related: list[tuple[Finding, tuple[Finding, ...]]] = []
        for finding in report.findings:
            around = list(holders(finding, objects))
            named = None if finding.inside is None else by_number.get(finding.inside)
            if named is not None and named not in around:
                # The report's own word counts too: its boxes are rounded, and a detector may know more.
                around.insert(0, named)
            related.append((finding, tuple(around)))
            if finding.text is not None:
                legible_on.update(holder.number for holder in around)
        sights = [
            Sight(finding, match, around, finding.text is not None or finding.number in legible_on)
            for finding, around in related
            for match in (None, *finding.matches)
        ]
        return cls(tuple(sights), report.width or 0, report.height or 0, report.pages)

    def place(self, finding: Finding) -> str | None:
        """Where it lies, in words; None where it has no place in the picture."""
        if finding.box is None:
            return None
        if finding.page > 1:
            # The size in the report is that of the first page.
            return f"page {finding.page} of the file"
        return position(finding.box, self.width, self.height)
