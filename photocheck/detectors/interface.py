"""What a detector is: it looks at a photo and says what it saw.

To add one, write a class like this in a file of this folder (or in a package of your own), and name it
in `photocheck/plugins.py` (or as an entry point of the group `photocheck.detectors`). The class is
called with `threads=`, how many cores its model may use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from photocheck.domain.findings import Finding
from photocheck.imaging.photo import Photo

__all__ = ["Detector", "ThoroughDetector"]


class Detector(Protocol):
    """Looks at one page of a photo; built once, then called from many threads.

    `name` is the stage that reports and problems name. `models` maps each model's name to its version.
    """

    name: str
    models: Mapping[str, str]

    def detect(self, photo: Photo) -> list[Finding]:
        """Say what is there: findings with number 0, regions in pixels of the upright photo.

        What it could not look at is never left out in silence: an exception makes the verdict
        `not-checked`.
        """
        ...


@runtime_checkable
class ThoroughDetector(Protocol):
    """A detector that leaves something out, to save time, and can do without: copies are proven by such a look."""

    def detect_all(self, photo: Photo) -> list[Finding]:
        """Say what is there, as `detect` does, trying everything."""
        ...
