"""Which finding is which labelled thing: what was found, what was missed, what was a false alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.evaluate.labels import Truth

__all__ = ["Pairing", "pair_by_cover", "pair_one_to_one"]

# A finding of which this share lies in a region that nobody cares about is of no concern either.
SHARE_IGNORED: Final = 0.5
# Text findings are lines where the truth is words, and the other way round; what touches no truth at all is
# a false alarm.
TOUCHES: Final = 0.1


@dataclass(frozen=True, slots=True)
class Pairing:
    """One photo's things of one kind: found, missed, and findings that are none of them.

    Whether a false alarm counts depends on the labels: they may not name everything.
    """

    hits: tuple[tuple[Truth, Finding], ...]
    misses: tuple[Truth, ...]
    false_alarms: tuple[Finding, ...]


def pair_one_to_one(truths: Sequence[Truth], findings: Sequence[Finding], overlap: float) -> Pairing:
    """Give each finding, the surest first, the labelled thing that it agrees with best.

    They agree where intersection over union is at least `overlap`; each thing is found once, so a
    second finding on it is a false alarm. Things and findings without a box are left out.
    """
    open_truths = [truth for truth in truths if not truth.ignore and truth.box is not None]
    ignored = [truth.box for truth in truths if truth.ignore and truth.box is not None]
    hits: list[tuple[Truth, Finding]] = []
    false_alarms: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: -finding.confidence):
        box = finding.box
        if box is None:
            continue
        best = max(open_truths, key=lambda truth: _agreement(truth, box), default=None)
        if best is not None and _agreement(best, box) >= overlap:
            # Equal truths are told apart by who they are, not by what they say.
            open_truths = [truth for truth in open_truths if truth is not best]
            hits.append((best, finding))
        elif not any(_ignores(region, box, overlap) for region in ignored):
            false_alarms.append(finding)
    return Pairing(tuple(hits), tuple(open_truths), tuple(false_alarms))


def pair_by_cover(truths: Sequence[Truth], findings: Sequence[Finding], overlap: float) -> Pairing:
    """Call a labelled thing found where one finding covers at least this share of it.

    For text, where one finding may hold many labelled words. A finding that touches none is a false alarm.
    """
    boxed = [(finding, finding.box) for finding in findings if finding.box is not None]
    hits: list[tuple[Truth, Finding]] = []
    misses: list[Truth] = []
    for truth in truths:
        if truth.ignore or truth.box is None:
            continue
        best = max(boxed, key=lambda pair: _cover(truth.box, pair[1]), default=None)
        if best is not None and _cover(truth.box, best[1]) >= overlap:
            hits.append((truth, best[0]))
        else:
            misses.append(truth)
    regions = [truth.box for truth in truths if truth.box is not None]
    strangers = [
        finding for finding, box in boxed if not any(max(_cover(box, r), _cover(r, box)) >= TOUCHES for r in regions)
    ]
    return Pairing(tuple(hits), tuple(misses), tuple(strangers))


def _agreement(truth: Truth, box: Box) -> float:
    return 0.0 if truth.box is None else overlap_over_union(truth.box, box)


def _ignores(region: Box, box: Box, overlap: float) -> bool:
    return overlap_over_union(region, box) >= overlap or _cover(box, region) >= SHARE_IGNORED


def _cover(box: Box | None, by: Box) -> float:
    """The share of a box that another covers."""
    if box is None or box.area == 0:
        return 0.0
    return box.intersection(by) / box.area
