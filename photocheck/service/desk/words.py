"""A photo on the desk in words: a line for the list, and what was decided about each thing in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from photocheck.consent.ruling_replay import StoredRuling
from photocheck.domain.findings import Finding
from photocheck.domain.reports import PhotoReport
from photocheck.domain.rulings import MARKED, Ruling
from photocheck.domain.verdicts import Decision
from photocheck.policy import Policy
from photocheck.reports.words import SHORT, printable
from photocheck.service.desk.photos import DeskPhoto
from photocheck.service.telling import told

__all__ = ["line_of", "shown"]


def line_of(photo: DeskPhoto, report: PhotoReport) -> dict[str, Any]:
    """What the list says of a photo: what to do with it, and how much nobody has decided about."""
    return {
        "number": photo.number,
        "name": printable(photo.path.name),
        "decision": report.decision.value,
        "short": SHORT[report.decision],
        "waiting": len(_waiting(report)),
        "decided": sum(_ruling_on(finding, report) is not None for finding in report.findings),
        "burst": photo.burst,
    }


def shown(photo: DeskPhoto, report: PhotoReport, policy: Policy, stored: Iterable[StoredRuling]) -> dict[str, Any]:
    """The report in words, with what somebody decided about each finding, and whether it waits for that."""
    words = told(report, policy)
    known = {one.ruling.id: one for one in stored}
    waiting = _waiting(report)
    for finding, found in zip(report.findings, words["found"], strict=True):
        found["ruling"] = _in_words(_ruling_on(finding, report), known)
        found["waiting"] = finding.number in waiting
        found["marked"] = finding.kind == MARKED
    picture = f"/desk/photos/{photo.number}/picture" if photo.can_be_seen else None
    problems = [printable(problem.message) for problem in report.problems]
    return {"told": words, "picture": picture, "problems": problems}


def _waiting(report: PhotoReport) -> set[int]:
    """The numbers of what somebody has to look at and nobody has decided about; what is hidden with a page is not."""
    called_for = {
        number
        for reason in report.verdict.reasons
        if Decision.LOOK <= reason.decision < Decision.NOT_CHECKED
        for number in reason.findings
    }
    decided = {finding.number for finding in report.findings if _ruling_on(finding, report) is not None}
    hidden = {finding.number for finding in report.findings if report.rulings.raising(finding) is not None}
    return {
        finding.number
        for finding in report.findings
        if finding.number in called_for - decided and finding.inside not in hidden
    }


def _ruling_on(finding: Finding, report: PhotoReport) -> Ruling | None:
    return report.rulings.raising(finding) or report.rulings.lowering(finding)


def _in_words(ruling: Ruling | None, stored: Mapping[str, StoredRuling]) -> dict[str, Any] | None:
    known = None if ruling is None else stored.get(ruling.id)
    if known is None:
        return None
    until = known.ruling.expires_on
    return {
        "id": known.ruling.id,
        "sensitive": known.ruling.sensitive,
        "reason": printable(known.ruling.reason),
        "by": printable(known.by),
        "on": known.ruling.made_on.isoformat(),
        "until": None if until is None else until.isoformat(),
    }
