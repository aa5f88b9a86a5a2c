"""A folder of this user's for a library that knows files only; what a killed run left in one is cleared by the next."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import time
from typing import Final

__all__ = ["files_in", "private_folder"]

PREFIX: Final = "photocheck-copying-"
# A folder of this name is used for seconds: one that is older, in seconds, is of a run that was killed.
LEFT_BEHIND: Final = 600.0


@contextmanager
def private_folder() -> Iterator[str]:
    """A folder that only this user can look into; gone when the block ends."""
    _clear_what_was_left()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        yield folder


@contextmanager
def files_in(folder: str) -> Iterator[None]:
    """Let every temporary file of this process lie there, in a process that does one thing at a time."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


@cache
def _clear_what_was_left() -> None:
    """Remove the folders of killed runs, once in each process; those of other users stay, since nobody else may."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # It may be another program's, or be gone by now.
        with suppress(OSError):
            if folder.is_dir() and not folder.is_symlink() and time() - folder.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(folder, ignore_errors=True)
