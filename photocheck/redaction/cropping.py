"""The smallest crop that takes the findings away without cutting through a face that stays."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport
from photocheck.errors import PhotoError
from photocheck.redaction.plan import RedactionPlan

__all__ = ["largest_rest", "planned_crop"]

# A photo of which less is left is another photo.
LEAST_SHARE: Final = 0.2
# Beyond so many separate things there is no crop worth having, and looking for it takes long.
MOST_THINGS: Final = 120
# A JPEG is cut at whole blocks, so that nothing of what was cut off stays in the last one.
BLOCK: Final = 16


def planned_crop(report: PhotoReport, plan: RedactionPlan) -> Box | None:
    """The part of the photo to keep so that nothing has to be covered; None where nothing has to be hidden.

    Raises PhotoError where no part worth keeping is free of what has to be hidden.
    """
    if not plan.areas or report.width is None or report.height is None:
        return None
    if report.pages > 1:
        raise PhotoError("A file of several pages or frames cannot be cropped.", "Leave --crop away to cover them.")
    faces = [finding.box for finding in plan.kept if finding.kind == "face" and finding.box is not None]
    rest = largest_rest(report.width, report.height, [area.region.box for area in plan.areas], faces)
    if rest is None:
        raise PhotoError(
            f"No crop takes everything away and leaves at least {LEAST_SHARE:.0%} of the photo.",
            "Leave --crop away to cover it instead.",
        )
    return rest


def largest_rest(width: int, height: int, gone: Sequence[Box], whole: Sequence[Box] = ()) -> Box | None:
    """The largest upright part of a picture that none of the boxes `gone` reaches into; None where too little stays.

    Each box of `whole` lies in it whole, or not at all. Its sides lie between blocks of 16 pixels, or are the
    picture's own.
    """
    outer = _outermost([_outward(box, width, height) for box in gone])
    faces = [box for box in (_outward(box, width, height) for box in whole) if box.area]
    if len(outer) + len(faces) > MOST_THINGS:
        return None
    tops = sorted({0.0, *(box.bottom for box in outer), *(edge for box in faces for edge in (box.top, box.bottom))})
    bottoms = sorted(
        {float(height), *(box.top for box in outer), *(edge for box in faces for edge in (box.top, box.bottom))}
    )
    best: Box | None = None
    least = LEAST_SHARE * width * height
    for top in tops:
        for bottom in bottoms:
            if (bottom - top) * width <= max(least, best.area if best else 0.0):
                continue
            widest = _widest(top, bottom, width, outer, faces)
            if widest is not None and widest.area > max(least, best.area if best else 0.0):
                best = widest
    return best


def _widest(top: float, bottom: float, width: int, gone: Sequence[Box], faces: Sequence[Box]) -> Box | None:
    """The widest part between these two heights."""
    in_strip = [box for box in gone if box.top < bottom and top < box.bottom]
    beside = [box for box in faces if box.top < bottom and top < box.bottom]
    # A face that the strip cuts must not be in it at all.
    blocked = [*in_strip, *(box for box in beside if box.top < top or box.bottom > bottom)]
    inside = [box for box in beside if box.top >= top and box.bottom <= bottom]
    lefts = {0.0, *(box.right for box in blocked), *(edge for box in inside for edge in (box.left, box.right))}
    rights = {float(width), *(box.left for box in blocked), *(edge for box in inside for edge in (box.left, box.right))}
    lefts = {edge for edge in lefts if not any(box.left < edge < box.right for box in inside)}
    rights = {edge for edge in rights if not any(box.left < edge < box.right for box in inside)}
    best: Box | None = None
    for left in sorted(lefts):
        nearest = min((box.left for box in blocked if box.right > left), default=float(width))
        reachable = [edge for edge in rights if left < edge <= nearest]
        if reachable and (best is None or max(reachable) - left > best.width):
            best = Box(left, top, max(reachable), bottom)
    return best


def _outward(box: Box, width: int, height: int) -> Box:
    """The box in whole blocks, clipped to the picture; empty where it lies outside."""
    clipped = box.clipped(width, height)
    if not clipped.area:
        return Box(0, 0, 0, 0)
    left, top = (floor(edge / BLOCK) * BLOCK for edge in (clipped.left, clipped.top))
    return Box(
        left, top, min(ceil(clipped.right / BLOCK) * BLOCK, width), min(ceil(clipped.bottom / BLOCK) * BLOCK, height)
    )


def _outermost(boxes: Sequence[Box]) -> list[Box]:
    """Leave out the empty ones, and those that lie in another."""
    kept: list[Box] = []
    for box in sorted((box for box in boxes if box.area), key=lambda box: -box.area):
        if not any(box.intersection(other) == box.area for other in kept):
            kept.append(box)
    return kept
