"""A policy as people read it: its file, or what it says in words."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TextIO

from rich.text import Text

from photocheck.domain.wording import listed
from photocheck.policy import Policy, built_in_policies, describe
from photocheck.reports.layout import Page
from photocheck.reports.words import SHORT, printable

__all__ = ["policy_file", "write_in_words"]


def policy_file(name: str) -> str:
    """The text of the policy's file: that of a built-in one by its name, or the file itself."""
    built_in = name in built_in_policies()
    place = files("photocheck.policy") / "library" / f"{name}.toml" if built_in else Path(name)
    return place.read_text(encoding="utf-8-sig")


def write_in_words(policy: Policy, stream: TextIO) -> None:
    """Write who may get what, every rule, whom to ask, and what to do after an accident."""
    told = describe(policy)
    page = Page(stream)
    page.line(Text(printable(f"{told.label}: {told.title}" if told.title else told.label), "bold"))
    page.blank()
    page.line(Text("When nothing sensitive was found", "bold"))
    for channel, decisions in told.table:
        words = [f"{who}: {SHORT[decision]}" for who, decision in zip(told.audiences, decisions, strict=True)]
        page.hanging(Text(f"  {channel:<18} "), printable("; ".join(words)))
    page.blank()
    page.line(Text("When something was found", "bold"))
    for rule in told.rules:
        page.hanging(Text(f"  {SHORT[rule.decision]:<18} "), printable(f"{rule.about} ({rule.name})"))
    page.hanging(Text(f"  {'Look at this':<18} "), "everything that no rule names")
    page.blank()
    page.hanging(Text("Somebody who has looked may decide against: "), _lowered(policy))
    for title, lines in (("Questions", policy.questions), ("After an accident", policy.breach_steps)):
        if lines:
            page.blank()
            page.line(Text(title, "bold"))
            for number, text in enumerate(lines, start=1):
                page.hanging(Text(f"  {number}. "), printable(text))
    page.blank()
    for form in policy.consent_forms:
        page.hanging(Text("Consent form: "), printable(f"{form.url} ({form.council})"))
    if policy.people.allowed:
        whom = "everyone" if policy.people.under_18 else "everyone of 18 or more"
        page.line(Text(f"Faces may be compared, of {whom} who agreed to it."))
    if policy.contact:
        page.hanging(Text("Ask: "), printable(policy.contact))


def _lowered(policy: Policy) -> str:
    """What a decision that something is not sensitive lowers."""
    words = listed([f"“{SHORT[decision]}”" for decision in sorted(policy.lowering.decisions)]) or "nothing"
    exceptions = listed(sorted(policy.lowering.exceptions))
    return printable(f"{words}, except {exceptions}." if exceptions and policy.lowering.decisions else f"{words}.")
