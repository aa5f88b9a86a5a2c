"""What two networks together are sure of without text: our own for pages, and one for things in general."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.box_groups import overlaps
from photocheck.detectors.document_network import KINDS, Candidate
from photocheck.detectors.objects import Device
from photocheck.domain.geometry import Box
from photocheck.imaging.straightening import size_of

__all__ = ["Seen", "enough_alone", "surely_seen"]

# Our own network's score that is enough alone, by the shorter side as a part of the photo's longer side: for screens,
# for which it takes many dark things, and for all else.
SIDES_ALONE: Final = (0.05, 0.08, 0.12, 0.20)
SCREEN_ALONE: Final = (0.60, 0.51, 0.49, 0.47)
PAPER_ALONE: Final = (0.47, 0.46, 0.45, 0.45)
SCREEN: Final = KINDS.index("screen")
# Both networks mean one thing when its upright boxes agree this far (intersection over union).
SAME: Final = 0.5
# A screen needs this much evidence, again by its shorter side: the general network's chance, and this part of what ours
# says for a screen there. Chosen on ../shared/data (objects, negatives); figures in models/objects/README.md.
SIDES: Final = (0.05, 0.08)
ENOUGH: Final = (0.28, 0.22)
OURS: Final = 0.25
# Each side that lies along the end of the photo takes this away: cut off, chairs and windows look like screens.
AT_THE_END: Final = 0.15
NEAR_THE_END: Final = 0.02
# How sure the evidence makes us: half sure where it is just enough, nearly certain at two or three times that.
STEEPNESS: Final = 8.0
# From this chance on, a microwave, oven, toaster or fridge explains what ours takes for a screen.
EXPLAINS: Final = 0.12

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Something that was found: its outline (4, 2), what it is, and how sure that is."""

    corners: Floats
    kind: str
    confidence: float


def enough_alone(candidate: Candidate, long_side: int) -> bool:
    """Whether our network is sure enough by itself: what is small in the photo looks like many things."""
    scores = SCREEN_ALONE if candidate.kind == "screen" else PAPER_ALONE
    return bool(candidate.score >= np.interp(min(size_of(candidate.corners)) / long_side, SIDES_ALONE, scores))


def surely_seen(candidates: Sequence[Candidate], devices: Iterable[Device], width: int, height: int) -> Iterator[Seen]:
    """What both networks together are sure of, in a photo of this size.

    The general network knows real screens and phones far better than ours, and no paper: it calls many a page a
    laptop. So where ours is sure of another kind, that holds.
    """
    boxes = np.array([(*each.corners.min(axis=0), *each.corners.max(axis=0)) for each in candidates], np.float32)
    long_side = max(width, height)
    explained: set[int] = set()
    for device in devices:
        same = np.flatnonzero(overlaps(device.box[np.newaxis], boxes.reshape(-1, 4))[0] >= SAME)
        if device.appliance >= device.screen:
            if device.appliance > EXPLAINS:
                explained.update(index for index in same.tolist() if candidates[index].kind == "screen")
            continue
        ours = max((candidates[index] for index in same.tolist()), key=lambda each: each.score, default=None)
        if ours is not None and ours.kind != "screen" and enough_alone(ours, long_side):
            continue
        evidence = device.screen - AT_THE_END * _sides_at_end(device.box, width, height)
        if ours is not None:
            evidence += OURS * ours.score * float(ours.chances[SCREEN])
        shorter = min(device.box[2] - device.box[0], device.box[3] - device.box[1])
        over = evidence - float(np.interp(shorter / long_side, SIDES, ENOUGH))
        if over >= 0:
            explained.update(same.tolist())
            together = 1 / (1 + exp(-STEEPNESS * over))
            if ours is None:
                yield Seen(np.array(Box(*device.box).corners, np.float32), "screen", together)
            else:
                yield Seen(ours.corners, "screen", max(together, ours.score if ours.kind == "screen" else 0.0))
    for index, candidate in enumerate(candidates):
        if index not in explained and enough_alone(candidate, long_side):
            yield Seen(candidate.corners, candidate.kind, candidate.score)


def _sides_at_end(box: Floats, width: int, height: int) -> int:
    from_ends = (box[0], box[1], width - box[2], height - box[3])
    return sum(bool(distance < NEAR_THE_END * max(width, height)) for distance in from_ends)
