"""Decide what to hide in a copy: from the report's verdict, and from what the user says."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from photocheck.domain.findings import OBJECT_KINDS, Finding
from photocheck.domain.geometry import Box
from photocheck.domain.redactions import BY_HAND, HiddenArea
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision, Verdict
from photocheck.errors import UsageError
from photocheck.redaction.margins import with_margin

__all__ = ["RedactionPlan", "Wishes", "hidden_too", "plan_redaction", "to_hide"]

# From which share of its box on a finding counts as covered by what hides something else.
COVERED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of a copy.

    `only` names the numbers of the findings to hide instead of those that the verdict asks for, `keep` those
    to leave; `regions` are boxes drawn by hand on page 1. `crop` cuts the findings off instead of covering
    them, `style` is how faces are covered, `labels` writes each finding's number on its cover. `keep_credit`
    keeps copyright and artist in the file.
    """

    only: frozenset[int] | None = None
    keep: frozenset[int] = frozenset()
    regions: tuple[Box, ...] = ()
    crop: bool = False
    style: str = "solid"
    labels: bool = False
    keep_credit: bool = False

    @classmethod
    def of(
        cls,
        *,
        only: Iterable[int] | None = None,
        keep: Iterable[int] = (),
        regions: Iterable[Box] = (),
        **how: Any,  # noqa: ANN401 - the other fields
    ) -> Wishes:
        """Build from any lists; raises UsageError for a wish that does not exist."""
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(how) - known):
            raise UsageError(f"There is no wish “{unknown[0]}” for a copy.", f"There is {', '.join(sorted(known))}.")
        return cls(None if only is None else frozenset(only), frozenset(keep), tuple(regions), **how)


AS_THE_POLICY_SAYS: Final = Wishes()


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """What a copy will hide, and what it will show on purpose.

    `hidden` are the findings that are covered, `in_file` those about the file itself (location, owner, hidden
    pictures): a copy never carries them, so they are always hidden.
    """

    areas: tuple[HiddenArea, ...] = ()
    hidden: tuple[Finding, ...] = ()
    in_file: tuple[Finding, ...] = ()
    kept: tuple[Finding, ...] = ()

    def hiding_more(self, areas: Iterable[HiddenArea]) -> RedactionPlan:
        """The same with further areas; what they cover as well no longer stays."""
        areas = (*self.areas, *areas)
        covered = tuple(finding for finding in self.kept if _is_covered(finding, areas))
        kept = tuple(finding for finding in self.kept if finding not in covered)
        return replace(self, areas=areas, hidden=(*self.hidden, *covered), kept=kept)


def plan_redaction(
    report: PhotoReport, verdict: Verdict | None = None, wishes: Wishes = AS_THE_POLICY_SAYS
) -> RedactionPlan:
    """Plan the copy for the audience and channel of this verdict of the report, by default of its first.

    Hidden is every finding for which a reason asks for consent, for hiding, or forbids sharing, what lies on it,
    names and postcodes in the same picture, and faces that are perhaps too small to be recognised; what else somebody
    should only look at stays. Raises UsageError for a number that the report does not have.
    """
    _check_numbers(report, {*(wishes.only or ()), *wishes.keep})
    verdict = verdict or report.verdict
    wanted = set(to_hide(verdict) if wishes.only is None else wishes.only)
    if wishes.only is None:
        hidden_anyway = [finding for finding in report.findings if finding.number in wanted - wishes.keep]
        wanted |= hidden_too(report.findings, hidden_anyway, verdict)
    wanted |= {finding.number for finding in _lying_on(report.findings, wanted - wishes.keep)}
    wanted -= wishes.keep
    seen = [finding for finding in report.findings if finding.region is not None]
    areas = [
        HiddenArea(with_margin(finding), finding.kind, finding.page, finding.number)
        for finding in seen
        if finding.number in wanted
    ]
    areas += [HiddenArea(box, BY_HAND, 1) for box in wishes.regions]
    hidden = tuple(finding for finding in seen if finding.number in wanted or _is_covered(finding, areas))
    return RedactionPlan(
        areas=tuple(areas),
        hidden=hidden,
        in_file=tuple(finding for finding in report.findings if finding.region is None),
        kept=tuple(finding for finding in seen if finding not in hidden),
    )


def to_hide(verdict: Verdict) -> frozenset[int]:
    """The numbers of the findings that this verdict asks to hide, or to get consent for."""
    return frozenset(
        number
        for reason in verdict.reasons
        if Decision.GET_CONSENT <= reason.decision < Decision.NOT_CHECKED
        for number in reason.findings
    )


def hidden_too(findings: Collection[Finding], hidden: Iterable[Finding], verdict: Verdict) -> frozenset[int]:
    """Of what somebody should only look at, what a copy hides all the same.

    Names, postcodes and the like would still say whose face or data was hidden on the same page; alone they may be a
    shop's or a street's. Small faces are hidden unless a larger one stays, because its consent is on file: of a group
    in which some are a pixel larger than others, a copy hides everybody or nobody.
    """
    pages = {finding.page for finding in hidden if finding.region is not None}
    look = {number for reason in verdict.reasons for number in reason.findings if reason.decision >= Decision.LOOK}
    to_look_at = [finding for finding in findings if finding.number in look]
    names = [finding for finding in to_look_at if finding.kind == "text" and finding.matches and finding.page in pages]
    a_face_stays = any(finding.kind == "face" and finding.number not in look for finding in findings)
    faces = [] if a_face_stays else [finding for finding in to_look_at if finding.kind == "face"]
    return frozenset(finding.number for finding in (*names, *faces))


def _lying_on(findings: Iterable[Finding], numbers: Collection[int]) -> Iterable[Finding]:
    """What lies on the pages, screens and cards among these: their outlines are a few per cent off."""
    findings = tuple(findings)
    objects = {finding.number for finding in findings if finding.number in numbers and finding.kind in OBJECT_KINDS}
    while True:
        on_them = [finding for finding in findings if finding.inside in objects]
        more = {finding.number for finding in on_them if finding.kind in OBJECT_KINDS} - objects
        if not more:
            return on_them
        objects |= more


def _is_covered(finding: Finding, areas: Iterable[HiddenArea]) -> bool:
    """Whether what hides something else hides this as well, by a 5 by 5 grid of points in its box."""
    box = finding.box
    if box is None:
        return False
    regions = [area.region for area in areas if area.page == finding.page]
    steps = [(index + 0.5) / 5 for index in range(5)]
    points = [(box.left + box.width * x, box.top + box.height * y) for x in steps for y in steps]
    return sum(any(region.contains(point) for region in regions) for point in points) >= COVERED * len(points)


def _check_numbers(report: PhotoReport, numbers: Collection[int]) -> None:
    known = {finding.number for finding in report.findings}
    unknown = sorted(set(numbers) - known)
    if unknown:
        listed = ", ".join(str(number) for number in unknown)
        there = f"its findings are numbered 1 to {max(known)}" if known else "nothing was found in it"
        raise UsageError(
            f"{report.source} has no finding {listed}: {there}.", "Run photocheck on it to see the numbers."
        )
