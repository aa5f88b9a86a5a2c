"""Reports that were stored as JSON, read again."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from photocheck.domain.encoding import RUN_SCHEMA, decode_report
from photocheck.domain.reports import PhotoReport
from photocheck.errors import UsageError, reason_of
from photocheck.reports.words import printable

__all__ = ["choose_photo", "read_reports"]


def read_reports(path: str) -> list[PhotoReport]:
    """Read every photo of a run, of a single report, or of lines of reports; `-` is standard input.

    Raises UsageError for a file that is none of these, naming the line where that shows.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        reason = reason_of(error)
        raise UsageError(f"The report “{path}” could not be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"“{path}” is no report: it is not text.", _HINT) from error
    try:
        reports = [decode_report(photo) for photo in _photos(text)]
    except ValueError as error:
        raise UsageError(f"“{path}” is no report that photocheck can read: {printable(str(error))}.", _HINT) from error
    if any(not report.verdicts for report in reports):
        raise UsageError(f"“{path}” holds a photo that was never judged.", _HINT)
    return reports


def choose_photo(reports: Sequence[PhotoReport], name: str | None) -> PhotoReport:
    """Pick the photo that is meant: the only one, or the one of this name or file name.

    Raises UsageError where that is not clear, naming those there are.
    """
    if not reports:
        raise UsageError("The report holds no photo.")
    if name is None:
        if len(reports) == 1:
            return reports[0]
        raise UsageError(f"The report holds {len(reports)} photos.", f"Say which one with --photo: {_some(reports)}")
    exact = [report for report in reports if report.source == name]
    alike = exact or [report for report in reports if Path(report.source).name == name]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise UsageError(f"The report holds {len(alike)} photos called “{name}”.", f"Name the folder: {_some(alike)}")
    close = get_close_matches(name, [report.source for report in reports], n=1)
    hint = f"Did you mean “{printable(close[0])}”?" if close else f"It holds {_some(reports)}"
    raise UsageError(f"The report holds no photo called “{name}”.", hint)


_HINT = "Write one with: photocheck check PHOTO --format json --output FILE"


def _photos(text: str) -> list[dict[str, Any]]:
    try:
        documents = [json.loads(text)]
    except json.JSONDecodeError:
        documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    photos: list[dict[str, Any]] = []
    for document in documents:
        if not isinstance(document, dict):
            message = "it does not begin with a report"
            raise ValueError(message)  # noqa: TRY004 - the caller tells of a file, not of a type
        photos += document.get("photos", []) if document.get("schema") == RUN_SCHEMA else [document]
    return photos


def _some(reports: Sequence[PhotoReport]) -> str:
    names = [printable(report.source) for report in reports[:10]]
    more = f" and {len(reports) - len(names)} more" if len(reports) > len(names) else ""
    return ", ".join(names) + more
