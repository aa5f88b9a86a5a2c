"""A run as one JSON document, schema photocheck/run/1."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any, Final, TextIO

from photocheck.domain.encoding import RUN_SCHEMA, encode_report
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.reports.interface import Run
from photocheck.reports.spool import Spool

__all__ = ["JsonReport", "as_json", "nameless", "with_name"]

# Made once: it takes longer to make one than to write a name.
ON_ONE_LINE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# How a document says that the photo's name is still to come.
NO_NAME: Final = '"source": ""'


class JsonReport:
    """Puts the photos aside and writes them as one document; nothing of it is written before it is whole."""

    form: Final = "json"

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._photos = Spool()
        self._totals: Counter[Decision] = Counter()

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:  # noqa: ARG002 - shows none
        """Put the photo aside for the document."""
        self.tell(report.source, self.told(report), report.decision)

    def told(self, report: PhotoReport) -> str:
        """What the document says of the photo, without its name."""
        text = as_json(encode_report(nameless(report), reveal=self._run.reveal), indent=2)
        return "    " + text.replace("\n", "\n    ")

    def tell(self, name: str, told: str, decision: Decision) -> None:
        """Put aside what is told of a photo of this name."""
        self._photos.write((",\n" if self._totals else "\n") + with_name(told, name))
        self._totals[decision] += 1

    def finish(self) -> None:
        """Write the document."""
        self._stream.write(f'{{\n  "schema": "{RUN_SCHEMA}",\n  "policy": {as_json(self._run.policy)},\n  "photos": [')
        self._stream.writelines(self._photos)
        totals = {decision.value: self._totals[decision] for decision in Decision}
        rest = as_json({"totals": totals, "skipped": dict(self._run.skipped)}, indent=2)
        self._stream.write(("\n  ],\n" if self._totals else "],\n") + rest.removeprefix("{\n") + "\n")


def nameless(report: PhotoReport) -> PhotoReport:
    """The report as it would be told of a photo of any name."""
    return replace(report, source="")


def with_name(told: str, name: str) -> str:
    """Put the photo's name into what was told of one without."""
    return told.replace(NO_NAME, f'"source": {as_json(name)}', 1)


def as_json(document: dict[str, Any] | str, *, indent: int | None = None) -> str:
    """Write the document as text that UTF-8 can carry, whatever bytes a file name has."""
    text = (
        ON_ONE_LINE(document)
        if indent is None
        else json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False)
    )
    try:
        text.encode()
    except UnicodeEncodeError:
        # A file name that is not UTF-8 holds lone surrogates; JSON's own escapes can carry them.
        return json.dumps(document, indent=indent, allow_nan=False)
    return text
