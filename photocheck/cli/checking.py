"""A run of `check`: find the photos, look at one after the other, tell of each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from photocheck.cli.annotating import Annotator
from photocheck.cli.endings import say
from photocheck.cli.outputs import result_stream
from photocheck.cli.progress import Progress, progress_for
from photocheck.cli.screening import BuildScreener, LooksAtPhotos, build_screener
from photocheck.cli.sources import Found, Source, find_photos
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Decision
from photocheck.errors import ExitCode, UsageError
from photocheck.reports import SUFFIXES, report_format
from photocheck.reports.interface import Report, Run
from photocheck.version import __version__

__all__ = ["CheckRun", "run_check"]


@dataclass(frozen=True, slots=True)
class CheckRun:
    """What was asked for on the command line."""

    paths: tuple[str, ...]
    policy: str
    audience: str
    channel: str
    form: str
    output: str | None
    reports: tuple[str, ...]
    annotate: str | None
    reveal: bool
    quiet: bool


def run_check(asked: CheckRun, build: BuildScreener | None) -> ExitCode:
    """Look at every photo that was asked for; `build` replaces the real screener in tests.

    Raises what building the screener raises, UsageError and OutputError.
    """
    forms = [_form_of(path) for path in asked.reports]
    found = find_photos(asked.paths)
    if not found.sources:
        _say_nothing_found(found)
        return ExitCode.NOT_CHECKED
    screener = (build or build_screener)(asked.policy, asked.audience, asked.channel)
    annotator = None if asked.annotate is None else Annotator(Path(asked.annotate), found.sources)
    policy = screener.policy
    run = Run(
        policy=policy.label,
        questions=policy.questions,
        words={**policy.audiences, **policy.channels},
        photos=len(found.sources),
        skipped=dict(found.skipped),
        reveal=asked.reveal,
    )
    with ExitStack() as stack:
        streams = [stack.enter_context(result_stream(path)) for path in (asked.output, *asked.reports)]
        formats = [report_format(form) for form in (asked.form, *forms)]
        reports = [begin(stream, run) for begin, stream in zip(formats, streams, strict=True)]
        progress = stack.enter_context(closing(progress_for(run.photos, quiet=asked.quiet)))
        worst = _look_at_all(found.sources, screener, reports, annotator, progress)
        progress.close()
        for report in reports:
            report.finish()
    return worst


def _look_at_all(
    sources: Sequence[Source],
    screener: LooksAtPhotos,
    reports: Sequence[Report],
    annotator: Annotator | None,
    progress: Progress,
) -> ExitCode:
    decisions: set[Decision] = set()
    for source in sources:
        progress.looking_at(source.name)
        contents = source.read() if source.problem is None else ""
        photo = _not_opened(source, screener) if source.problem else screener.screen(contents, name=source.name)
        decisions.add(photo.decision)
        with progress.aside():
            for report in reports:
                report.photo(photo)
        if annotator is not None:
            annotator.draw(contents, photo)
    return _exit_code(decisions)


def _exit_code(decisions: set[Decision]) -> ExitCode:
    if Decision.NOT_CHECKED in decisions:
        return ExitCode.NOT_CHECKED
    if any(decision.needs_attention for decision in decisions):
        return ExitCode.NEEDS_ATTENTION
    return ExitCode.CLEAN


def _not_opened(source: Source, screener: LooksAtPhotos) -> PhotoReport:
    """Report a folder that could not be opened: judged by the same policy, so that it is `not-checked`."""
    from photocheck.policy import judged  # noqa: PLC0415 - only needed here

    problems = () if source.problem is None else (source.problem,)
    versions = Versions(__version__, screener.policy.label)
    report = PhotoReport(source.name, None, None, None, (), (), versions, problems)
    return judged(report, screener.policy, screener.audience, screener.channel)


def _form_of(path: str) -> str:
    form = SUFFIXES.get(Path(path).suffix.lower())
    if form is None:
        raise UsageError(
            f"The ending of “{path}” does not say which kind of report to write.",
            f"Use one of these endings: {', '.join(SUFFIXES)}.",
        )
    return form


def _say_nothing_found(found: Found) -> None:
    skipped = sum(found.skipped.values())
    passed_over = f" {skipped} other files were passed over." if skipped else ""
    say(
        f"There is no photo in what you named, so nothing was checked.{passed_over}",
        "Name a photo, or a folder with photos in it.",
    )
