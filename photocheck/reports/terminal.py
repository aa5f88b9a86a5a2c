"""What a council officer reads: what to do with the photo, why, and how to go on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Final, TextIO

from rich.text import Text

from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.reports.advice import Advice
from photocheck.reports.interface import Run
from photocheck.reports.layout import Page
from photocheck.reports.telling import closing, passed_over, told_of
from photocheck.reports.words import SHORT, SUMMARIES, headline, printable

__all__ = ["TerminalReport"]

STYLES: Final = {
    Decision.SHARE: "green",
    Decision.VIA_COMMUNICATIONS: "cyan",
    Decision.LOOK: "blue",
    Decision.GET_CONSENT: "yellow",
    Decision.HIDE: "magenta",
    Decision.DO_NOT_SHARE: "red",
    Decision.NOT_CHECKED: "red",
}

# Below this width the reasons stand under their words instead of beside them.
NARROW: Final = 64
WORD_COLUMN: Final = max(len(word) for word in SHORT.values()) + 2


class TerminalReport:
    """Tells of one photo in full; of several, each in short, and how to go on at the end."""

    def __init__(self, stream: TextIO, run: Run, width: int | None = None) -> None:
        self._page = Page(stream, width)
        self._run = run
        self._counts: Counter[Decision] = Counter()
        self._names: dict[Decision, list[str]] = {}
        self._advice = Advice()

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:  # noqa: ARG002 - shows none
        """Tell of one photo."""
        self.tell(report.source, self.told(report), report.decision)

    @property
    def form(self) -> str:
        """What lines look like depends on the window, and on whether there is one photo or several."""
        return f"text, {self._page.look}, {'several' if self._run.photos > 1 else 'one'}"

    def told(self, report: PhotoReport) -> str:
        """What stands under the photo's name, and what the end of the report needs of it, as JSON."""
        verdict = report.verdict
        loud, quiet = headline(verdict, self._run.words)
        with self._page.put_aside() as lines:
            if not self._in_one_line(verdict.decision):
                self._under_headline(report)
        return json.dumps([loud, quiet, verdict.sensitivity.value, Advice.of(verdict), "".join(lines)])

    def tell(self, name: str, told: str, decision: Decision) -> None:
        """Write what was told under the photo's name."""
        loud, quiet, sensitivity, (decisions, forms, contacts), lines = json.loads(told)
        self._counts[decision] += 1
        self._advice.take(map(Decision, decisions), forms, contacts)
        if decision.needs_attention:
            self._names.setdefault(decision, []).append(name)
        if not self._in_one_line(decision):
            self._page.blank()
        self._page.heading(printable(name), loud, printable(quiet), sensitivity, f"bold {STYLES[decision]}")
        self._page.take(lines)

    def finish(self) -> None:
        """Tell what the photos have in common: how many need what, and how to go on."""
        several = self._run.photos > 1
        if several:
            self._summary()
        if self._run.skipped:
            self._page.blank()
            self._page.line(printable(passed_over(self._run.skipped)), 2)
        self._what_you_can_do(self._advice.actions(None if several else "the form."))
        if any(not decision.needs_attention for decision in self._counts):
            self._questions()
        self._page.blank()
        self._page.line(closing(self._run.policy, several=several), 2)

    @property
    def _narrow(self) -> bool:
        return self._page.width < NARROW

    def _in_one_line(self, decision: Decision) -> bool:
        return self._run.photos > 1 and not decision.needs_attention

    def _under_headline(self, report: PhotoReport) -> None:
        verdict = report.verdict
        self._page.blank()
        if verdict.decision is Decision.SHARE or not verdict.reasons:
            self._page.line(SUMMARIES[verdict.decision], 2)
        self._reasons(report)
        self._whose_faces(report)
        if self._run.reveal:
            self._what_was_read(report)
        self._page.blank()

    def _reasons(self, report: PhotoReport) -> None:
        for told in told_of(report):
            self._row(told.mark, told.decision, told.text, told.sure)
            self._under(told.hint)
            if self._run.photos == 1:
                self._under(f"Form: {told.link}" if told.link else None)

    def _row(self, mark: str, decision: Decision, text: str, sure: str | None = None) -> None:
        tail = f"({sure})" if sure else ""
        lead = Text.assemble(f"{mark:>3}  ", (SHORT[decision], f"bold {STYLES[decision]}"))
        if self._narrow:
            self._page.line(lead)
            self._page.hanging(Text(" " * 5), printable(text), tail)
        else:
            lead.pad_right(5 + WORD_COLUMN - lead.cell_len)
            self._page.hanging(lead, printable(text), tail)

    def _under(self, text: str | None) -> None:
        if text:
            self._page.line(printable(text), 5 if self._narrow else 5 + WORD_COLUMN)

    def _whose_faces(self, report: PhotoReport) -> None:
        """Name the record of each face that somebody linked to one."""
        for number, reference in sorted(report.consent.references(report.findings).items()):
            self._under(f"Face {number}: {reference}")

    def _what_was_read(self, report: PhotoReport) -> None:
        texts = [(finding.number, finding.text) for finding in report.findings if finding.text is not None]
        if not texts:
            return
        self._page.blank()
        self._page.line(Text("What was read (by the numbers of the findings)", "bold"), 2)
        for number, text in texts:
            self._page.hanging(Text(f"  {number:>5}  "), printable(text.shown(reveal=True)))

    def _summary(self) -> None:
        self._page.blank()
        self._page.line(Text(f"{self._counts.total()} photos", "bold"), 2)
        self._page.blank()
        for decision in sorted(self._counts, reverse=True):
            self._page.hanging(Text(f"{self._counts[decision]:>6}  "), Text(SUMMARIES[decision], STYLES[decision]))
            for source in self._names.get(decision, ()):
                self._page.line(printable(source), 10)

    def _what_you_can_do(self, lines: Sequence[tuple[str, str]]) -> None:
        if not lines:
            return
        self._page.blank()
        self._page.line(Text("What you can do", "bold"), 2)
        column = max(len(word) for word, _ in lines) + 3
        for word, text in lines:
            if self._narrow:
                self._page.line(f"{word}:", 4)
                self._page.line(printable(text), 6)
            else:
                self._page.hanging(Text(f"    {word + ':':<{column}}"), printable(text))

    def _questions(self) -> None:
        if not self._run.questions:
            return
        self._page.blank()
        self._page.line(Text("Before you send it, ask yourself", "bold"), 2)
        for number, question in enumerate(self._run.questions, start=1):
            self._page.hanging(Text(f"    {number}. "), printable(question))
