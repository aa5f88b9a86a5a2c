"""The photos of a run as the desk has them: where each lies, what was found in it, and which look alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from photocheck.domain.reports import PhotoReport
from photocheck.errors import PhotoDamaged
from photocheck.imaging.opening import open_photo
from photocheck.imaging.previews import shrunk, small_jpeg
from photocheck.reports.alike import Alike

__all__ = ["DeskPhoto", "in_bursts", "picture_of_page"]

# The longer side in pixels: small print can be read when the browser makes it larger.
SIDE: Final = 2048
QUALITY: Final = 88
# Going back and forth does not open a photo again.
MOST_KEPT: Final = 12


@dataclass(frozen=True, slots=True)
class DeskPhoto:
    """One photo: `report` says what was found, judged by nobody; `copy` is where a safe copy of it goes.

    `likeness` is None where there is no picture. `burst` counts the groups of photos that look alike; 0 is none.
    """

    number: int
    path: Path
    report: PhotoReport
    copy: Path
    likeness: int | None = None
    burst: int = 0

    @property
    def can_be_seen(self) -> bool:
        """Whether somebody can look at it: only then may they decide about it."""
        return self.likeness is not None and self.report.width is not None


def in_bursts(likenesses: Mapping[int, int | None]) -> dict[int, int]:
    """Put photos that look alike together: the number of its burst for each photo that is in one."""
    alike = Alike()
    first = {number: alike.first_like(look, number) for number, look in likenesses.items() if look is not None}
    sizes = Counter(first.values())
    bursts = {one: burst for burst, one in enumerate((one for one in sizes if sizes[one] > 1), start=1)}
    return {number: bursts[one] for number, one in first.items() if one in bursts}


@lru_cache(MOST_KEPT)
def picture_of_page(path: Path, sha256: str) -> bytes:
    """The first page of a photo as a JPEG, upright, nothing hidden: whoever decides has to see it.

    Raises PhotoError, also where the file is another by now than the one that was checked.
    """
    opened = open_photo(path)
    if opened.sha256 != sha256:
        raise PhotoDamaged("This is another photo by now than the one that was checked.", "Check it again.")
    page = next(opened.pages())
    return small_jpeg(shrunk(page.pixels, SIDE), QUALITY)
