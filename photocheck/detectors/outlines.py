"""Four-cornered outlines: how far two agree, which to keep of several, and how to fit one to its edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.document_network import Candidate

__all__ = ["distinct", "fitted", "shares_of", "shorter_side", "without_parts"]

# Two candidates are one object when they agree this far (intersection over union) ...
SAME: Final = 0.4
# ... or when the smaller lies this far in the larger without being much smaller; a note on a board stays.
WITHIN: Final = 0.8
MUCH_SMALLER: Final = 0.25

# A large page's paragraphs look like pages to who looks closely: what lies so far within a larger thing of a like kind
# is a part of it, unless it is far surer.
INSIDE: Final = 0.8
LARGER: Final = 1.3
NEARLY_AS_SURE: Final = 0.6
FLAT: Final = frozenset({"document", "note", "id-card"})

# An outline is looked at straightened, its longer side this many pixels, with this part of it around.
STRAIGHT_SIDE: Final = 288
AROUND: Final = 0.10
# A side is moved only when this part of the places along it agree, within this many straightened pixels.
AGREEING: Final = 0.5
NEAR: Final = 2.0
# Grey levels that an edge must differ by.
LEAST_STEP: Final = 6.0
# Pixels of the photo; smaller outlines have too few pixels to fit.
LEAST_SIDE: Final = 24.0

Floats = NDArray[np.float32]


def shares_of(one: Floats, other: Floats) -> tuple[float, float, float]:
    """How far two outlines (4, 2) agree: shared part of the union, shared part of the smaller, smaller by larger."""
    first, second = cv2.convexHull(one), cv2.convexHull(other)
    areas = sorted((cv2.contourArea(first), cv2.contourArea(second)))
    if areas[0] <= 0:
        return 0.0, 0.0, 0.0
    shared = float(cv2.intersectConvexConvex(first, second)[0])
    return shared / (areas[0] + areas[1] - shared), shared / areas[0], areas[0] / areas[1]


def shorter_side(outline: Floats) -> float:
    """The mean of the two opposite sides that are shorter."""
    sides = np.linalg.norm(outline - np.roll(outline, -1, axis=0), axis=1)
    return float(min(sides[0] + sides[2], sides[1] + sides[3])) / 2


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best of those that show the same object, best first."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda each: -each.score):
        if not any(_same(candidate.corners, other.corners) for other in kept):
            kept.append(candidate)
    return kept


def _same(one: Floats, other: Floats) -> bool:
    if (one.max(0) < other.min(0)).any() or (other.max(0) < one.min(0)).any():
        return False
    union, smaller, ratio = shares_of(one, other)
    return union > SAME or (smaller > WITHIN and ratio > MUCH_SMALLER)


def without_parts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what is only a part of another candidate, such as a paragraph of a page."""
    return [each for each in candidates if not any(_is_part(each, other) for other in candidates)]


def _is_part(one: Candidate, other: Candidate) -> bool:
    if one.kind != other.kind and not {one.kind, other.kind} <= FLAT:
        return False
    if other.score < NEARLY_AS_SURE * one.score or (one.corners.max(0) < other.corners.min(0)).any():
        return False
    first, second = (cv2.contourArea(cv2.convexHull(each.corners)) for each in (one, other))
    return second >= LARGER * first and shares_of(one.corners, other.corners)[1] >= INSIDE


