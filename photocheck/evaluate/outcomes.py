"""One labelled photo after it was screened."""

from __future__ import annotations

from dataclasses import dataclass

from photocheck.domain.findings import Finding
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.evaluate.facts import is_read, text_of
from photocheck.evaluate.kinds import Measured
from photocheck.evaluate.labels import LabelledPhoto, Truth
from photocheck.evaluate.matching import Pairing

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is in the photo, what the report says, and how many seconds it took."""

    photo: LabelledPhoto
    report: PhotoReport
    seconds: float

    @property
    def problems(self) -> tuple[str, ...]:
        """Why the photo could not be checked, or not measured: in sentences, none where all went well."""
        told = tuple(f"{problem.stage}: {problem.message}" for problem in self.report.problems)
        if not told and not self._same_size:
            return (f"labels: they are for a picture of {self.photo.size}, the photo is {self._report_size}",)
        return told

    @property
    def checked(self) -> bool:
        """Whether the photo was looked at in full, so that what was not found counts as "not there"."""
        return not self.problems

    @property
    def stopped(self) -> bool:
        """Whether the photo was checked and told to be held back."""
        return self.checked and Decision.HIDE <= self.report.decision < Decision.NOT_CHECKED

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found; nothing where the labels are for another size, for then no place agrees."""
        return self.report.findings if self._same_size else ()

    @property
    def text(self) -> str:
        """All that was read, letters and digits only."""
        return text_of(self.report.findings)

    @property
    def megapixels(self) -> float:
        """Size of the upright photo, 0 where it could not be opened."""
        return (self.report.width or 0) * (self.report.height or 0) / 1e6

    def pairing(self, measured: Measured) -> Pairing:
        """Hold labels and findings of one kind against each other."""
        return measured.pair(measured.truths(self.photo), measured.of_kind(self.findings), measured.overlap)

    def unplaced(self, measured: Measured) -> tuple[list[Truth], list[Truth]]:
        """Things that are known to be somewhere in the photo: those found, by their text, and those missed.

        A thing of which the labels tell neither place nor text cannot be measured and is in neither.
        """
        truths = [
            truth
            for truth in measured.truths(self.photo)
            if truth.box is None and truth.text is not None and not truth.ignore
        ]
        read = text_of(measured.of_kind(self.findings))
        found = [truth for truth in truths if is_read(truth.text or "", read)]
        return found, [truth for truth in truths if truth not in found]

    @property
    def _report_size(self) -> tuple[int | None, int | None]:
        return self.report.width, self.report.height

    @property
    def _same_size(self) -> bool:
        return self.photo.size is None or self.report.width is None or self.photo.size == self._report_size
