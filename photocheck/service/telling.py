"""A report in words, for pages: the same as the report page for a browser tells, in one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from photocheck.domain.reports import PhotoReport
from photocheck.policy import Policy
from photocheck.redaction.plan import plan_redaction
from photocheck.reports.html.card import card_of
from photocheck.reports.html.details import details_of
from photocheck.reports.interface import Run
from photocheck.reports.links import web_address
from photocheck.reports.telling import closing
from photocheck.reports.words import SUMMARIES, printable

__all__ = ["told"]


def told(report: PhotoReport, policy: Policy) -> dict[str, Any]:
    """The headline, every reason and every finding as people say them; coordinates are whole pixels."""
    run = Run(policy.label, policy.questions, {**policy.audiences, **policy.channels})
    details = details_of(report, None, run)
    hidden = _hidden_in_a_copy(report)
    for found in details["found"]:
        found["hidden"] = found["number"] in hidden
    return {
        **{name: value for name, value in details.items() if name not in {"jpeg", "missing"}},
        "decision": report.decision.value,
        "copy": not report.problems and report.width is not None,
        "summary": SUMMARIES[report.decision],
        "lines": [asdict(line) for line in card_of(report, 1).lines],
        "forms": _forms(policy) if any(reason.link for reason in report.verdict.reasons) else [],
        "questions": [] if report.decision.needs_attention else list(policy.questions),
        "closing": closing(policy.label, several=False),
    }


def _hidden_in_a_copy(report: PhotoReport) -> set[int]:
    """The numbers of what a safe copy hides, unless somebody wants it otherwise."""
    if report.problems:
        return set()
    plan = plan_redaction(report)
    return {finding.number for finding in (*plan.hidden, *plan.in_file)}


def _forms(policy: Policy) -> list[dict[str, Any]]:
    """The forms by which people consent, and where the code of each is that a phone can open it by."""
    forms = []
    for number, form in enumerate(policy.consent_forms):
        link = printable(form.filled())
        address = web_address(link)
        code = f"/pages/forms/{quote(policy.name, safe='')}/{number}.svg" if address else None
        forms.append({"council": printable(form.council), "link": link, "address": address, "code": code})
    return forms
