"""`photocheck desktop …`: photocheck where people see their photos: in the file manager, and as an icon."""

from __future__ import annotations

from photocheck.cli.desktop.group import desktop

__all__ = ["desktop"]
