"""Windows: an entry in “Send to”, and an icon on the desktop to drop photos on: both are shortcuts."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from photocheck.cli.desktop.pieces import NAME, Piece
from photocheck.errors import OutputError

__all__ = ["pieces"]

# Windows itself makes the shortcut; what is in it comes in on standard input, so that no name is ever taken for code.
SCRIPT: Final = """
$wanted = [Console]::In.ReadToEnd() | ConvertFrom-Json
$made = (New-Object -ComObject WScript.Shell).CreateShortcut($wanted.path)
$made.TargetPath = $wanted.target
$made.Arguments = $wanted.arguments
$made.Description = $wanted.description
$made.Save()
"""
SECONDS: Final = 60


def pieces(home: Path, environment: Mapping[str, str], command: str) -> Sequence[Piece]:
    """The shortcuts for this user; Windows adds the photos that are sent or dropped, each in quotes."""
    roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    # Where OneDrive keeps the desktop, that is the one which is shown.
    cloud = Path(environment.get("OneDrive") or home / "OneDrive") / "Desktop"
    desktop = cloud if cloud.is_dir() else home / "Desktop"
    make = partial(_shortcut, command)
    return [
        Piece(roaming / "Microsoft" / "Windows" / "SendTo" / f"{NAME}.lnk", make=make),
        Piece(desktop / f"{NAME}.lnk", make=make),
    ]


def _shortcut(command: str, path: Path) -> None:
    wanted = {
        "path": str(path),
        "target": command,
        "arguments": "desktop show",
        "description": "See whether a photo may be shared (photocheck)",
    }
    try:
        subprocess.run(  # noqa: S603 - a fixed command; what varies is data on its standard input
            ["powershell", "-NoProfile", "-NonInteractive", "-Command", SCRIPT],  # noqa: S607 - Windows' own
            input=json.dumps(wanted), text=True, encoding="utf-8", check=True, capture_output=True, timeout=SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise OutputError(
            f"Windows did not make the shortcut “{path}”.",
            "Shortcuts are made by PowerShell: ask whoever looks after this computer whether it may run.",
        ) from error
