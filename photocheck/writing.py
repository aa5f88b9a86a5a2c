"""Write files so that a result appears under its name only when it is whole."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import time
from typing import BinaryIO, Final

from photocheck.errors import OutputError, reason_of

__all__ = ["whole_file", "write_whole"]


UNFINISHED: Final = re.compile(r"\..+\.[0-9a-f]{8}\.part")
# An unfinished file to which nothing was added for this long, in seconds, was left by a run that was killed.
LEFT_BEHIND: Final = 86_400.0


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write these bytes to the file, or leave it as it was; raises OutputError.

    What a killed run left unfinished in the same folder a day ago or earlier is removed.
    """
    _clear_what_was_left(Path(os.path.realpath(path)).parent)
    with whole_file(path) as stream:
        stream.write(data)


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when the block ends well.

    The bytes go to a hidden file beside it, reach the disk, and then take its place, with the
    permissions of the file that they replace. When the block raises, nothing is left behind. A link
    stays a link: what it points to is replaced. What is no ordinary file (a pipe, a device) is written to
    as it is, for it has no "before". Raises OutputError when it cannot be written.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    with _told_as_output_error(path, ours=(target, beside)):
        if _is_special(target):
            with target.open("wb") as stream:
                yield stream
            return
        try:
            with beside.open("xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
            beside.replace(target)
        finally:
            # Gone already when it took its place.
            with suppress(OSError):
                beside.unlink(missing_ok=True)


@cache
def _clear_what_was_left(folder: Path) -> None:
    """Once for each folder in a process, since a folder of copies may be large."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if UNFINISHED.fullmatch(entry.name) and time() - entry.stat(follow_symlinks=False).st_mtime > LEFT_BEHIND:
                Path(entry.path).unlink(missing_ok=True)


def _is_special(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


@contextmanager
def _told_as_output_error(path: str | os.PathLike[str], ours: tuple[Path, Path]) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # A write that fails names no file; an error that names another file is about that one.
        if error.filename is not None and Path(os.fsdecode(error.filename)) not in ours:
            raise
        why, hint = _explained(error)
        raise OutputError(f"“{path}” could not be written: {why}.", hint) from error


def _explained(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "its folder does not exist", "Make the folder first, or name another."
    if isinstance(error, PermissionError):
        return "you may not write there", "Choose a folder of your own."
    if isinstance(error, IsADirectoryError):
        return "it is a folder", "Name a file in it."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full", "Make room, or choose another place; nothing half-written was left behind."
    return reason_of(error), "Choose another place; nothing half-written was left behind."
