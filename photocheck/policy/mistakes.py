"""Collect what is wrong with a policy file, so that somebody hears of all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from photocheck.errors import PolicyError
from photocheck.policy.lines import Path

__all__ = ["Mistake", "Mistakes", "closest"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: the key, what about it, and on which line, where that is known."""

    key: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = "" if self.line is None else f"line {self.line}, "
        return f"{where}{self.key}: {self.message}" if self.key else f"{where}{self.message}"


@dataclass(slots=True)
class Mistakes:
    """The mistakes of one file, which `source` names."""

    source: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    found: list[Mistake] = field(default_factory=list)

    def add(self, path: Path, message: str) -> None:
        """Note a mistake at this key."""
        self.found.append(Mistake(_spelt(path), message, self._line(path)))

    def raise_if_any(self) -> None:
        """Raise PolicyError naming every mistake, in the order of the file."""
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda mistake: mistake.line or 0)
        if len(ordered) == 1:
            raise PolicyError(f"The policy “{self.source}” has a mistake: {ordered[0]}")
        listed = "\n".join(f"  {mistake}" for mistake in ordered)
        raise PolicyError(f"The policy “{self.source}” has {len(ordered)} mistakes:\n{listed}")

    def _line(self, path: Path) -> int | None:
        """The line of the key, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def _spelt(path: Path) -> str:
    """The key as somebody would say it; the rules of a list are counted from 1."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f" {step + 1}"
        else:
            words += f", {step}" if words[-1:].isdigit() else f".{step}" if words else step
    return words


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that this one was probably meant to be."""
    known = list(known)
    return next(iter(get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=cutoff)), None) or next(
        iter(get_close_matches(word.lower().replace("-", "_"), known, n=1, cutoff=cutoff)), None
    )
