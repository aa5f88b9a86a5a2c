"""What is inside what: a phone number on a screen, a face on an ID card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from photocheck.domain.findings import OBJECT_KINDS, Finding
from photocheck.domain.geometry import Box

__all__ = ["holders", "lies_on", "number_and_relate"]

# Outlines are a few per cent off, so a line at the very edge of a page may stick out a little.
SHARE_INSIDE = 0.6


def number_and_relate(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Number the findings from 1 in reading order, and tell each which object it lies on.

    Objects come before what lies on them on the same page of the file; what is in the file rather
    than in the picture comes last. A finding lies on the smallest object that holds at least 60 % of its
    box, is larger than it, and is on the same page.
    """
    ordered = sorted(findings, key=_reading_order)
    numbered = [replace(finding, number=number) for number, finding in enumerate(ordered, start=1)]
    objects = [finding for finding in numbered if finding.kind in OBJECT_KINDS and finding.region is not None]
    return tuple(replace(finding, inside=_first_number(holders(finding, objects))) for finding in numbered)


def _first_number(findings: Sequence[Finding]) -> int | None:
    return findings[0].number if findings else None


def _reading_order(finding: Finding) -> tuple[bool, int, bool, float, float]:
    box = finding.box
    if box is None:
        return (True, finding.page, True, 0.0, 0.0)
    return (False, finding.page, finding.kind not in OBJECT_KINDS, box.top, box.left)


def holders(finding: Finding, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Every object among these that the finding lies on, the smallest first."""
    held_by = [
        candidate
        for candidate in findings
        if candidate.kind in OBJECT_KINDS and candidate.number != finding.number and lies_on(finding, candidate)
    ]
    return tuple(sorted(held_by, key=_smallest_first))


def lies_on(finding: Finding, holder: Finding) -> bool:
    """Whether at least 60 % of a finding's box lies within another that is larger, on the same page of the file."""
    box = finding.box
    return (
        box is not None
        and holder.box is not None
        and holder.page == finding.page
        and holder.box.area > box.area
        and _share_inside(box, holder) >= SHARE_INSIDE
    )


def _smallest_first(finding: Finding) -> tuple[float, int]:
    return (0.0 if finding.box is None else finding.box.area, finding.number)


def _share_inside(box: Box, holder: Finding) -> float:
    """The share of a 5 by 5 grid of points in the box that lies within the holder's outline."""
    if holder.region is None or not _touch(box, holder.region.box):
        return 0.0
    steps = [(index + 0.5) / 5 for index in range(5)]
    points = [(box.left + box.width * x, box.top + box.height * y) for x in steps for y in steps]
    return sum(holder.region.contains(point) for point in points) / len(points)


def _touch(one: Box, other: Box) -> bool:
    return one.left <= other.right and other.left <= one.right and one.top <= other.bottom and other.top <= one.bottom
