"""A run of `desktop show`: check what was chosen or dropped, show the verdict, and make safe copies where wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photocheck.batch.running import report_of_unopened
from photocheck.batch.sources import Source, find_photos
from photocheck.cli.desktop import dialogs
from photocheck.cli.endings import say
from photocheck.cli.screening import BuildScreener, LooksAtPhotos, build_screener
from photocheck.cli.tally import Tally
from photocheck.consent.on_file import on_file
from photocheck.domain.reports import PhotoReport
from photocheck.errors import ExitCode, PhotocheckError
from photocheck.policy import judged
from photocheck.redaction.plan import plan_redaction
from photocheck.redactor import redact_photo
from photocheck.reports.telling import told_of
from photocheck.reports.words import SHORT, headline, printable

__all__ = ["ShowRun", "run_show"]

# A window is no page: so many reasons, and so many photos by name.
MOST_REASONS: Final = 6
MOST_PHOTOS: Final = 12

WHAT_TO_DO: Final = "Choose photos in the file manager and “Check with photocheck”, or drop them on the icon."


@dataclass(frozen=True, slots=True)
class ShowRun:
    """What was chosen, and for whom."""

    paths: tuple[str, ...]
    audience: str
    channel: str
    policy: str
    register: str | None


def run_show(asked: ShowRun, build: BuildScreener | None) -> ExitCode:
    """Check, show, and offer copies; `build` replaces the real screener in tests.

    Nobody sees a terminal, so whatever goes wrong is shown in a window too.
    """
    try:
        return _shown(asked, build)
    except PhotocheckError as error:
        dialogs.tell("\n".join([error.message, *([error.hint] if error.hint else [])]))
        raise


def _shown(asked: ShowRun, build: BuildScreener | None) -> ExitCode:
    with find_photos(asked.paths) as found:
        sources = list(found)
    if not sources:
        dialogs.tell(WHAT_TO_DO)
        return ExitCode.NOT_CHECKED
    if len(sources) > 1:
        say(f"{len(sources)} photos are being checked …")
    screener = (build or build_screener)(asked.policy, asked.audience, asked.channel)
    add_on_file = on_file(asked.register, None)
    tally = Tally()
    reports = []
    for source in sources:
        report = add_on_file(_screened(screener, source), source.photo)
        reports.append(judged(report, screener.policy, asked.audience, asked.channel))
        tally.add(reports[-1].decision)
    words = {**screener.policy.audiences, **screener.policy.channels}
    text = _of_one(reports[0], words) if len(reports) == 1 else _of_several(reports)
    hidden = [report for report in reports if _can_be_hidden(report)]
    if not hidden:
        dialogs.tell(text)
    elif dialogs.ask(text, "Make a safe copy" if len(hidden) == 1 else f"Make {len(hidden)} safe copies"):
        dialogs.tell(_copied(screener, hidden))
    return tally.exit_code


def _screened(screener: LooksAtPhotos, source: Source) -> PhotoReport:
    if source.problem is not None:
        return report_of_unopened(source.name, source.problem)
    return screener.screen(source.photo, name=source.name)


def _can_be_hidden(report: PhotoReport) -> bool:
    """Whether a copy would be another than the photo: something can be covered, or the file says something."""
    if report.problems or report.width is None or not report.decision.needs_attention:
        return False
    plan = plan_redaction(report)
    return bool(plan.areas or plan.in_file)


def _of_one(report: PhotoReport, words: dict[str, str]) -> str:
    loud, quiet = headline(report.verdict, words)
    reasons = [f"• {line.text}" for line in told_of(report)]
    left = len(reasons) - MOST_REASONS
    lines = [
        f"{Path(report.source).name}: {loud} {quiet}",
        report.verdict.sensitivity,
        "",
        *reasons[:MOST_REASONS],
        *([f"and {left} more."] if left > 0 else []),
        "",
        "photocheck can miss things: look at the photo yourself too.",
    ]
    return "\n".join(map(printable, lines))


def _of_several(reports: Sequence[PhotoReport]) -> str:
    counts = Counter(report.decision for report in reports)
    totals = [f"{SHORT[decision]}: {counts[decision]}" for decision in sorted(counts, reverse=True)]
    strictest = sorted(reports, key=lambda report: report.decision, reverse=True)
    named = [f"• {Path(report.source).name}: {SHORT[report.decision]}" for report in strictest[:MOST_PHOTOS]]
    left = len(reports) - len(named)
    lines = [f"{len(reports)} photos. {', '.join(totals)}.", "", *named, *([f"and {left} more."] if left > 0 else [])]
    return "\n".join(map(printable, [*lines, "", "photocheck can miss things: look at the photos yourself too."]))


def _copied(screener: LooksAtPhotos, reports: Sequence[PhotoReport]) -> str:
    """Make the copies beside the photos, and say which, and which not and why."""
    lines = []
    for report in reports:
        try:
            made = redact_photo(screener, report)
        except PhotocheckError as error:
            lines.append(f"• {Path(report.source).name}: {error.message}")
        else:
            lines.append(f"• {Path(made.copy).name}")
    return "\n".join(map(printable, ["Safe copies, beside the photos:", "", *lines]))
