"""Linux: an action in Nemo, a script in Nautilus, a service menu in Dolphin, and an icon to drop photos on."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from photocheck.cli.desktop.pieces import NAME, Piece

__all__ = ["pieces"]

COMMENT: Final = "See whether a photo may be shared, and make a copy that is safe to send"
ICON: Final = "security-high"
TYPES: Final = "".join(
    f"image/{kind};" for kind in ("jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "heif", "avif")
)

NEMO: Final = """[Nemo Action]
Active=true
Name={name}
Comment={comment}
Exec={command} desktop show %F
Icon-Name={icon}
Selection=notnone
Mimetypes=image/*;
Quote=double
"""

# Nautilus and Caja run scripts in the folder that is shown, and name the files that were chosen.
NAUTILUS: Final = """#!/bin/sh
# {comment}
exec {shell} desktop show -- "$@"
"""

DOLPHIN: Final = """[Desktop Entry]
Type=Service
MimeType=image/*;
Actions=photocheck;
X-KDE-ServiceTypes=KonqPopupMenu/Plugin

[Desktop Action photocheck]
Name={name}
Icon={icon}
Exec={command} desktop show %F
"""

DROP_ICON: Final = """[Desktop Entry]
Type=Application
Name=photocheck
GenericName={name}
Comment={comment}
Exec={command} desktop show %F
Icon={icon}
MimeType={types}
Terminal=false
Categories=Graphics;Photography;
"""


def pieces(home: Path, environment: Mapping[str, str], command: str) -> Sequence[Piece]:
    """The files for this user; each file manager only looks at its own."""
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    words = {
        "name": NAME, "comment": COMMENT, "icon": ICON, "types": TYPES,
        "command": _quoted(command), "shell": shlex.quote(command),
    }  # fmt: skip

    def piece(path: Path, template: str, *, executable: bool = False) -> Piece:
        return Piece(path, template.format_map(words).encode(), executable)

    return [
        piece(data / "nemo" / "actions" / "photocheck.nemo_action", NEMO),
        piece(data / "nautilus" / "scripts" / NAME, NAUTILUS, executable=True),
        # Dolphin wants a service menu of the user's own to be executable.
        piece(data / "kio" / "servicemenus" / "photocheck.desktop", DOLPHIN, executable=True),
        piece(data / "applications" / "photocheck.desktop", DROP_ICON),
        piece(_desktop(home, environment) / "photocheck.desktop", DROP_ICON, executable=True),
    ]


def _quoted(command: str) -> str:
    """A command as the Exec key of a desktop file takes it: in quotes, with what is special there escaped."""
    if re.fullmatch(r"[\w./-]+", command):
        return command
    escaped = re.sub(r'(["`$\\])', r"\\\1", command).replace("%", "%%")
    # Once more, since the file's own values know escapes too.
    return '"' + escaped.replace("\\", "\\\\") + '"'


def _desktop(home: Path, environment: Mapping[str, str]) -> Path:
    """The folder that is shown as the desktop, whatever it is called in the user's language."""
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return next(_named_desktops(config / "user-dirs.dirs", home), home / "Desktop")


def _named_desktops(settings: Path, home: Path) -> Iterator[Path]:
    try:
        text = settings.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for found in re.finditer(r'^XDG_DESKTOP_DIR="(.+)"$', text, re.MULTILINE):
        yield Path(found[1].replace("$HOME", str(home)))
