"""`photocheck consent …`: the register of who has agreed to what."""

from __future__ import annotations

from photocheck.cli.consent.group import consent

__all__ = ["consent"]
