"""Make a copy that is safe to send: plan, paint, encode, and look at the copy again before it gets its name.

A copy appears under its name only when it was proven: it was screened again, nothing that was to be hidden
was found in it, and its metadata was read again. What a second look finds is hidden as well, and the copy is
looked at once more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from photocheck.domain.geometry import Box
from photocheck.domain.redactions import Redaction
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Verdict
from photocheck.errors import PhotoError, PhotoUnreadable, UsageError, reason_of
from photocheck.policy import Policy, judged
from photocheck.redaction.copy_look import CopyLook
from photocheck.redaction.cropping import planned_crop
from photocheck.redaction.encoding import encode_copy
from photocheck.redaction.leftovers import start_check
from photocheck.redaction.painting import Painter
from photocheck.redaction.plan import RedactionPlan, Wishes, plan_redaction
from photocheck.redaction.styles import Style, check_style
from photocheck.redaction.targets import Originals, beside, check_target
from photocheck.writing import write_whole

__all__ = ["LooksAgain", "ProvenCopy", "prove_copy", "redact_photo"]

# How often a copy is looked at, and what was found hidden as well, before it is given up.
MOST_LOOKS: Final = 4


class LooksAgain(Protocol):
    """What proving a copy needs of a Screener."""

    policy: Policy

    def screen(
        self,
        photo: bytes,
        *,
        name: str | None = None,
        audience: str | None = None,
        channel: str | None = None,
        thorough: bool = False,
    ) -> PhotoReport:
        """Look at the copy, for this audience on this channel."""
        ...


def redact_photo(
    screener: LooksAgain,
    report: PhotoReport,
    *,
    photo: bytes | None = None,
    to: Path | None = None,
    wishes: Wishes | None = None,
    audience: str | None = None,
    force: bool = False,
    originals: Originals | None = None,
) -> Redaction:
    """Write a proven copy of the photo that this report is about.

    `photo` is the file's content, read from the report's source where it is not given. `to` is the copy's name,
    by default `openday.redacted.jpg` beside the original. `audience` is one that the report was judged for, by
    default the one that was asked for. `originals` are files that no copy may take the place of, by default the
    report's source.

    Raises UsageError for wishes that do not fit the report, OutputError where the copy may not or cannot be
    written, and PhotoError where no safe copy can be made; then there is no new file under the copy's name.
    """
    target = beside(report.source) if to is None else to
    originals = Originals([report.source]) if originals is None else originals
    check_target(target, originals, force=force)
    made = prove_copy(screener, report, photo=photo, name=target.name, wishes=wishes, audience=audience)
    # Somebody may have put a file there while the copy was being looked at.
    check_target(target, originals, force=force)
    write_whole(target, made.content)
    return replace(made.redaction, copy=str(target))


@dataclass(frozen=True, slots=True)
class ProvenCopy:
    """A copy that was proven, as the content of a file that lies nowhere yet."""

    content: bytes = field(repr=False)
    redaction: Redaction


def prove_copy(
    screener: LooksAgain,
    report: PhotoReport,
    *,
    name: str,
    photo: bytes | None = None,
    wishes: Wishes | None = None,
    audience: str | None = None,
) -> ProvenCopy:
    """Make a proven copy and write it nowhere; `name` is what it is called, the rest as for `redact_photo`.

    Raises UsageError for wishes that do not fit the report, and PhotoError where no safe copy can be made.
    """
    wishes = Wishes() if wishes is None else wishes
    verdict = _verdict_for(report, audience)
    if report.problems or report.width is None:
        problem = report.problems[0].message if report.problems else "The photo was not opened."
        raise PhotoError(f"No copy was made, because the photo could not be checked. {problem}")
    plan = plan_redaction(report, verdict, wishes)
    style = check_style(wishes.style, [finding for finding in plan.hidden if wishes.only is not None])
    attempt = _Attempt(screener, report, verdict, _content(report, photo), name, wishes, style)
    proven = attempt.proven(plan)
    redaction = Redaction(
        copy=name,
        sha256=sha256(proven.copy).hexdigest(),
        before=report,
        after=proven.report,
        areas=proven.plan.areas,
        hidden=proven.plan.hidden,
        in_file=proven.plan.in_file,
        kept=proven.plan.kept,
        crop=proven.crop,
        style=style.value,
        looks=proven.looks,
        metadata_readers=proven.metadata_readers,
    )
    return ProvenCopy(proven.copy, redaction)


def _verdict_for(report: PhotoReport, audience: str | None) -> Verdict:
    if audience is None:
        return report.verdict
    try:
        return report.verdict_for(audience)
    except KeyError as error:
        raise UsageError(f"{report.source} was not judged for that: {error.args[0]}.") from error


def _content(report: PhotoReport, photo: bytes | None) -> bytes:
    """The file's bytes, those that the report is about and no others."""
    if photo is None:
        try:
            photo = Path(report.source).read_bytes()
        except OSError as error:
            reason = reason_of(error)
            raise PhotoUnreadable(f"“{report.source}” could not be read: {reason}.") from error
    if sha256(photo).hexdigest() != report.sha256:
        raise PhotoError(f"“{report.source}” is not the photo that was checked: it has changed.", "Check it again.")
    return photo


