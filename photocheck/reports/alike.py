"""Photos that look alike, such as those of a burst: put together, so that people decide once."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from photocheck.domain.reports import PhotoReport

__all__ = ["Alike", "Bursts"]

BITS: Final = 64
# Of the 64 bits of a likeness, how many may differ. Measured on 488 photos of ../shared/data: 9 of 10 photos that were
# turned by up to 2 degrees, cropped by up to 4 % on each side, brightened and saved again stay within 10
# of the original, and of 118,828 pairs of different photos 2 do, both of the same place.
MOST_BITS: Final = 10

# If two numbers differ in 10 bits at most, one of their four quarters differs in 2 at most. So it is enough to look
# up each quarter with up to 2 of its bits turned, however many photos there are.
QUARTERS: Final = 4
QUARTER: Final = BITS // QUARTERS
TURNS: Final = tuple(
    sum(1 << bit for bit in bits)
    for count in range(MOST_BITS // QUARTERS + 1)
    for bits in combinations(range(QUARTER), count)
)


class Alike:
    """Tells of each photo which of those before it is the first that looks like it.

    A photo joins the nearest first photo, never another that joined: a slow pan over a square does not
    become one group whose ends have nothing in common.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._quarters: list[dict[int, list[int]]] = [{} for _ in range(QUARTERS)]

    def first_like(self, likeness: int, number: int) -> int:
        """The number of the first photo that looks like this, its own number where none did before."""
        near = {known: (known ^ likeness).bit_count() for known in self._candidates(likeness)}
        nearest = min(near, key=lambda known: (near[known], self._numbers[known]), default=None)
        if nearest is not None and near[nearest] <= MOST_BITS:
            return self._numbers[nearest]
        self._numbers[likeness] = number
        for known, part in zip(self._quarters, _parts(likeness), strict=True):
            known.setdefault(part, []).append(likeness)
        return number

    def _candidates(self, likeness: int) -> set[int]:
        """Every first photo that is near enough, and some that are not."""
        found: set[int] = set()
        for known, part in zip(self._quarters, _parts(likeness), strict=True):
            for turn in TURNS:
                found.update(known.get(part ^ turn, ()))
        return found


def _parts(likeness: int) -> list[int]:
    return [(likeness >> (index * QUARTER)) & ((1 << QUARTER) - 1) for index in range(QUARTERS)]


class Bursts:
    """Gathers the photos of a run that look alike, so that the cleanest of them stands for all."""

    def __init__(self) -> None:
        self._alike = Alike()
        self._bursts: dict[int, list[tuple[int, int, int, int]]] = {}

    def add(self, number: int, likeness: int, report: PhotoReport) -> None:
        """Take in a photo, by its number in the run."""
        first = self._alike.first_like(likeness, number)
        member = (report.decision.rank, len(report.verdict.reasons), len(report.findings), number)
        self._bursts.setdefault(first, []).append(member)

    def cleanest_first(self) -> list[list[int]]:
        """The numbers of the photos in each burst of two and more: least to decide about, least found, first taken."""
        return [[number for *_, number in sorted(burst)] for burst in self._bursts.values() if len(burst) > 1]
