"""A run as one JSON document, schema photocheck/run/1."""

from __future__ import annotations

import json
from typing import Any, TextIO

from photocheck.domain.encoding import encode_run
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport, RunReport
from photocheck.reports.interface import Run

__all__ = ["JsonReport", "as_json"]


class JsonReport:
    """Collects the photos and writes them as one document."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._photos: list[PhotoReport] = []

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:  # noqa: ARG002 - shows none
        """Keep the photo for the document."""
        self._photos.append(report)

    def finish(self) -> None:
        """Write the document."""
        run = RunReport(self._run.policy, tuple(self._photos), self._run.skipped)
        document = encode_run(run, reveal=self._run.reveal)
        self._stream.write(as_json(document, indent=2) + "\n")


def as_json(document: dict[str, Any], *, indent: int | None = None) -> str:
    """Write the document as text that UTF-8 can carry, whatever bytes a file name has."""
    text = json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        # A file name that is not UTF-8 holds lone surrogates; JSON's own escapes can carry them.
        return json.dumps(document, indent=indent, allow_nan=False)
    return text
