"""A report for a ticket or a message: Markdown, the strictest decision first.

Whatever comes from outside (names of files, words of policies) is shown as it is: no markup of it holds, no
name in it is mentioned, and no address in it becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TextIO

from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.reports.advice import Advice
from photocheck.reports.interface import Run
from photocheck.reports.links import web_address
from photocheck.reports.spool import ByDecision
from photocheck.reports.telling import Told, closing, passed_over, told_of
from photocheck.reports.words import SHORT, SUMMARIES, headline, printable

__all__ = ["MarkdownReport"]

# Where a backslash turns what means something in Markdown into a mere sign: at the beginning of a line, anywhere in
# it, and in what would become a link.
MARKUP: Final = re.compile(
    r"^(?=[+=-]) | (?<=^\d)(?=[.)]) | (?=[\\`*_\[\]<>\#|~&@]) | (?<=www)(?=\.) | (?=://)", re.IGNORECASE | re.VERBOSE
)


class MarkdownReport:
    """Tells of each photo that needs attention, and counts the others."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._photos = ByDecision()
        self._advice = Advice()

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:  # noqa: ARG002 - shows none
        """Put aside what is to be told of the photo."""
        decision = report.decision
        self._advice.note(report.verdict)
        self._photos.add(decision, "".join(self._told(report)) if decision.needs_attention else "")

    def finish(self) -> None:
        """Write the summary, the photos, and how to go on."""
        self._stream.writelines(self._whole())

    def _whole(self) -> Iterator[str]:
        total = self._photos.counts.total()
        yield f"# photocheck: {_counted(total)}\n\n| Photos | Decision |\n|---:|---|\n"
        for decision in sorted(self._photos.counts, reverse=True):
            yield f"| {self._photos.counts[decision]} | {SUMMARIES[decision]} |\n"
        if self._run.skipped:
            yield f"\n{_plain(passed_over(self._run.skipped))}\n"
        for decision, count, told in self._photos.strictest_first():
            if decision.needs_attention:
                yield f"\n## {SUMMARIES[decision]} ({_counted(count)})\n"
                yield from told
        yield from _section(
            "What you can do", (f"- **{word}:** {_plain(text)}" for word, text in self._advice.actions())
        )
        if any(not decision.needs_attention for decision in self._photos.counts):
            numbered = enumerate(self._run.questions, start=1)
            yield from _section("Before you send it, ask yourself", (f"{n}. {_plain(text)}" for n, text in numbered))
        yield f"\n{_plain(closing(self._run.policy, several=total != 1))}\n"

    def _told(self, report: PhotoReport) -> Iterator[str]:
        loud, quiet = headline(report.verdict, self._run.words)
        yield f"\n### {_code(report.source)}\n\n**{loud} {_plain(quiet)}** ({report.verdict.sensitivity.value})\n\n"
        for line in told_of(report):
            yield f"- {_line(line)}\n"
        if self._run.reveal:
            texts = [(finding.number, finding.text) for finding in report.findings if finding.text is not None]
            read = (f"- {number}: {_plain(text.shown(reveal=True))}" for number, text in texts)
            yield from _section("What was read, by the numbers of the findings", read, "####")


def _line(told: Told) -> str:
    sure = f" ({told.sure})" if told.sure else ""
    hint = f" {_plain(told.hint)}" if told.hint else ""
    return f"**{SHORT[told.decision]}:** {_plain(told.text)}{sure}{hint}{_form(told.link)}"


def _form(link: str | None) -> str:
    if not link:
        return ""
    address = web_address(link)
    return f" Form: <{address}>" if address else f" Form: {_plain(link)}"


def _section(title: str, lines: Iterator[str], level: str = "##") -> Iterator[str]:
    text = "\n".join(lines)
    if text:
        yield f"\n{level} {title}\n\n{text}\n"


def _counted(photos: int) -> str:
    return "1 photo" if photos == 1 else f"{photos} photos"


def _plain(text: str) -> str:
    """Text of any origin, so that none of it is markup."""
    return MARKUP.sub(r"\\", printable(text))


def _code(text: str) -> str:
    """A name as code, in more backticks than it has itself; nothing in there is markup, a mention or a link."""
    shown = printable(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
