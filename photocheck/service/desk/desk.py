"""What the desk knows and does: judge a photo with what is on file, and keep what people decide about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from photocheck.consent.database import open_register
from photocheck.consent.on_file import AddOnFile, adding
from photocheck.consent.place import default_register, this_user
from photocheck.consent.register import Register
from photocheck.consent.ruling_replay import StoredRuling
from photocheck.consent.rulings import NewRuling, RulingBook
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport
from photocheck.errors import UsageError
from photocheck.policy import Policy, judge, judged
from photocheck.service.desk.alike import same_things
from photocheck.service.desk.photos import DeskPhoto
from photocheck.service.desk.words import line_of, shown

__all__ = ["Desk", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody decided about some findings of a photo; with `burst`, in all photos that look like it."""

    findings: Sequence[int]
    sensitive: bool
    reason: str
    expires_on: date | None = None
    burst: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """A run on the desk. `register` is where decisions are kept; it is begun where there is none."""

    photos: Sequence[DeskPhoto]
    policy: Policy
    audience: str
    channel: str
    register: str | None = None
    event: str | None = None

    def opened_register(self) -> Register:
        """The register; raises ConfigurationError where it is wrong."""
        return open_register(self.register or default_register(), actor=this_user(), create=True)

    def photo(self, number: int) -> DeskPhoto:
        """The photo with this number; raises UsageError where there is none."""
        if not 1 <= number <= len(self.photos):
            raise UsageError(f"There is no photo {number} on the desk.")
        return self.photos[number - 1]

    def judged(self, photo: DeskPhoto) -> PhotoReport:
        """The photo's report, judged with the consent and the decisions that are on file just now."""
        add_on_file, _ = self._on_file()
        return judged(add_on_file(photo.report, str(photo.path)), self.policy, self.audience, self.channel)

    def lines(self) -> list[dict[str, Any]]:
        """Every photo in a line: what to do with it, and how much somebody still has to look at."""
        return self._lines(self.photos)

    def shown(self, photo: DeskPhoto) -> dict[str, Any]:
        """One photo in words, and what was decided about each thing in it."""
        add_on_file, decisions = self._on_file()
        report = judged(add_on_file(photo.report, str(photo.path)), self.policy, self.audience, self.channel)
        alike = len(self._burst_of(photo)) if photo.burst else 0
        return {**line_of(photo, report), **shown(photo, report, self.policy, decisions), "alike": alike}

    def decide(self, photo: DeskPhoto, wanted: Wanted) -> list[dict[str, Any]]:
        """Keep a decision, and return the lines of the photos that it concerns.

        Raises UsageError where it could not be defended, or names what there is not.
        """
        known = {finding.number: finding for finding in photo.report.findings}
        unknown = sorted(set(wanted.findings) - known.keys())
        if unknown or not wanted.findings:
            raise UsageError(f"Nothing was found in this photo that has the number {[*unknown, 0][0]}.")
        about = [known[number] for number in wanted.findings]
        photos = self._burst_of(photo) if wanted.burst else [photo]
        things = [about if one is photo else same_things(about, photo.report, one.report) for one in photos]
        self._keep([(one, self._rulings(wanted, found)) for one, found in zip(photos, things, strict=True)])
        return self._anew(photos)

    def mark(self, photo: DeskPhoto, box: Box, reason: str) -> list[dict[str, Any]]:
        """Keep that something was missed here; it is sensitive."""
        whole = Box(0, 0, photo.report.width or 0, photo.report.height or 0)
        inside = box.clipped(whole.width, whole.height)
        if inside.area < 1:
            raise UsageError("The box lies outside the photo.")
        self._keep([(photo, [NewRuling(sensitive=True, reason=reason, policy=self.policy.label, box=inside)])])
        return self._anew([photo])

    def withdraw(self, photo: DeskPhoto, ids: Sequence[str], reason: str) -> list[dict[str, Any]]:
        """Take decisions about a photo back."""
        _, decisions = self._on_file()
        if not {one.ruling.id for one in decisions if one.photo == photo.report.sha256}.issuperset(ids):
            raise UsageError("That was not decided about this photo.")
        self.opened_register().rulings.withdraw(ids, reason)
        return self._anew([photo])

    def _rulings(self, wanted: Wanted, things: Sequence[Finding]) -> list[NewRuling]:
        what: dict[str, Any] = {"sensitive": wanted.sensitive, "reason": wanted.reason, "expires_on": wanted.expires_on}
        return [NewRuling.about(thing, policy=self.policy.label, **what) for thing in things]

    def _keep(self, new: Sequence[tuple[DeskPhoto, Sequence[NewRuling]]]) -> None:
        if not all(photo.can_be_seen for photo, _ in new):
            raise UsageError("This photo cannot be seen, so nobody can decide about it.")
        about = [(photo.report.sha256 or "", photo.path.name, rulings) for photo, rulings in new]
        self.opened_register().rulings.decide_all(about)

    def _burst_of(self, photo: DeskPhoto) -> list[DeskPhoto]:
        return [one for one in self.photos if one is photo or (one.burst and one.burst == photo.burst)]

    def _on_file(self) -> tuple[AddOnFile, list[StoredRuling]]:
        """What is on file just now: the log is read once for each answer, since that proves it whole."""
        register, today = self.opened_register(), datetime.now(UTC).date()
        decisions = register.rulings.all()
        return adding(register.book(today), RulingBook.of(decisions, today), self.event), decisions

    def _anew(self, photos: Sequence[DeskPhoto]) -> list[dict[str, Any]]:
        """The lines of photos that were decided about; the same photo may lie in the run twice."""
        touched = {photo.report.sha256 for photo in photos}
        return self._lines([photo for photo in self.photos if photo.report.sha256 in touched])

    def _lines(self, photos: Sequence[DeskPhoto]) -> list[dict[str, Any]]:
        add_on_file, _ = self._on_file()
        known = [add_on_file(photo.report, str(photo.path)) for photo in photos]
        # One verdict is enough for a line, and there may be thousands.
        verdicts = [judge(report, self.policy, self.audience, self.channel) for report in known]
        return [
            line_of(photo, replace(report, verdicts=(verdict,)))
            for photo, report, verdict in zip(photos, known, verdicts, strict=True)
        ]
