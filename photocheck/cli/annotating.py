"""Copies of photos with numbered boxes around what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from photocheck.batch.files import fetched
from photocheck.batch.sources import ANNOTATED
from photocheck.cli.free_names import FreeNames
from photocheck.domain.findings import Finding
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.domain.wording import name_of
from photocheck.errors import OutputError, PhotoError, reason_of
from photocheck.reports.words import SHORT, headline, printable
from photocheck.writing import write_whole

if TYPE_CHECKING:
    from photocheck.imaging.annotation import Legend, Mark

__all__ = ["Annotator"]


class Annotator:
    """Draws one PNG for each page of each photo, under names that never collide with one another.

    `a/party.jpg` becomes `party.jpg.annotated.png`; a second `party.jpg` in the same run becomes
    `party.jpg-2.annotated.png`, and the second page of a scan `scan.tif.page-2.annotated.png`. The copies of
    an earlier run are replaced.
    """

    def __init__(self, folder: Path, named: Sequence[str]) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"The folder “{folder}” for annotated copies could not be made: {reason_of(error)}.",
                "Name a folder in which you may write.",
            ) from error
        self._names = FreeNames(folder, map(Path, named))

    def draw(self, contents: str | bytes, report: PhotoReport) -> None:
        """Draw the copies of one photo; a photo that could not be opened has none."""
        from photocheck.imaging.annotation import annotated_png  # noqa: PLC0415 - heavy
        from photocheck.imaging.opening import open_photo  # noqa: PLC0415 - heavy

        if report.width is None:
            return
        legend = _legend(report)
        try:
            for page in open_photo(fetched(contents), name=report.source).pages():
                png = annotated_png(page.pixels, _marks(report, page.page), legend)
                write_whole(self._path(report, page.page), png)
        except PhotoError:
            # What could not be opened was told as a problem of the photo; there is no picture to draw on.
            return

    def _path(self, report: PhotoReport, page: int) -> Path:
        name = Path(report.source).name.replace("\0", "") or "photo"
        return self._names.name(name[:120] if page == 1 else f"{name[:120]}.page-{page}", ANNOTATED)


def _marks(report: PhotoReport, page: int) -> list[Mark]:
    from photocheck.imaging.annotation import Mark  # noqa: PLC0415 - heavy

    whose = report.consent.references(report.findings)
    return [
        Mark(
            finding.region,
            finding.number,
            printable(whose[finding.number]) if finding.number in whose else name_of(finding),
            _called_for(finding, report),
        )
        for finding in report.findings
        if finding.region is not None and finding.page == page
    ]


def _called_for(finding: Finding, report: PhotoReport) -> Decision | None:
    """The strictest decision that a reason gives because of this finding; None where none needs attention."""
    reasons = report.verdict.reasons if report.verdicts else ()
    decisions = [reason.decision for reason in reasons if finding.number in reason.findings]
    strictest = max(decisions, default=Decision.SHARE)
    return strictest if strictest.needs_attention else None


def _legend(report: PhotoReport) -> Legend:
    from photocheck.imaging.annotation import Legend  # noqa: PLC0415 - heavy

    loud, quiet = headline(report.verdict)
    in_file = [finding for finding in report.findings if finding.region is None]
    return Legend(
        title=printable(f"{report.source}: {loud} {quiet}"),
        meanings={None: "Seen, and needs nothing"} | SHORT,
        notes=(
            *(f"In the file itself, not in the picture: {finding.number} {name_of(finding)}" for finding in in_file),
            *(f"Could not be checked: {printable(problem.message)}" for problem in report.problems),
            "This copy shows everything, also what has to be hidden: it is for checking only, never for sharing.",
        ),
    )
