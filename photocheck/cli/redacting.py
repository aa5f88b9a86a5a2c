"""A run of `redact`: find the photos, make one copy after the other, tell of each, and list what failed."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photocheck.batch.sources import find_photos
from photocheck.cli.comparing import Comparer
from photocheck.cli.endings import say
from photocheck.cli.outputs import report_form, result_stream
from photocheck.cli.progress import progress_for
from photocheck.cli.redact_names import NamedCopy, name_copies
from photocheck.cli.screening import BuildScreener, LooksAtPhotos, build_screener
from photocheck.consent.on_file import AddOnFile, on_file
from photocheck.domain.geometry import Box
from photocheck.domain.redactions import Attempt, NotMade, Redaction
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Problem
from photocheck.errors import ExitCode, OutputError, PhotocheckError, PhotoError, UsageError, reason_of
from photocheck.policy import judged
from photocheck.redaction.plan import Wishes
from photocheck.redaction.targets import Originals, check_target
from photocheck.redactor import redact_photo
from photocheck.reports import SUFFIXES
from photocheck.reports.redaction import FORMATS, RedactionRun, redaction_format

__all__ = ["RedactRun", "run_redact"]

logger = logging.getLogger(__name__)

# A photo that could not be made safe outranks one that could not be written.
WORST_FIRST: Final = (ExitCode.NOT_CHECKED, ExitCode.OUTPUT)


@dataclass(frozen=True, slots=True)
class RedactRun:
    """What was asked for on the command line."""

    paths: tuple[str, ...]
    policy: str
    audience: str
    channel: str
    register: str | None
    event: str | None
    only: frozenset[int] | None
    keep: frozenset[int] | None
    regions: tuple[tuple[float, float, float, float], ...]
    crop: bool
    style: str
    labels: bool
    keep_credit: bool
    to: str | None
    force: bool
    compare: str | None
    form: str
    output: str | None
    reports: tuple[str, ...]
    reveal: bool
    jobs: int
    quiet: bool

    @property
    def wishes(self) -> Wishes:
        """What is wanted of each copy."""
        return Wishes(
            only=self.only,
            keep=self.keep or frozenset(),
            regions=tuple(Box(*sides) for sides in self.regions),
            crop=self.crop,
            style=self.style,
            labels=self.labels,
            keep_credit=self.keep_credit,
        )


def run_redact(asked: RedactRun, build: BuildScreener | None) -> ExitCode:
    """Make every copy that was asked for; `build` replaces the real screener in tests.

    Raises what building the screener raises, UsageError, and OutputError where the result cannot be written.
    """
    endings = {ending: form for ending, form in SUFFIXES.items() if form in FORMATS}
    forms = [report_form(path, endings) for path in asked.reports]
    with find_photos(asked.paths) as found:
        named = name_copies(list(found), asked.paths, asked.to)
    if not named:
        say("There is no photo in what you named, so no copy was made.", "Name a photo, or a folder with photos in it.")
        return ExitCode.NOT_CHECKED
    one_photo_only = asked.only is not None or asked.keep is not None or asked.regions
    if one_photo_only and len(named) > 1:
        raise UsageError(
            f"--only, --keep and --region are about one photo; you named {len(named)}.", "Name one photo at a time."
        )
    screener = (build or build_screener)(asked.policy, asked.audience, asked.channel)
    run = RedactionRun(
        screener.policy.label, len(named), {**screener.policy.audiences, **screener.policy.channels}, asked.reveal
    )
    add_on_file = on_file(asked.register, asked.event)
    comparer = None if asked.compare is None else Comparer(Path(asked.compare), [copy.target for copy in named])
    copier = _Copier(asked, screener, add_on_file, named)
    failures: set[ExitCode] = set()
    with ExitStack() as stack:
        streams = [stack.enter_context(result_stream(path)) for path in (asked.output, *asked.reports)]
        formats = [redaction_format(form) for form in (asked.form, *forms)]
        reports = [begin(stream, run) for begin, stream in zip(formats, streams, strict=True)]
        progress = stack.enter_context(closing(progress_for(len(named), quiet=asked.quiet)))
        attempts = stack.enter_context(closing(_side_by_side(copier, named, asked.jobs)))
        for copy, (attempt, failure) in zip(named, attempts, strict=True):
            failures |= {failure} if failure else set()
            progress.step(copy.source.name)
            with progress.aside():
                for report in reports:
                    report.photo(attempt)
            if comparer is not None and not isinstance(attempt, NotMade):
                comparer.draw(copy.source.photo, attempt)
        progress.close()
        for report in reports:
            report.finish()
    return next((code for code in WORST_FIRST if code in failures), ExitCode.CLEAN)


Ending = tuple[Attempt, ExitCode | None]


def _side_by_side(copier: _Copier, named: Sequence[NamedCopy], jobs: int) -> Generator[Ending]:
    """Make so many copies at once, and yield what came of each in their order; what waits is dropped on a stop."""
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="photocheck-copy")
    try:
        yield from pool.map(copier.attempt, named)
    finally:
        pool.shutdown(cancel_futures=True)


class _Copier:
    """Makes one copy after the other, and lets no failure of one stop the others."""

    def __init__(
        self, asked: RedactRun, screener: LooksAtPhotos, add_on_file: AddOnFile, named: Sequence[NamedCopy]
    ) -> None:
        self._asked = asked
        self._screener = screener
        self._add_on_file = add_on_file
        self._originals = Originals(copy.source.photo for copy in named if isinstance(copy.source.photo, str))
        # Of several copies with one name the first gets it.
        self._owners = {copy.target: copy.source.name for copy in reversed(named)}

    def attempt(self, copy: NamedCopy) -> Ending:
        """Make a copy; says what stood in the way, and the exit code for that, where it was not made."""
        name = copy.source.name
        try:
            return self._made(copy), None
        except UsageError:
            # Numbers and regions are about the one photo that was named.
            raise
        except (PhotoError, OutputError) as error:
            return NotMade(name, Problem("redact", error.message, error.hint)), error.exit_code
        except PhotocheckError:
            raise
        except Exception as error:
            logger.debug("a copy failed", exc_info=True)
            message = f"No copy was made, because of a fault in photocheck ({type(error).__name__})."
            hint = "Report it with this photo's kind and size."
            return NotMade(name, Problem("redact", message, hint)), ExitCode.NOT_CHECKED

    def _made(self, copy: NamedCopy) -> Redaction:
        source, target = copy.source, copy.target
        if source.problem is not None:
            raise PhotoError(source.problem.message, source.problem.hint)
        owner = self._owners[target]
        if owner != source.name:
            raise OutputError(f"The copy of “{owner}” has the name “{target}” already.", "Name folders, not files.")
        # Said before anybody waits for a look at the photo.
        check_target(target, self._originals, force=self._asked.force)
        report = self._with_what_is_on_file(self._screener.screen(source.photo, name=source.name), source.photo)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = reason_of(error)
            raise OutputError(f"The folder “{target.parent}” could not be made: {reason}.") from error
        return redact_photo(
            self._screener,
            report,
            photo=source.photo if isinstance(source.photo, bytes) else None,
            to=target,
            wishes=self._asked.wishes,
            force=self._asked.force,
            originals=self._originals,
        )

    def _with_what_is_on_file(self, report: PhotoReport, photo: str | bytes) -> PhotoReport:
        """The report, judged with what is on file: who agreed stays visible, and what was decided holds."""
        known = self._add_on_file(report, photo)
        return judged(known, self._screener.policy, self._asked.audience, self._asked.channel)
