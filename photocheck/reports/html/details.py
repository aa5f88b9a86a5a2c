"""What the page knows of a photo besides its card: the small picture, and what was found where."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.domain.wording import name_of, sureness
from photocheck.reports.interface import Run
from photocheck.reports.words import headline, printable

__all__ = ["details_of"]


def details_of(report: PhotoReport, preview: Preview | None, run: Run) -> dict[str, Any]:
    """The details as the page's scripts read them; coordinates are whole pixels of the upright photo."""
    called_for = _called_for(report)
    whose = report.consent.references(report.findings)
    return {
        "width": report.width or 0,
        "height": report.height or 0,
        "jpeg": b64encode(preview.jpeg).decode() if preview is not None and preview.jpeg is not None else "",
        "missing": _why_no_picture(report),
        "headline": _headline(report, run),
        "sensitivity": report.verdict.sensitivity.value,
        "contact": printable(report.verdict.contact or ""),
        "sha256": report.sha256 or "",
        "found": [
            _found(finding, called_for.get(finding.number), whose.get(finding.number), run)
            for finding in report.findings
        ],
        "others": [" ".join(map(printable, headline(verdict, run.words))) for verdict in report.verdicts[1:]],
    }


def _headline(report: PhotoReport, run: Run) -> list[str]:
    loud, quiet = headline(report.verdict, run.words)
    return [loud, printable(quiet)]


def _why_no_picture(report: PhotoReport) -> str:
    if report.width is None:
        return "The photo could not be opened."
    return "Not shown: it is not known what would have to be covered."


def _called_for(report: PhotoReport) -> dict[int, Decision]:
    """The strictest decision that a reason gives because of each finding, where somebody has to act."""
    strictest: dict[int, Decision] = {}
    for reason in report.verdict.reasons:
        for number in reason.findings:
            if reason.decision.needs_attention:
                strictest[number] = max(reason.decision, strictest.get(number, reason.decision))
    return strictest


def _found(finding: Finding, decision: Decision | None, reference: str | None, run: Run) -> dict[str, Any]:
    found = {
        "number": finding.number,
        "name": printable(f"{name_of(finding)}: {reference}" if reference else name_of(finding)),
        "sure": sureness(finding.confidence),
        "decision": "" if decision is None else decision.value,
        "text": "" if finding.text is None else printable(finding.text.shown(reveal=run.reveal)),
        "inside": finding.inside,
        "page": finding.page,
    }
    if finding.region is not None:
        found["at"] = _corners(finding)
    return found


def _corners(finding: Finding) -> list[list[int]]:
    if isinstance(finding.region, Polygon):
        return [[round(x), round(y)] for x, y in finding.region.points]
    box = finding.box
    if box is None:
        return []
    left, top, right, bottom = (round(value) for value in (box.left, box.top, box.right, box.bottom))
    return [[left, top], [right, top], [right, bottom], [left, bottom]]
