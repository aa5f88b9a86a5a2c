"""Names for pictures in a folder: never that of an original, and never the same twice in a run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

__all__ = ["FreeNames"]


class FreeNames:
    """Gives out names in a folder; `taken` are files that none may take the place of."""

    def __init__(self, folder: Path, taken: Iterable[Path]) -> None:
        self._folder = folder
        self._taken = {path.resolve() for path in taken}

    def name(self, stem: str, ending: str) -> Path:
        """The stem with the ending, and with a number between them where that name is taken."""
        for number in count(1):
            path = self._folder / f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
            if path.resolve() not in self._taken:
                break
        self._taken.add(path.resolve())
        return path
