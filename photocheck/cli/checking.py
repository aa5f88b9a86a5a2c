"""A run of `check`: find the photos, look at them, judge and tell of each."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from photocheck.batch.running import Runner
from photocheck.batch.serial import SerialExecutor
from photocheck.batch.sources import Found, find_photos
from photocheck.batch.task import Looker, looker, real_looker
from photocheck.cli.annotating import Annotator
from photocheck.cli.endings import say
from photocheck.cli.outputs import result_stream
from photocheck.cli.progress import progress_for
from photocheck.cli.screening import BuildScreener
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.errors import ExitCode, UsageError
from photocheck.inference.cores import available_cores
from photocheck.policy import Policy, judged, load_policy
from photocheck.reports import SUFFIXES, WITH_PREVIEWS, report_format
from photocheck.reports.interface import Run

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
    uncovered: bool
    quiet: bool


def run_check(asked: CheckRun, build: BuildScreener | None) -> ExitCode:
    """Look at every photo that was asked for; `build` replaces the real screener in tests.

    Raises PolicyError, ModelError, UsageError and OutputError.
    """
    forms = [asked.form, *(_form_of(path) for path in asked.reports)]
    policy = load_policy(asked.policy)
    policy.check(asked.audience, asked.channel)
    found = find_photos(asked.paths)
    if not found.sources:
        _say_nothing_found(found)
        return ExitCode.NOT_CHECKED
    annotator = None if asked.annotate is None else Annotator(Path(asked.annotate), found.sources)
    how = real_looker if build is None else _StandIn(build)
    threads = available_cores()
    # Where a model is missing, that is said before anything else happens.
    looker(how, threads)
    runner = Runner(SerialExecutor(), how, threads, previews=not WITH_PREVIEWS.isdisjoint(forms))
    with ExitStack() as stack:
        streams = [stack.enter_context(result_stream(path)) for path in (asked.output, *asked.reports)]
        run = _run(asked, policy, found)
        reports = [report_format(form)(stream, run) for form, stream in zip(forms, streams, strict=True)]
        progress = stack.enter_context(closing(progress_for(run.photos, quiet=asked.quiet)))
        decisions = set()
        for source, screened in runner.run(found.sources):
            photo = judged(screened.report, policy, asked.audience, asked.channel)
            decisions.add(photo.decision)
            progress.step()
            preview = _shown(screened.preview, photo, asked, run.photos)
            with progress.aside():
                for report in reports:
                    report.photo(photo, preview)
            if annotator is not None:
                annotator.draw(source.photo, photo)
        progress.close()
        for report in reports:
            report.finish()
    return _exit_code(decisions)


@dataclass(frozen=True, slots=True)
class _StandIn:
    """Builds what a test put in the place of the real screener."""

    build: BuildScreener

    def __call__(self, threads: int) -> Looker:  # noqa: ARG002 - it has no models to use them
        return self.build("whatsapp", "colleagues", "whatsapp")


def _shown(preview: Preview | None, photo: PhotoReport, asked: CheckRun, photos: int) -> Preview | None:
    """The small picture as reports may show it."""
    if preview is None:
        return None
    from photocheck.redaction.previews import preview_side, safe_preview  # noqa: PLC0415 - heavy

    return safe_preview(preview, photo, side=preview_side(photos), reveal=asked.uncovered)


def _run(asked: CheckRun, policy: Policy, found: Found) -> Run:
    return Run(
        policy=policy.label,
        questions=policy.questions,
        words={**policy.audiences, **policy.channels},
        photos=len(found.sources),
        skipped=dict(found.skipped),
        reveal=asked.reveal,
    )


def _exit_code(decisions: set[Decision]) -> ExitCode:
    if Decision.NOT_CHECKED in decisions:
        return ExitCode.NOT_CHECKED
    if any(decision.needs_attention for decision in decisions):
        return ExitCode.NEEDS_ATTENTION
    return ExitCode.CLEAN


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
