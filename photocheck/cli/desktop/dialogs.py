"""Windows that tell and ask, by what each system brings; text goes in as data, never as a command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

import click

__all__ = ["ask", "tell"]

TITLE: Final = "photocheck"

# What AppleScript is given as arguments.
MAC_TELL: Final = 'on run argv\ndisplay dialog (item 1 of argv) with title (item 2 of argv) buttons {"Close"}\nend run'
MAC_ASK: Final = (
    'on run argv\ndisplay dialog (item 1 of argv) with title (item 2 of argv) buttons {"Close", (item 3 of argv)} '
    "default button 2\nreturn button returned of result\nend run"
)
# Windows: a question with Yes and No, a message, on top of what is open; and what “Yes” gives back.
YES_NO, INFORMATION, ON_TOP, YES = 0x4, 0x40, 0x40000, 6


def tell(text: str) -> None:
    """Show a text until somebody closes it; on standard output where there are no windows."""
    if sys.platform == "win32":
        _message_box(text, INFORMATION | ON_TOP)
    elif sys.platform == "darwin":
        _run(["osascript", "-e", MAC_TELL, text, TITLE])
    elif shutil.which("zenity"):
        _run(["zenity", "--info", "--no-markup", "--width=520", f"--title={TITLE}", f"--text={text}"])
    elif shutil.which("kdialog"):
        _run(["kdialog", "--title", TITLE, "--msgbox", _plain(text)])
    else:
        click.echo(text)


def ask(text: str, yes: str) -> bool:
    """Show a text, and ask whether to do what `yes` says; no where there are no windows to ask in."""
    if sys.platform == "win32":
        return _message_box(f"{text}\n\n{yes}?", YES_NO | ON_TOP) == YES
    if sys.platform == "darwin":
        return _run(["osascript", "-e", MAC_ASK, text, TITLE, yes]).stdout.strip() == yes
    if shutil.which("zenity"):
        options = ["--no-markup", "--width=520", f"--title={TITLE}", f"--text={text}"]
        return _run(["zenity", "--question", *options, f"--ok-label={yes}", "--cancel-label=Close"]).returncode == 0
    if shutil.which("kdialog"):
        labels = ["--yes-label", yes, "--no-label", "Close"]
        return _run(["kdialog", "--title", TITLE, *labels, "--yesno", _plain(text)]).returncode == 0
    click.echo(text)
    return False


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell reads it


def _plain(text: str) -> str:
    """KDE takes a text that looks like markup for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _message_box(text: str, how: int) -> int:
    import ctypes  # noqa: PLC0415 - only on Windows

    box: Callable[[int, str, str, int], int] = ctypes.windll.user32.MessageBoxW  # type: ignore[attr-defined]  # Windows
    return box(0, text, TITLE, how)
