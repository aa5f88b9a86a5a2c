"""What the file itself says, apart from its pixels."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Metadata"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts read from the file: to be filled in."""