@dataclass(frozen=True, slots=True)
class _Proven:
    """A copy in which nothing was found any more, and how often it took looking."""

    copy: bytes
    report: PhotoReport
    plan: RedactionPlan
    crop: Box | None
    looks: int
    metadata_readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One photo, and what is wanted of its copy; `name` is what the copy is called."""

    screener: LooksAgain
    report: PhotoReport
    verdict: Verdict
    data: bytes
    name: str
    wishes: Wishes
    style: Style

    def proven(self, plan: RedactionPlan) -> _Proven:
        """Encode the copy and look at it, hiding more until nothing is found; raises PhotoError where that fails."""
        for looks in range(1, MOST_LOOKS + 1):
            crop = planned_crop(self.report, plan) if self.wishes.crop else None
            painter = Painter(plan.areas, self.style, self.wishes.labels)
            copy = encode_copy(self.data, painter, cut=crop, keep_credit=self.wishes.keep_credit)
            report, readers = self._looked_at(copy)
            look = CopyLook(plan, self.wishes, self.style, crop)
            shown = self._judged(replace(report, findings=look.without_covers(report.findings)), crop)
            more = look.to_hide(shown)
            if not more:
                return _Proven(copy, shown, plan, crop, looks, readers)
            plan = plan.hiding_more(more)
        raise PhotoError(
            f"No copy was made: after {MOST_LOOKS} tries something that was to be hidden could still be found in it.",
            "Cover it by hand, or take the photo again without it.",
        )

    def _looked_at(self, copy: bytes) -> tuple[PhotoReport, tuple[str, ...]]:
        """Screen the copy thoroughly and read its metadata again, side by side."""
        check = start_check(copy, credit=self.wishes.keep_credit)
        try:
            verdict = self.verdict
            report = self.screener.screen(
                copy, name=self.name, audience=verdict.audience, channel=verdict.channel, thorough=True
            )
            left = check.finish()
        finally:
            check.abandon()
        if report.problems:
            raise PhotoError(f"No copy was made, because it could not be checked again. {report.problems[0].message}")
        if left:
            raise PhotoError(f"No copy was made: its file would still hold {', '.join(left[:5])}.")
        return report, check.readers

    def _judged(self, report: PhotoReport, crop: Box | None) -> PhotoReport:
        """Judge what the copy shows, with the consent and the decisions that hold for the original."""
        moved = (0.0, 0.0) if crop is None else (-crop.left, -crop.top)
        known = replace(report, consent=self.report.consent, rulings=self.report.rulings.for_a_copy(*moved))
        return judged(known, self.screener.policy, self.verdict.audience, self.verdict.channel)
