"""Where a copy may go: never over a photo that is there, and never over an original at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from photocheck.errors import OutputError

__all__ = ["REDACTED", "Originals", "beside", "check_target"]

# What stands before the ending of a copy that lies beside its original.
REDACTED: Final = ".redacted"

AnyPath = str | os.PathLike[str]


class Originals:
    """Files that are never written to, under whatever name: hard links, symbolic links, other spellings."""

    def __init__(self, paths: Iterable[AnyPath]) -> None:
        paths = tuple(paths)
        self._names = {os.path.realpath(path) for path in paths if "\0" not in os.fspath(path)}
        self._files = {identity for path in paths if (identity := _identity(path)) is not None}

    def __contains__(self, target: Path) -> bool:
        """Whether writing to this path would write to an original."""
        return os.path.realpath(target) in self._names or _identity(target) in self._files


def _identity(path: AnyPath) -> tuple[int, int] | None:
    """What the disk calls the file that a path leads to; None where there is none."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def beside(original: AnyPath) -> Path:
    """The name of the copy beside its original: `openday.jpg` becomes `openday.redacted.jpg`."""
    path = Path(original)
    return path.with_name(f"{path.stem}{REDACTED}{path.suffix}")


def check_target(target: Path, originals: Originals, *, force: bool) -> None:
    """Raise OutputError where the copy may not go: onto an original under any name, or a file that exists.

    `force` lets a copy take the place of a file that is no original.
    """
    if target in originals:
        raise OutputError(
            f"“{target}” is an original, under this name or another, and originals are never written to.",
            "Name another file for the copy.",
        )
    if target.is_dir():
        raise OutputError(f"“{target}” is a folder.", "Name a file in it.")
    if os.path.lexists(target) and not force:
        raise OutputError(f"“{target}” is there already.", "Name another file, or use --force to replace it.")
