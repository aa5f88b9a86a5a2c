"""Find the same things in the photos of a burst, so that one decision serves for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.domain.reports import PhotoReport

__all__ = ["same_things"]

# From one photo of a burst to the next a thing moves a little: its boxes agree this far, as shares of the photos.
SAME_IN_BURST: Final = 0.3


def same_things(things: Sequence[Finding], here: PhotoReport, there: PhotoReport) -> list[Finding]:
    """What of these things of one photo was found in another too.

    It is of the same kind and in about the same place, and nothing was recognised in it that was not here.
    """
    return [
        finding
        for finding in there.findings
        if any(
            (finding.kind, finding.page) == (thing.kind, thing.page)
            and finding.patterns <= thing.patterns
            and _agree(_share(finding.box, there), _share(thing.box, here))
            for thing in things
        )
    ]


def _agree(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return one is other
    return overlap_over_union(one, other) >= SAME_IN_BURST


def _share(box: Box | None, report: PhotoReport) -> Box | None:
    return None if box is None else box.scaled(1 / (report.width or 1), 1 / (report.height or 1))
