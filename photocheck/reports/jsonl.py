"""One photo a line, schema photocheck/report/1, written as each is known."""

from __future__ import annotations

from typing import TextIO

from photocheck.domain.encoding import encode_report
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.reports.interface import Run
from photocheck.reports.json import as_json

__all__ = ["JsonLinesReport"]


class JsonLinesReport:
    """Writes a line for each photo, and sends it on its way at once."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:  # noqa: ARG002 - shows none
        """Write the photo's line."""
        self._stream.write(as_json(encode_report(report, reveal=self._run.reveal)) + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Nothing is left to say: every line stands for itself."""
