"""The figures of an evaluation: facts only, and the ratios that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles

__all__ = [
    "BANDS",
    "Band",
    "Evaluation",
    "FactFigures",
    "KindFigures",
    "PhotoFigures",
    "SetFigures",
    "Speed",
    "SurfaceFigures",
    "ratio",
]

# Sizes are told apart by the shorter side, in pixels: from (inclusive), to (exclusive).
BANDS: tuple[tuple[float, float], ...] = ((0, 16), (16, 32), (32, 64), (64, 128), (128, float("inf")))


def ratio(part: float, whole: float) -> float | None:
    """Divide, or say None where there is nothing to divide by."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Band:
    """Things of one size: how many there are, and how many were found."""

    smallest: float
    largest: float
    labelled: int
    found: int

    @property
    def recall(self) -> float | None:
        """The share that was found."""
        return ratio(self.found, self.labelled)


@dataclass(frozen=True, slots=True)
class KindFigures:
    """One kind in one set.

    `labelled` and `found` count things, with and without a place; `texts` those whose text is known, and
    `texts_read` those of them that were read. False alarms are counted on `complete_photos` only: those
    that were checked, and whose labels name everything of the kind.
    """

    kind: str
    labelled: int
    found: int
    bands: tuple[Band, ...] = ()
    texts: int = 0
    texts_read: int = 0
    complete_photos: int = 0
    false_alarms: int = 0
    photos_with_false_alarm: int = 0

    @property
    def recall(self) -> float | None:
        """The share that was found."""
        return ratio(self.found, self.labelled)

    @property
    def false_alarms_per_photo(self) -> float | None:
        """How many false alarms a photo has, where that can be known."""
        return ratio(self.false_alarms, self.complete_photos)

    @property
    def share_of_photos_with_false_alarm(self) -> float | None:
        """The share of photos with at least one false alarm, where that can be known."""
        return ratio(self.photos_with_false_alarm, self.complete_photos)


@dataclass(frozen=True, slots=True)
class FactFigures:
    """Facts of one pattern (or of all): read, and recognised for what they are.

    `readable` are those that a person could read in the photo.
    """

    pattern: str
    facts: int
    read: int
    recognised: int
    readable: int
    readable_read: int
    readable_recognised: int


@dataclass(frozen=True, slots=True)
class SurfaceFigures:
    """Pages, screens, boards and cards: `found` as whichever of them, `kind_right` by the right name.

    `large` ones have a shorter side of 40 pixels or more; a screen or phone counts as found when it was called a
    screen, one of the others when it was called any of the others. False ones are counted on `complete_photos`
    only, whose labels name every page.
    """

    labelled: int
    found: int
    kind_right: int
    large_screens: int
    large_screens_found: int
    large_others: int
    large_others_found: int
    complete_photos: int
    photos_with_false_alarm: int

    @property
    def recall(self) -> float | None:
        """The share that was found."""
        return ratio(self.found, self.labelled)

    @property
    def share_kind_right(self) -> float | None:
        """Of those that were found, the share that was called by the right name."""
        return ratio(self.kind_right, self.found)

    @property
    def recall_of_large_screens(self) -> float | None:
        """The share of large screens and phones that was found."""
        return ratio(self.large_screens_found, self.large_screens)

    @property
    def recall_of_large_others(self) -> float | None:
        """The share of large pages, boards, cards and notes that was found."""
        return ratio(self.large_others_found, self.large_others)

    @property
    def share_of_photos_with_false_alarm(self) -> float | None:
        """The share of photos with a page, screen, board or card that is none."""
        return ratio(self.photos_with_false_alarm, self.complete_photos)


@dataclass(frozen=True, slots=True)
class Speed:
    """How long the photos took, in seconds; the first photo of a run warms up and counts as well."""

    photos: int
    total: float
    median: float
    p95: float
    slowest: float
    per_megapixel: float | None

    @classmethod
    def of(cls, seconds: list[float], megapixels: float) -> Speed:
        """Sum up; raises ValueError where there is no photo."""
        # The 19th of 19 cuts into twentieths.
        p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
        return cls(len(seconds), sum(seconds), median(seconds), p95, max(seconds), ratio(sum(seconds), megapixels))


@dataclass(frozen=True, slots=True)
class PhotoFigures:
    """What happened to one photo, without a word of what stands in it.

    `missed` and `false_alarms` count by kind, `unread` names the patterns of readable facts that were not
    read, `problems` are sentences.
    """

    file: str
    decision: str
    seconds: float
    missed: Mapping[str, int] = field(default_factory=dict)
    false_alarms: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetFigures:
    """One set of labelled photos.

    `with_facts` counts photos with a readable fact, `to_stop` those with one that must not go out whatever else
    is in the photo; `with_facts_stopped` and `stopped` those of them that were checked and got `hide` or more.
    `undecodable` are those that nobody can look at, `undecodable_clean` those of them that were called clean
    all the same. `not_looked_for` counts labels of kinds that no detector knows.
    """

    name: str
    photos: tuple[PhotoFigures, ...]
    kinds: tuple[KindFigures, ...]
    surfaces: SurfaceFigures | None
    facts: tuple[FactFigures, ...]
    decisions: Mapping[str, int]
    with_facts: int
    with_facts_stopped: int
    to_stop: int
    stopped: int
    undecodable: int
    undecodable_clean: int
    not_looked_for: Mapping[str, int]
    speed: Speed | None
    stages_ms: Mapping[str, float]

    @property
    def with_problems(self) -> int:
        """How many photos could not be checked."""
        return sum(bool(photo.problems) for photo in self.photos)

    @property
    def share_with_facts_stopped(self) -> float | None:
        """Of the photos with any readable fact, the share that was stopped."""
        return ratio(self.with_facts_stopped, self.with_facts)

    @property
    def share_stopped(self) -> float | None:
        """Of the photos that must not go out, the share that was stopped."""
        return ratio(self.stopped, self.to_stop)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All sets of one run, and the versions of what was measured."""

    sets: tuple[SetFigures, ...]
    versions: Mapping[str, str] = field(default_factory=dict)