def fitted(pixels: NDArray[np.uint8], corners: Floats) -> Floats:
    """Move each side of an outline (4, 2) to the straight edge next to it, where there is one.

    `pixels` (height, width, 3) is the photo. The region is straightened by the corners as they are; along
    each side the strongest step in brightness or colour is looked for, a line is laid through the places
    that agree, and the corners are where the lines meet. A side without a clear edge stays.
    """
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    wide, tall = float(sides[0] + sides[2]) / 2, float(sides[1] + sides[3]) / 2
    if min(wide, tall) < LEAST_SIDE or not cv2.isContourConvex(corners):
        return corners
    factor = STRAIGHT_SIDE / max(wide, tall)
    margin = AROUND * STRAIGHT_SIDE
    width, height = wide * factor, tall * factor
    straight = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    straight += np.float32(margin)
    move = cv2.getPerspectiveTransform(corners, straight)
    size = (int(width + 2 * margin), int(height + 2 * margin))
    flat = cv2.warpPerspective(pixels, move, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    flat = cv2.GaussianBlur(flat, (0, 0), 1.0).astype(np.float32)
    lines = [
        _line(np.asarray(flat, np.float32), straight[index], straight[(index + 1) % 4], margin) for index in range(4)
    ]
    met = [_meeting(lines[index - 1], lines[index]) for index in range(4)]
    if any(point is None for point in met):
        return corners
    moved = np.array(met, np.float32)
    if np.abs(moved - straight).max() > 1.5 * margin:
        return corners
    back = cv2.perspectiveTransform(moved[None], np.linalg.inv(move))[0].astype(np.float32)
    height_of, width_of = pixels.shape[:2]
    result = np.clip(back, 0, (width_of, height_of)).astype(np.float32)
    return result if cv2.isContourConvex(result) else corners


def _line(flat: Floats, start: Floats, end: Floats, reach: float) -> tuple[Floats, Floats]:
    """The edge near the side from start to end, as two points; the side itself where none is clear."""
    places = np.linspace(0.06, 0.94, 40, dtype=np.float32)
    along = end - start
    across = np.array((-along[1], along[0]), np.float32) / (np.linalg.norm(along) + 1e-6)
    steps = np.arange(-reach + 1, reach - 1, dtype=np.float32)
    points = start + places[:, None, None] * along + steps[None, :, None] * across
    profile = cv2.remap(flat, points[..., 0], points[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rise = np.abs(profile[:, 2:] - profile[:, :-2]).sum(2)
    rise = cv2.blur(rise, (1, 5)) * np.exp(-((steps[1:-1] / reach) ** 2))
    best = rise.argmax(1)
    clear = rise.max(1) > LEAST_STEP
    offsets: Floats = steps[1:-1][best]
    if clear.sum() < AGREEING * len(places):
        return start, end
    chosen = _agreeing(places[clear], offsets[clear])
    if chosen is None or len(chosen[0]) < AGREEING * len(places):
        return start, end
    slope, level = np.polyfit(chosen[0], chosen[1], 1)
    first = np.asarray(start + across * np.float32(level), np.float32)
    last = np.asarray(end + across * np.float32(level + slope), np.float32)
    return first, last


def _agreeing(places: Floats, offsets: Floats) -> tuple[Floats, Floats] | None:
    """The largest set of places whose offsets lie on one line, by trying pairs."""
    best: NDArray[np.bool_] | None = None
    count = len(places)
    for first in range(0, count, 2):
        second = (first + count // 2) % count
        run = float(places[second] - places[first])
        if abs(run) < 0.2:
            continue
        slope = float(offsets[second] - offsets[first]) / run
        near = np.abs(offsets - (offsets[first] + slope * (places - places[first]))) < NEAR
        if best is None or near.sum() > best.sum():
            best = near
    return None if best is None else (places[best], offsets[best])


def _meeting(one: Sequence[Floats], other: Sequence[Floats]) -> tuple[float, float] | None:
    """Where two lines meet, each given by two points; None where they are parallel."""
    (x1, y1), (x2, y2) = one[0], one[1]
    (x3, y3), (x4, y4) = other[0], other[1]
    below = float((x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4))
    if abs(below) < 1e-6:
        return None
    first, second = float(x1 * y2 - y1 * x2), float(x3 * y4 - y3 * x4)
    return (
        (first * float(x3 - x4) - float(x1 - x2) * second) / below,
        (first * float(y3 - y4) - float(y1 - y2) * second) / below,
    )
