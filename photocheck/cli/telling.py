"""Telling of photos in the reports of a run, and again from what was told before, where every report can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from photocheck.batch.memory import Memory, Told
from photocheck.batch.sources import Source
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.reports.interface import Report, Retelling

__all__ = ["Teller", "forms_of"]


def forms_of(reports: Sequence[Report]) -> tuple[str, ...] | None:
    """The forms in which these reports tell, None where one of them cannot tell again what it told before."""
    forms = [report.form for report in reports if isinstance(report, Retelling)]
    return tuple(forms) if len(forms) == len(reports) else None


class Teller:
    """Hands each photo to every report, and what they told to the memory, where there is one."""

    def __init__(self, reports: Sequence[Report], streams: Sequence[TextIO], memory: Memory | None) -> None:
        self._reports = reports
        self._retelling = [report for report in reports if isinstance(report, Retelling)]
        self._streams = streams
        self._memory = memory

    def tell(self, source: Source, photo: PhotoReport, preview: Preview | None) -> None:
        """Tell of a photo that was judged just now, and send it on its way."""
        if self._memory is None or len(self._retelling) < len(self._reports):
            for report in self._reports:
                report.photo(photo, preview)
        else:
            told = Told(photo.decision, tuple(report.told(photo) for report in self._retelling))
            self._memory.keep(source, photo.sha256, told)
            self.tell_again(photo.source, told)
        for stream in self._streams:
            stream.flush()

    def tell_again(self, name: str, told: Told) -> Decision:
        """Tell what was told of the photo before, and return what to do with it."""
        for report, text in zip(self._retelling, told.texts, strict=True):
            report.tell(name, text, told.decision)
        return told.decision
