"""Pages, screens, boards and cards together: found as whichever of them, and called by the right name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.evaluate.figures import SurfaceFigures
from photocheck.evaluate.kinds import MEASURED, Measured
from photocheck.evaluate.labels import LabelledPhoto, Truth
from photocheck.evaluate.matching import Pairing, pair_one_to_one
from photocheck.evaluate.outcomes import Outcome

__all__ = ["measure_surfaces"]

SURFACES: Final = tuple(
    measured for measured in MEASURED if measured.kind in {"document", "screen", "whiteboard", "id-card"}
)
OVERLAP: Final = 0.5
# Things whose shorter side is smaller, in pixels, are hard to tell for people too.
LARGE: Final = 40.0


def measure_surfaces(outcomes: Sequence[Outcome]) -> SurfaceFigures | None:
    """Count what carries text or a picture of its own; None where the set says nothing about it."""
    if not outcomes:
        return None
    total = SurfaceFigures(*(sum(column) for column in zip(*map(_counts, outcomes), strict=True)))
    return total if total.labelled or total.complete_photos else None


def _counts(outcome: Outcome) -> tuple[int, ...]:
    """What one photo adds to each of the figures, in their order."""
    pairing = _pairing(outcome)
    found = [(_kind(truth), finding.kind, _is_large(truth)) for truth, finding in pairing.hits]
    missed = [(_kind(truth), _is_large(truth)) for truth in pairing.misses]
    vouches = outcome.checked and "document" in outcome.photo.complete_for
    false = any(_is_false(finding, outcome.photo) for finding in pairing.false_alarms)
    large_found = [(kind, called) for kind, called, large in found if large]
    large = [kind for kind, _ in large_found] + [kind for kind, is_large in missed if is_large]
    return (
        len(found) + len(missed),
        len(found),
        sum(kind == called for kind, called, _ in found),
        sum(kind == "screen" for kind in large),
        sum(kind == called == "screen" for kind, called in large_found),
        sum(kind != "screen" for kind in large),
        sum("screen" not in {kind, called} for kind, called in large_found),
        int(vouches),
        int(vouches and false),
    )


def _pairing(outcome: Outcome) -> Pairing:
    truths = [truth for truth in outcome.photo.truth if _kind(truth) is not None]
    spared = {label for measured in SURFACES for label in measured.spared}
    truths += [replace(truth, ignore=True) for truth in outcome.photo.truth if truth.kind in spared]
    findings = [finding for measured in SURFACES for finding in measured.of_kind(outcome.findings)]
    return pair_one_to_one(truths, findings, OVERLAP)


def _kind(truth: Truth) -> str | None:
    """What we call a labelled thing; None where it is something else."""
    return next((measured.kind for measured in SURFACES if truth.kind in measured.labels), None)


def _measured(kind: str) -> Measured:
    return next(measured for measured in SURFACES if kind in measured.findings)


def _is_large(truth: Truth) -> bool:
    return truth.box is not None and min(truth.box.width, truth.box.height) >= LARGE


def _is_false(finding: Finding, photo: LabelledPhoto) -> bool:
    """Whether the labels vouch for that there is no such thing.

    Where nothing at all is labelled, those that vouch for pages vouch for boards too, which they do not name.
    """
    measured = _measured(finding.kind)
    return measured.is_complete(photo) or (measured.kind == "whiteboard" and not photo.truth)
