"""Write the page: each photo is put aside as it comes, and the page is put together at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, TextIO

from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision, Verdict
from photocheck.domain.wording import capitalised, kind_noun
from photocheck.reports.advice import Advice
from photocheck.reports.alike import Bursts
from photocheck.reports.html.card import card_of
from photocheck.reports.html.details import details_of
from photocheck.reports.html.templates import as_data, template
from photocheck.reports.interface import Run
from photocheck.reports.spool import ByDecision, Spool
from photocheck.reports.telling import closing, passed_over
from photocheck.reports.words import SHORT, SUMMARIES, printable, recipients

__all__ = ["HtmlReport"]

# How many photos of each decision are laid out at first. A browser needs about 0.1 ms a card, each time it filters.
FIRST: Final = 48
# How many reasons a card shows on the sheet, so that cards have much the same height; the style hides the others.
AT_ONCE: Final = 4


class HtmlReport:
    """Puts a card and a block of details aside for each photo; the strictest decision comes first in the page."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._cards = ByDecision()
        self._details = Spool()
        self._advice = Advice()
        self._bursts = Bursts()
        self._kinds: Counter[str] = Counter()
        self._asked: Verdict | None = None
        self._card = template("card.html")

    def photo(self, report: PhotoReport, preview: Preview | None = None) -> None:
        """Put aside what the page tells of this photo."""
        number = self._cards.counts.total() + 1
        kinds = sorted({finding.kind for finding in report.findings})
        later = self._cards.counts[report.decision] >= FIRST
        self._cards.add(report.decision, self._card.render(card=card_of(report, number), later=later, at_once=AT_ONCE))
        self._details.write(
            f'<script type="application/json" id="d{number}">'
            f"{as_data(details_of(report, preview, self._run))}</script>\n"
        )
        self._kinds.update(kinds)
        self._advice.note(report.verdict)
        self._asked = self._asked or report.verdict
        # What could not be checked is never put behind another photo.
        if preview is not None and report.decision is not Decision.NOT_CHECKED:
            self._bursts.add(number, preview.likeness, report)

    def finish(self) -> None:
        """Write the page."""
        self._stream.writelines(self._page())

    def _page(self) -> Iterator[str]:
        photos = self._cards.counts.total()
        kinds = [
            (kind, printable(capitalised(kind_noun(kind).many)), count) for kind, count in self._kinds.most_common()
        ]
        return template("page.html").generate(
            photos=photos,
            asked=recipients(self._asked, self._run.words) if self._asked else "",
            first=FIRST,
            sections=self._cards.strictest_first(),
            counts=sorted(self._cards.counts.items(), reverse=True),
            kinds=kinds,
            short=SHORT,
            summaries=SUMMARIES,
            actions=[(word, printable(text)) for word, text in self._advice.actions()],
            questions=self._run.questions if any(not found.needs_attention for found in self._cards.counts) else (),
            passed_over=printable(passed_over(self._run.skipped)),
            closing=printable(closing(self._run.policy, several=photos != 1)),
            alike=as_data(self._bursts.cleanest_first()),
            details=iter(self._details),
        )
