"""Where the register is kept, and who writes to it; apart, so that a run without one loads no database library."""

from __future__ import annotations

import getpass
from pathlib import Path

__all__ = ["default_register", "people_file_beside", "this_user"]


def default_register() -> Path:
    """Where the register of this user is kept unless something else is said."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where the register is named

    return user_data_path("photocheck", appauthor=False) / "register.sqlite"


def people_file_beside(register: str | None) -> Path:
    """Where the encodings of people are kept unless something else is said: beside the register.

    For a register on a server they stay on this machine, with this user's data.
    """
    if register is None or "://" in register:
        return default_register().with_name("people.sqlite")
    return Path(register).with_suffix(".people.sqlite")


def this_user() -> str:
    """Whose name the register's log gets for what is done here."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
