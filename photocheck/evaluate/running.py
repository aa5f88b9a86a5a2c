"""Screen labelled photos and measure what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Protocol

from photocheck.domain.reports import PhotoReport
from photocheck.evaluate.corrections import Correction, corrected
from photocheck.evaluate.figures import Evaluation
from photocheck.evaluate.labels import LabelledPhoto, LabelledSet, find_sets, load_set
from photocheck.evaluate.measure import measure
from photocheck.evaluate.outcomes import Outcome

__all__ = ["Screens", "count_photos", "evaluate"]


class Screens(Protocol):
    """Whatever can screen a photo: a Screener, or a stand-in."""

    def screen(self, photo: Path) -> PhotoReport:
        """Look at one photo and say what to do with it; a photo that cannot be opened gives a Problem."""
        ...


def count_photos(sets: Sequence[Path], every: int = 1) -> int:
    """How many photos these sets have, every so-many-th counted; raises UsageError where one is not a set."""
    return sum(len(load_set(labels, every).photos) for labels in find_sets(sets))


def evaluate(
    sets: Sequence[Path],
    screener: Screens,
    *,
    every: int = 1,
    corrections: Sequence[Correction] = (),
    before_photo: Callable[[str], None] | None = None,
    after_set: Callable[[str, Sequence[Outcome]], None] | None = None,
) -> Evaluation:
    """Measure recall, precision and speed on labelled photos.

    `sets` are folders with `labels.jsonl`, or folders of such folders; every so-many-th photo of each is looked at.
    A set for which there are `corrections` is measured twice, by its labels as they are and corrected.
    `before_photo` is told each photo's name before it is looked at, `after_set` each set's name and outcomes. All
    label files are read before the first photo is; raises UsageError where one is wrong.
    """
    loaded = [load_set(labels, every) for labels in find_sets(sets)]
    better = [[corrected(labelled.name, photo, corrections) for photo in labelled.photos] for labelled in loaded]
    versions: dict[str, str] = {}
    figures = []
    for labelled, photos in zip(loaded, better, strict=True):
        outcomes = _outcomes(labelled, screener, before_photo)
        figures.append(measure(labelled.name, outcomes))
        if any(correction.set == labelled.name for correction in corrections):
            again = [replace(outcome, photo=photo) for outcome, photo in zip(outcomes, photos, strict=True)]
            figures.append(measure(f"{labelled.name}, corrected", again))
        for outcome in outcomes:
            made_with = outcome.report.versions
            versions |= {"photocheck": made_with.photocheck, "policy": made_with.policy, **made_with.models}
        if after_set is not None:
            after_set(labelled.name, outcomes)
    return Evaluation(tuple(figures), versions)


def _outcomes(
    labelled: LabelledSet, screener: Screens, before_photo: Callable[[str], None] | None
) -> tuple[Outcome, ...]:
    outcomes = []
    for photo in labelled.photos:
        if before_photo is not None:
            before_photo(f"{labelled.name}/{photo.path.name}")
        outcomes.append(_screened(photo, screener))
    return tuple(outcomes)


def _screened(photo: LabelledPhoto, screener: Screens) -> Outcome:
    started = perf_counter()
    report = screener.screen(photo.path)
    return Outcome(photo, report, perf_counter() - started)
