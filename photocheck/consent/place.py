"""Where the register is kept; apart, so that a run without one does not load a database library."""

from __future__ import annotations

from pathlib import Path

__all__ = ["default_register"]


def default_register() -> Path:
    """Where the register of this user is kept unless something else is said."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where the register is named

    return user_data_path("photocheck", appauthor=False) / "register.sqlite"
