"""Which files put photocheck on the desktop of which system, and how photocheck is called there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from photocheck.cli.desktop import linux, macos, windows
from photocheck.cli.desktop.pieces import Piece
from photocheck.errors import UsageError

__all__ = ["pieces_for"]

FAMILIES: Final = {"linux": linux.pieces, "windows": windows.pieces, "macos": macos.pieces}


def pieces_for(system: str | None, home: Path | None) -> Sequence[Piece]:
    """The files for a system, by default this one; for another user's folder its own variables do not count.

    Raises UsageError on a system that photocheck knows no desktop of.
    """
    system = system or {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform)
    if system is None:
        raise UsageError(f"photocheck knows no desktop of this system ({sys.platform}).", "Name one with --system.")
    environment = dict(os.environ) if home is None else {}
    return FAMILIES[system](home or Path.home(), environment, _command())


def _command() -> str:
    """The whole path of the command that runs here: a file manager may know another path than a terminal."""
    beside = Path(sys.executable).with_name("photocheck.exe" if sys.platform == "win32" else "photocheck")
    if beside.exists():
        return str(beside)
    return shutil.which("photocheck") or "photocheck"
