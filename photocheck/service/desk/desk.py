"""What the desk knows and does: judge a photo with what is on file, and keep what people decide about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from photocheck.consent.database import open_register
from photocheck.consent.on_file import on_file
from photocheck.consent.place import default_register, this_user
from photocheck.consent.register import Register
from photocheck.consent.rulings import NewRuling, StoredRuling
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport
from photocheck.errors import UsageError
from photocheck.policy import Policy, judged
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


@dataclass(slots=True)
class Desk:
    """A run on the desk. `register` is where decisions are kept; it is begun where there is none."""

    photos: Sequence[DeskPhoto]
    policy: Policy
    audience: str
    channel: str
    register: str | None = None
    event: str | None = None
    _states: dict[int, dict[str, Any]] = field(default_factory=dict)

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
        return self._judged([photo])[0]

    def lines(self) -> list[dict[str, Any]]:
        """Every photo in a line: what to do with it, and how much somebody still has to look at."""
        fresh = [photo for photo in self.photos if photo.number not in self._states]
        for photo, report in zip(fresh, self._judged(fresh), strict=True):
            self._note(photo, report)
        return [self._states[photo.number] for photo in self.photos]

    def shown(self, photo: DeskPhoto) -> dict[str, Any]:
        """One photo in words, and what was decided about each thing in it."""
        return self._shown(photo, self.judged(photo))

    def decide(self, photo: DeskPhoto, wanted: Wanted) -> list[dict[str, Any]]:
        """Keep a decision, and return the lines of the photos that it concerns.

        Raises UsageError where it could not be defended, or names what there is not.
        """
        known = {finding.number: finding for finding in photo.report.findings}
        unknown = sorted(set(wanted.findings) - known.keys())
        if unknown or not wanted.findings:
            raise UsageError(f"Nothing was found in this photo that has the number {[*unknown, 0][0]}.")
        about = [known[number] for number in wanted.findings]
        for one in self._burst_of(photo) if wanted.burst else [photo]:
            same = about if one is photo else same_things(about, photo.report, one.report)
            self._keep(one, [
                NewRuling.about(
                    finding, sensitive=wanted.sensitive, reason=wanted.reason, policy=self.policy.label,
                    expires_on=wanted.expires_on,
                )
                for finding in same
            ])  # fmt: skip
        return self._anew(self._burst_of(photo) if wanted.burst else [photo])

    def mark(self, photo: DeskPhoto, box: Box, reason: str) -> list[dict[str, Any]]:
        """Keep that something was missed here; it is sensitive."""
        whole = Box(0, 0, photo.report.width or 0, photo.report.height or 0)
        inside = box.clipped(whole.width, whole.height)
        if inside.area < 1:
            raise UsageError("The box lies outside the photo.")
        self._keep(photo, [NewRuling(sensitive=True, reason=reason, policy=self.policy.label, box=inside)])
        return self._anew([photo])

    def withdraw(self, photo: DeskPhoto, ids: Sequence[str], reason: str) -> list[dict[str, Any]]:
        """Take decisions about a photo back."""
        own = {stored.ruling.id for stored in self._stored(photo)}
        if not own.issuperset(ids):
            raise UsageError("That was not decided about this photo.")
        self.opened_register().rulings.withdraw(ids, reason)
        return self._anew([photo])

    def _keep(self, photo: DeskPhoto, new: Sequence[NewRuling]) -> None:
        sha256 = photo.report.sha256
        if not photo.can_be_seen or sha256 is None:
            raise UsageError("This photo cannot be seen, so nobody can decide about it.")
        if new:
            self.opened_register().rulings.decide(sha256, photo.path.name, new)

    def _burst_of(self, photo: DeskPhoto) -> list[DeskPhoto]:
        return [one for one in self.photos if one is photo or (one.burst and one.burst == photo.burst)]

    def _stored(self, photo: DeskPhoto) -> list[StoredRuling]:
        return [one for one in self.opened_register().rulings.all() if one.stands and one.photo == photo.report.sha256]

    def _judged(self, photos: Sequence[DeskPhoto]) -> list[PhotoReport]:
        add_on_file = on_file(self.register, self.event)
        return [
            judged(add_on_file(photo.report, str(photo.path)), self.policy, self.audience, self.channel)
            for photo in photos
        ]

    def _anew(self, photos: Sequence[DeskPhoto]) -> list[dict[str, Any]]:
        """The lines of photos that were judged anew; the same photo may lie in the run twice."""
        touched = {photo.report.sha256 for photo in photos}
        concerned = [photo for photo in self.photos if photo.report.sha256 in touched]
        for photo, report in zip(concerned, self._judged(concerned), strict=True):
            self._note(photo, report)
        return [self._states[photo.number] for photo in concerned]

    def _note(self, photo: DeskPhoto, report: PhotoReport) -> None:
        self._states[photo.number] = line_of(photo, report)

    def _shown(self, photo: DeskPhoto, report: PhotoReport) -> dict[str, Any]:
        self._note(photo, report)
        alike = len(self._burst_of(photo)) if photo.burst else 0
        return {**self._states[photo.number], **shown(photo, report, self.policy, self._stored(photo)), "alike": alike}
