"""A run of `check`: find the photos, look at them, judge and tell of each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace

from photocheck.batch.fingerprint import fingerprint_of_telling
from photocheck.batch.found_again import note_folders
from photocheck.batch.memory import Memory, Telling, Told
from photocheck.batch.running import Runner
from photocheck.batch.sources import Found, find_photos
from photocheck.cli.copies import Copies
from photocheck.cli.crew import Crew, crew_for
from photocheck.cli.endings import say
from photocheck.cli.outputs import report_form, result_stream
from photocheck.cli.progress import progress_for
from photocheck.cli.screening import BuildScreener
from photocheck.cli.tally import Tally
from photocheck.cli.telling import Teller, forms_of
from photocheck.consent.on_file import AddOnFile, on_file
from photocheck.domain.encoding import encode_report
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.errors import ExitCode, Stopped
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
    register: str | None
    event: str | None
    form: str
    output: str | None
    reports: tuple[str, ...]
    annotate: str | None
    sort_into: str | None
    redact_into: str | None
    archive_into: str | None
    link: bool
    reveal: bool
    uncovered: bool
    quiet: bool
    crew: Crew


def run_check(asked: CheckRun, build: BuildScreener | None) -> ExitCode:
    """Look at every photo that was asked for; `build` replaces the real screener in tests.

    Raises PolicyError, ModelError, UsageError and OutputError.
    """
    forms = [asked.form, *(report_form(path, SUFFIXES) for path in asked.reports)]
    policy = load_policy(asked.policy)
    policy.check(asked.audience, asked.channel)
    add_on_file = on_file(asked.register, asked.event)
    copies = Copies(asked.annotate, asked.sort_into, asked.redact_into, asked.archive_into, link=asked.link)
    previews = not WITH_PREVIEWS.isdisjoint(forms)
    with ExitStack() as stack:
        found = stack.enter_context(find_photos(asked.paths))
        if not found.photos:
            _say_nothing_found(found)
            return ExitCode.NOT_CHECKED
        runner = stack.enter_context(
            crew_for(asked.crew, found.photos, previews=previews, reveal=asked.reveal, build=build)
        )
        if runner.store is not None:
            note_folders(runner.store, asked.paths)
        copies.begin(asked.paths, runner, policy)
        streams = [stack.enter_context(result_stream(path)) for path in (asked.output, *asked.reports)]
        run = _run(asked, policy, found)
        reports = [report_format(form)(stream, run) for form, stream in zip(forms, streams, strict=True)]
        progress = stack.enter_context(closing(progress_for(run.photos, quiet=asked.quiet)))
        tally = Tally()
        memory = _memory(asked, policy, add_on_file, None if copies.wanted else forms_of(reports), runner)
        teller = Teller(reports, streams, memory)
        for source, outcome in runner.run(found) if memory is None else runner.retell(found, memory):
            if isinstance(outcome, Told):
                with progress.aside():
                    tally.add(teller.tell_again(source.name, outcome))
            else:
                photo = judged(add_on_file(outcome.report, source.photo), policy, asked.audience, asked.channel)
                tally.add(photo.decision)
                preview = _shown(outcome.preview, photo, asked, run.photos)
                with progress.aside():
                    teller.tell(source, photo, preview)
                copies.put(source, photo)
            progress.step(tally)
        code = copies.finish(tally.exit_code)
        if tally.photos < run.photos:
            raise Stopped(
                f"Stopped: {tally.photos} of {run.photos} photos were checked, the others were not.",
                "The same command carries on from here." if runner.store else None,
            )
        progress.close()
        for report in reports:
            report.finish()
    return code


def _memory(
    asked: CheckRun, policy: Policy, add_on_file: AddOnFile, forms: tuple[str, ...] | None, runner: Runner
) -> Memory | None:
    """What is known of photos by the store; None where nothing is remembered, or not to be used."""
    if runner.store is None or not runner.recall:
        return None
    if forms is None or policy.names_photos:
        return Memory(runner.store, None, reread=asked.crew.reread)
    rules = (policy.fingerprint, policy.label, asked.audience, asked.channel, fingerprint_of_telling())

    telling = Telling(forms, f"{runner.store.made_with} {rules}", _word_on_file(add_on_file))
    return Memory(runner.store, telling, reread=asked.crew.reread)


def _word_on_file(add_on_file: AddOnFile) -> Callable[[str, str | bytes], str | None]:
    """What says in one word what is on file for a photo: whatever it adds to a report of nothing.

    None where something is on file of people or of what somebody decided, which belongs into the register alone.
    """
    nothing = PhotoReport("", None, None, None, (), (), Versions("", ""))
    if add_on_file(nothing, b"") is nothing:
        # There is no register.
        return lambda _digest, _photo: ""

    def word(digest: str, photo: str | bytes) -> str | None:
        something = add_on_file(replace(nothing, sha256=digest), photo)
        return None if something.consent.records or something.rulings.made else str(encode_report(something))

    return word


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
        photos=found.photos,
        skipped=dict(found.skipped),
        reveal=asked.reveal,
    )


def _say_nothing_found(found: Found) -> None:
    skipped = sum(found.skipped.values())
    passed_over = f" {skipped} other files were passed over." if skipped else ""
    say(
        f"There is no photo in what you named, so nothing was checked.{passed_over}",
        "Name a photo, or a folder with photos in it.",
    )
