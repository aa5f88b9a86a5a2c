"""What a report format is: it is handed photos one by one, and writes.

To add one, write a class like this in a file of this folder and name it in `photocheck/reports/__init__.py`.
A format decides nothing: what to do with a photo stands in its verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TextIO, runtime_checkable

from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision

__all__ = ["Report", "ReportFormat", "Retelling", "Run"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a format may tell besides the photos.

    `policy` is the policy's name and version, `questions` what somebody asks themselves before sending,
    `words` what the policy calls its audiences and channels.
    `photos` is how many will be told of; `skipped` counts, by kind of file, those that are no photos
    and were not looked at. `reveal` shows the text that was read, which is masked otherwise.
    """

    policy: str
    questions: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    photos: int = 1
    skipped: Mapping[str, int] = field(default_factory=dict)
    reveal: bool = False


class Report(Protocol):
    """One report while it is being written."""

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:
        """Tell of one photo, as soon as it is known; `preview` is there for formats that asked for one."""
        ...

    def finish(self) -> None:
        """Tell what there is to say at the end, when all photos were told of."""
        ...


@runtime_checkable
class Retelling(Report, Protocol):
    """A report that can tell of a photo again, from what it told before.

    `form` names everything in which two reports of this kind may differ but for the photos and the policy.
    """

    @property
    def form(self) -> str:
        """As the class says."""
        ...

    def told(self, report: PhotoReport) -> str:
        """What is told of this photo, without the photo's name: the same for the same report."""
        ...

    def tell(self, name: str, told: str, decision: Decision) -> None:
        """Tell it of a photo of this name, for which this is what to do."""
        ...


class ReportFormat(Protocol):
    """How a report begins: where to write, and what the run is."""

    def __call__(self, stream: TextIO, run: Run) -> Report:
        """Begin a report."""
        ...
