"""What a photo's card on the contact sheet says."""

from __future__ import annotations

from dataclasses import dataclass

from photocheck.domain.reports import PhotoReport
from photocheck.reports.links import web_address
from photocheck.reports.telling import Told, told_of
from photocheck.reports.words import SHORT, SUMMARIES, printable

__all__ = ["Card", "Line", "card_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A reason: its decision, what it says, and the numbers of the boxes that it speaks of."""

    decision: str
    short: str
    text: str
    sure: str | None
    hint: str | None
    form: str | None
    address: str | None
    findings: str


@dataclass(frozen=True, slots=True)
class Card:
    """One photo: its number in the run, its name, and why it is where it is."""

    number: int
    name: str
    folder: str
    kinds: str
    lines: tuple[Line, ...]


def card_of(report: PhotoReport, number: int) -> Card:
    """Put the photo's report into words, every one of them safe to show."""
    folder, name = _split(printable(report.source))
    told = told_of(report) or [Told("", report.decision, SUMMARIES[report.decision])]
    return Card(
        number,
        name,
        folder,
        " ".join(sorted({printable(finding.kind).replace(" ", "-") for finding in report.findings})),
        tuple(_line(line) for line in told),
    )


def _line(told: Told) -> Line:
    link = printable(told.link) if told.link else None
    return Line(
        decision=told.decision.value,
        short=SHORT[told.decision],
        text=printable(told.text),
        sure=told.sure,
        hint=printable(told.hint) if told.hint else None,
        form=link,
        address=web_address(link) if link else None,
        findings=" ".join(map(str, told.findings)),
    )


def _split(source: str) -> tuple[str, str]:
    """The folder and the name, on whatever system the path was written."""
    cut = max(source.rfind("/"), source.rfind("\\")) + 1
    return (source[:cut], source[cut:]) if cut < len(source) else ("", source)
