"""What every report tells of a photo: its reasons and problems, each once and in its plainest words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.reports.words import sureness_of

__all__ = ["Told", "closing", "passed_over", "told_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a report: its number among the reasons ("!" for a problem beyond them), and what it says."""

    mark: str
    decision: Decision
    text: str
    sure: str | None = None
    hint: str | None = None
    link: str | None = None
    findings: tuple[int, ...] = ()


def told_of(report: PhotoReport) -> list[Told]:
    """Every reason of the verdict that was asked for, in its order, then problems that no reason speaks of."""
    # The judge gives each problem its reason, in the same order; the problem's own words are plainer, and it
    # knows what to do.
    problems = iter(report.problems)
    lines = []
    for number, reason in enumerate(report.verdict.reasons, start=1):
        problem = next(problems, None) if reason.decision is Decision.NOT_CHECKED else None
        lines.append(
            Told(
                str(number),
                reason.decision,
                problem.message if problem else reason.text,
                sureness_of(reason, report.findings),
                problem.hint if problem else None,
                reason.link,
                reason.findings,
            )
        )
    return lines + [Told("!", Decision.NOT_CHECKED, problem.message, hint=problem.hint) for problem in problems]


def passed_over(skipped: Mapping[str, int]) -> str:
    """Say which files of a folder are no photos; empty where there are none."""
    if not skipped:
        return ""
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(skipped.items()))
    total = sum(skipped.values())
    files = "1 file is no photo and was" if total == 1 else f"{total} files are no photos and were"
    return f"{files} not looked at: {kinds}."


def closing(policy: str, *, several: bool) -> str:
    """Say by which policy photos were judged, and that nobody should rely on a tool alone."""
    name, _, version = policy.rpartition(" ")
    quoted = f"“{name}” {version}" if name else f"“{policy}”"
    photos = "photos" if several else "photo"
    return f"Checked with the policy {quoted}. photocheck can miss things: look at the {photos} yourself too."
