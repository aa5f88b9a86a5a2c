"""The files that put photocheck on a desktop: never written over somebody else's, and all taken away again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photocheck.errors import OutputError, reason_of
from photocheck.writing import write_whole

__all__ = ["NAME", "Piece", "install", "remove"]

# What people read in a menu.
NAME: Final = "Check with photocheck"
# What every file of ours says somewhere, in either of the two ways of writing.
MARKS: Final = (b"photocheck", "photocheck".encode("utf-16-le"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: where it goes and what is in it. `make` writes one whose form only the system itself knows."""

    path: Path
    content: bytes = b""
    executable: bool = False
    make: Callable[[Path], None] | None = None


def install(pieces: Iterable[Piece]) -> list[Path]:
    """Write the files; returns where. Raises OutputError where one cannot be written, or is somebody else's."""
    pieces = tuple(pieces)
    for piece in pieces:
        if piece.path.exists() and not _is_ours(piece.path):
            raise OutputError(f"“{piece.path}” is there already, and not photocheck's.", "Move it away first.")
    for piece in pieces:
        try:
            piece.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"“{piece.path.parent}” could not be made: {reason_of(error)}.") from error
        if piece.make is None:
            write_whole(piece.path, piece.content)
        else:
            piece.make(piece.path)
        if piece.executable:
            piece.path.chmod(0o755)
    return [piece.path for piece in pieces]


def remove(pieces: Iterable[Piece]) -> list[Path]:
    """Delete those of the files that are there and ours, and folders of ours that are empty then; returns which."""
    gone = []
    for piece in pieces:
        if not piece.path.exists() or not _is_ours(piece.path):
            continue
        try:
            piece.path.unlink()
        except OSError as error:
            raise OutputError(f"“{piece.path}” could not be removed: {reason_of(error)}.") from error
        gone.append(piece.path)
        for folder in piece.path.parents:
            # The folders of a Quick Action are its own; those of a file manager are not.
            if not any(part.endswith(".workflow") for part in folder.parts):
                break
            with suppress(OSError):
                folder.rmdir()
    return gone


def _is_ours(path: Path) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return any(mark in content for mark in MARKS)
