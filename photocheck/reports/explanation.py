"""One finding or reason of a report in more words: what was seen, how sure, which rule, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.text import Text

from photocheck.domain.findings import Finding
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Reason
from photocheck.domain.wording import name_of, sureness
from photocheck.reports.layout import Page
from photocheck.reports.words import SUMMARIES, headline, printable, sureness_of

__all__ = ["Explanation", "explained", "write_explanations"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a number stands for: a sentence, and what is known about it, each with a word in front."""

    title: str
    facts: tuple[tuple[str, str], ...]


def explained(report: PhotoReport, number: int) -> list[Explanation]:
    """Explain the reason and the finding that have this number; empty where there is neither."""
    reasons = report.verdict.reasons
    told = []
    if number <= len(reasons):
        reason = reasons[number - 1]
        told.append(Explanation(f"Reason {number}: {reason.text}", tuple(_about_reason(report, reason))))
    told += [
        Explanation(f"Finding {number}: {name_of(finding)}", tuple(_about_finding(report, finding)))
        for finding in report.findings
        if finding.number == number
    ]
    return told


def write_explanations(stream: TextIO, report: PhotoReport, told: Sequence[Explanation]) -> None:
    """Write the explanations under the photo's headline, wrapped to the width of the terminal."""
    page = Page(stream)
    loud, quiet = headline(report.verdict)
    page.line(Text.assemble((printable(report.source), "bold"), f": {loud} {printable(quiet)}"))
    for explanation in told:
        page.blank()
        page.line(Text(printable(explanation.title), "bold"), 2)
        for word, fact in explanation.facts:
            page.hanging(Text(f"    {word + ':':<12}"), printable(fact))


def _about_reason(report: PhotoReport, reason: Reason) -> Iterator[tuple[str, str]]:
    yield "What to do", SUMMARIES[reason.decision]
    yield "Rule", f"“{reason.rule}” of the policy {report.versions.policy}"
    if reason.findings:
        yield "Rests on", f"finding {', '.join(map(str, reason.findings))}"
    sure = sureness_of(reason, report.findings)
    if sure:
        yield "How sure", f"{sure}, by the surest of them"
    if reason.link:
        yield "Form", reason.link
    if report.verdict.contact and reason.decision.needs_attention:
        yield "Ask", report.verdict.contact


def _about_finding(report: PhotoReport, finding: Finding) -> Iterator[tuple[str, str]]:
    yield "Where", _where(report, finding)
    yield "Seen by", f"the detector “{finding.detector}”"
    yield "How sure", f"{sureness(finding.confidence)} ({finding.confidence:.0%})"
    if finding.text is not None:
        yield "It reads", finding.text.masked
    for match in finding.matches:
        yield "Recognised", f"{match.pattern}: {match.text.masked} ({match.confidence:.0%})"
    numbered = enumerate(report.verdict.reasons, start=1)
    because = [(number, reason) for number, reason in numbered if finding.number in reason.findings]
    for number, reason in because:
        yield f"Reason {number}", f"{reason.text} {SUMMARIES[reason.decision]}"
    if not because:
        yield "Reason", "none: by this policy it needs nothing."


def _where(report: PhotoReport, finding: Finding) -> str:
    if finding.box is None:
        return "in the file itself, not in the picture"
    box = finding.box
    page = f"page {finding.page}, " if report.pages > 1 else ""
    inside = f", on finding {finding.inside}" if finding.inside is not None else ""
    size = f"{box.width:.0f} by {box.height:.0f} pixels"
    return f"{page}{size}, {box.left:.0f} from the left and {box.top:.0f} from the top{inside}"
