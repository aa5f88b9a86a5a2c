"""A table for spreadsheets: one row a photo, written as each is known.

It opens as it is in a spreadsheet (UTF-8 with a byte order mark), and no cell is ever taken for a formula:
one that begins like a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.wording import name_of
from photocheck.reports.alike import Alike
from photocheck.reports.interface import Run
from photocheck.reports.telling import told_of
from photocheck.reports.words import SHORT, SUMMARIES, printable

__all__ = ["CsvReport"]

BYTE_ORDER_MARK: Final = "\ufeff"
# What spreadsheets take for the beginning of a formula, in the wide form of East Asian keyboards too.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")

COLUMNS: Final = (
    "Photo", "Decision", "What to do", "Sensitivity", "For", "Channel", "Reasons", "Kinds", "Found", "Problems",
    "Consent form", "Ask", "Looks like", "Width", "Height", "Pages", "SHA-256", "Policy", "photocheck",
)  # fmt: skip


class CsvReport:
    """Writes a heading, then a row for each photo."""

    def __init__(self, stream: TextIO, run: Run) -> None:  # noqa: ARG002 - a row tells the same in any run
        self._rows = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        self._alike = Alike()
        self._names: dict[int, str] = {}
        self._count = 0
        stream.write(BYTE_ORDER_MARK)
        self._rows.writerow(COLUMNS)

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:
        """Write the photo's row."""
        verdict = report.verdict
        told = told_of(report)
        self._rows.writerow(
            map(
                safe_cell,
                (
                    report.source,
                    verdict.decision.value,
                    SUMMARIES[verdict.decision],
                    verdict.sensitivity.value,
                    verdict.audience,
                    verdict.channel,
                    " ".join(f"{SHORT[line.decision]}: {line.text}" for line in told),
                    _listed(finding.kind for finding in report.findings),
                    _listed(name_of(finding) for finding in report.findings),
                    " ".join(f"{problem.message} {problem.hint or ''}".strip() for problem in report.problems),
                    _listed(line.link for line in told if line.link),
                    verdict.contact or "",
                    self._looks_like(report, preview),
                    report.width or "",
                    report.height or "",
                    report.pages,
                    report.sha256 or "",
                    report.versions.policy,
                    report.versions.photocheck,
                ),
            )
        )

    def finish(self) -> None:
        """Nothing is left to say: every row stands for itself."""

    def _looks_like(self, report: PhotoReport, preview: Preview | None) -> str:
        """The first photo of the run that looks like this one; empty where none does."""
        if preview is None:
            return ""
        self._count += 1
        first = self._alike.first_like(preview.likeness, self._count)
        if first == self._count:
            self._names[first] = report.source
            return ""
        return self._names[first]


def safe_cell(value: str | int) -> str:
    """The value as text that no spreadsheet takes for a formula, and that steers nothing."""
    text = printable(str(value))
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) else text


def _listed(words: Iterable[str]) -> str:
    return "; ".join(sorted(set(words)))
