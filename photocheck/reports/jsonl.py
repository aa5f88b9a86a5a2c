"""One photo a line, schema photocheck/report/1, written as each is known."""

from __future__ import annotations

from typing import Final, TextIO

from photocheck.domain.encoding import encode_report
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.reports.interface import Run
from photocheck.reports.json import as_json, nameless, with_name

__all__ = ["JsonLinesReport"]


class JsonLinesReport:
    """Writes a line for each photo, and sends it on its way at once."""

    form: Final = "jsonl"

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:  # noqa: ARG002 - shows none
        """Write the photo's line."""
        self.tell(report.source, self.told(report), report.decision)
        self._stream.flush()

    def told(self, report: PhotoReport) -> str:
        """The photo's line without its name."""
        return as_json(encode_report(nameless(report), reveal=self._run.reveal))

    def tell(self, name: str, told: str, decision: Decision) -> None:  # noqa: ARG002 - the line says it
        """Write the line of a photo of this name."""
        self._stream.write(with_name(told, name) + "\n")

    def finish(self) -> None:
        """Nothing is left to say: every line stands for itself."""
        self._stream.flush()
