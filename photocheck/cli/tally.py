"""How many photos got which decision, and the exit code that follows from it."""

from __future__ import annotations

from collections import Counter

from photocheck.domain.verdicts import Decision
from photocheck.errors import ExitCode

__all__ = ["Tally"]


class Tally:
    """Counts decisions as they are made."""

    def __init__(self) -> None:
        self._counts: Counter[Decision] = Counter()

    def add(self, decision: Decision) -> None:
        """Count one photo."""
        self._counts[decision] += 1

    @property
    def photos(self) -> int:
        """How many were counted."""
        return self._counts.total()

    def __str__(self) -> str:
        """The counts in a few words, the strictest decision first: "1 hide, 20 share"."""
        return ", ".join(f"{self._counts[decision]} {decision}" for decision in sorted(self._counts, reverse=True))

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told: a photo that could not be checked outranks one that needs attention."""
        if Decision.NOT_CHECKED in self._counts:
            return ExitCode.NOT_CHECKED
        if any(decision.needs_attention for decision in self._counts):
            return ExitCode.NEEDS_ATTENTION
        return ExitCode.CLEAN
