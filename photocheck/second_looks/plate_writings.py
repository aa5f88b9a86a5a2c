"""Which lines of text may be what stands on a plate: one, or two that stand under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.findings import Finding
from photocheck.second_looks.plate_issuers import names_issuer
from photocheck.second_looks.plate_text import CERTAIN_FORM, likelihood

__all__ = ["Writing", "writings"]

# Two lines are a two-line plate when they are as high, stand this close, in heights, and share this part of the width.
AS_HIGH: Final = 0.7
CLOSE: Final = 0.8
SHARED_WIDTH: Final = 0.5
# The line that names the issuer is at most this part as high as the letters, and stands as close.
SMALL: Final = 0.8
# More lines than this in one photo are a page of print, of which only single lines are looked at.
MOST_LINES: Final = 60
CORNERS: Final = 4

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """One or two lines of text, as they may stand on a plate; corners (4, 2), clockwise from the first letter's.

    `issued` says that a small line beside them names a state that issues plates.
    """

    lines: tuple[Finding, ...]
    text: str
    corners: Floats
    issued: bool = False


def writings(findings: Sequence[Finding]) -> Iterator[Writing]:
    """Pairs of lines that are a British plate of two lines, then single lines."""
    lines = [
        Writing((finding,), finding.text.revealed, np.array(finding.polygon.points, np.float32))
        for finding in findings
        if finding.text is not None and finding.text.revealed and finding.polygon is not None
        if finding.kind == "text" and len(finding.polygon.points) == CORNERS
    ]
    if len(lines) > MOST_LINES:
        yield from lines
        return
    for upper, lower in permutations(lines, 2):
        text = f"{upper.text} {lower.text}"
        if likelihood(text) >= CERTAIN_FORM and _right_under(upper.corners, lower.corners):
            yield Writing((*upper.lines, *lower.lines), text, _around(upper.corners, lower.corners))
    issuers = [line for line in lines if names_issuer(line.text)]
    for line in lines:
        yield replace(line, issued=any(_issues(issuer.corners, line.corners) for issuer in issuers))


def _issues(small: Floats, letters: Floats) -> bool:
    """Whether a line small enough for a state's name stands right above or below the letters, in their middle."""
    box, other = _in_frame_of(letters, letters), _in_frame_of(letters, small)
    height, small_height = box[1, 1] - box[0, 1], other[1, 1] - other[0, 1]
    above, below = box[0, 1] - other[1, 1], other[0, 1] - box[1, 1]
    middle = (other[0, 0] + other[1, 0]) / 2
    return bool(
        small_height <= SMALL * height and max(above, below) <= CLOSE * height and box[0, 0] <= middle <= box[1, 0]
    )


def _right_under(upper: Floats, lower: Floats) -> bool:
    """Whether the second line stands right under the first, as high as it."""
    box, other = _in_frame_of(upper, upper), _in_frame_of(upper, lower)
    heights = sorted((box[1, 1] - box[0, 1], other[1, 1] - other[0, 1]))
    shared = min(box[1, 0], other[1, 0]) - max(box[0, 0], other[0, 0])
    narrower = min(box[1, 0] - box[0, 0], other[1, 0] - other[0, 0])
    gap = other[0, 1] - box[1, 1]
    return bool(
        heights[0] >= AS_HIGH * heights[1] and abs(gap) <= CLOSE * heights[1] and shared >= SHARED_WIDTH * narrower
    )


def _frame(corners: Floats) -> Floats:
    """The directions along a line and down from it, as the rows of a matrix."""
    along = corners[1] - corners[0]
    along = along / max(float(np.linalg.norm(along)), 1e-6)
    return np.array((along, (-along[1], along[0])), np.float32)


def _in_frame_of(line: Floats, corners: Floats) -> Floats:
    """The least and the largest coordinates of corners, along a line and down from it."""
    turned = corners @ _frame(line).T
    return np.array((turned.min(axis=0), turned.max(axis=0)), np.float32)


def _around(upper: Floats, lower: Floats) -> Floats:
    """The rectangle around two lines, as the first one lies."""
    (left, top), (right, bottom) = _in_frame_of(upper, np.concatenate((upper, lower)))
    box = np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32)
    return np.asarray(box @ _frame(upper), np.float32)
