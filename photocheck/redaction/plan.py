"""Decide what to hide in a copy: from the report's verdict, and from what the user says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, Region
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.errors import UsageError
from photocheck.redaction.margins import with_margin

__all__ = ["HiddenArea", "RedactionPlan", "plan_redaction"]


@dataclass(frozen=True, slots=True)
class HiddenArea:
    """A part of the picture that will be covered, margin included, pixels of the upright photo.

    `number` is that of the finding it covers, None for one drawn by hand.
    """

    region: Region
    kind: str
    page: int
    number: int | None


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """What a copy will hide, and what it will show on purpose.

    `in_file` are findings about the file itself (location, owner, hidden pictures): a copy never
    carries them, so they are always hidden.
    """

    areas: tuple[HiddenArea, ...]
    in_file: tuple[Finding, ...]
    kept: tuple[Finding, ...]


def plan_redaction(
    report: PhotoReport,
    *,
    only: Collection[int] | None = None,
    keep: Collection[int] = (),
    regions: Sequence[Box] = (),
) -> RedactionPlan:
    """Plan the copy for the audience and channel that the report's first verdict was asked for.

    Hidden is every finding for which a reason asks for consent, for hiding, or forbids sharing; a finding
    that somebody should only look at stays. `only` names the numbers to hide instead, `keep` those to
    leave, `regions` are boxes drawn by hand on page 1, hidden as they are. Raises UsageError for a number
    that the report does not have.
    """
    _check_numbers(report, {*(only or ()), *keep})
    if only is None:
        wanted = {
            number
            for reason in report.verdict.reasons
            if Decision.GET_CONSENT <= reason.decision < Decision.NOT_CHECKED
            for number in reason.findings
        }
    else:
        wanted = set(only)
    wanted -= set(keep)
    seen = [finding for finding in report.findings if finding.region is not None]
    areas = [
        HiddenArea(with_margin(finding), finding.kind, finding.page, finding.number)
        for finding in seen
        if finding.number in wanted
    ]
    areas += [HiddenArea(box, "region", 1, None) for box in regions]
    return RedactionPlan(
        areas=tuple(areas),
        in_file=tuple(finding for finding in report.findings if finding.region is None),
        kept=tuple(finding for finding in seen if finding.number not in wanted),
    )


def _check_numbers(report: PhotoReport, numbers: Collection[int]) -> None:
    known = {finding.number for finding in report.findings}
    unknown = sorted(set(numbers) - known)
    if unknown:
        listed = ", ".join(str(number) for number in unknown)
        there = f"its findings are numbered 1 to {max(known)}" if known else "nothing was found in it"
        raise UsageError(
            f"{report.source} has no finding {listed}: {there}.", "Run photocheck on it to see the numbers."
        )
