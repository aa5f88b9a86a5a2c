"""Whether a file is still as it was when its bytes were read, without reading it again: the way git's index tells."""

from __future__ import annotations

import hashlib
import os
import time
from typing import Final

__all__ = ["now", "place_of", "state_of", "state_while_read"]

SECOND: Final = 1_000_000_000
# A file that was changed so shortly before it was read may be changed once more within the same tick of its clock, and
# look unchanged (git calls it "racily clean"). Times in whole seconds are those of a file system that knows no finer
# ones (FAT knows every second one only); the others tick every hundredth of a second or more often.
COARSE_TICK: Final = 2 * SECOND
FINE_TICK: Final = SECOND // 10


def place_of(path: str) -> str:
    """The word for a path, which does not give the path away."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - a Path would take five times as long
    return hashlib.blake2b(os.fsencode(absolute), digest_size=16).hexdigest()


def state_of(path: str) -> str | None:
    """Everything that changes when somebody changes the file or puts another in its place; None where it is not there.

    The time of the last change of any kind is among it: unlike that of the last writing, nobody can set it back.
    """
    try:
        return _words(os.stat(path))  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return None


def state_while_read(before: os.stat_result, after: os.stat_result, began: int) -> str | None:
    """The state to remember for bytes that were read in between, None where it cannot be relied on.

    `began` is when reading began, in nanoseconds of the wall clock. Nothing is remembered of a file that was
    changed while it was read, or just before, or in the future.
    """
    words = _words(before)
    changed = max(before.st_mtime_ns, before.st_ctime_ns)
    tick = COARSE_TICK if before.st_mtime_ns % SECOND == 0 else FINE_TICK
    return words if words == _words(after) and changed + tick < began else None


def now() -> int:
    """The wall clock, which file systems use too."""
    return time.time_ns()


def _words(state: os.stat_result) -> str:
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino} {state.st_dev}"
