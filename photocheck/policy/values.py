"""Read values out of a policy file, each checked for its type; what is wrong is noted and replaced."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from photocheck.domain.verdicts import Decision
from photocheck.policy.lines import Path
from photocheck.policy.mistakes import Mistakes, closest

__all__ = ["Table"]

# What a policy may decide: `not-checked` is what photocheck itself says of a photo.
DECISIONS = tuple(decision for decision in Decision if decision is not Decision.NOT_CHECKED)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file, with the way to it and the place where mistakes are noted."""

    data: dict[str, Any]
    path: Path
    mistakes: Mistakes

    def refuse_others(self, known: Iterable[str]) -> None:
        """Note every key that is not one of these, with the one that was probably meant."""
        known = list(known)
        for key in self.data:
            if key not in known:
                near = closest(key, known)
                hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(known)}."
                self.mistakes.add((*self.path, key), f"there is no such key. {hint}")

    def text(self, key: str, default: str | None = None) -> str | None:
        """A text that is not blank."""
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            self._wrong(key, "a text in quotes", value)
            return default
        return value

    def required_text(self, key: str) -> str:
        """A text that has to be there."""
        if key not in self.data:
            self.missing(key)
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self._wrong(key, 'a list of texts such as ["one", "two"]', value)
            return ()
        return tuple(value)

    def number(self, key: str, least: float, most: float | None = None) -> float | None:
        """A number within these limits."""
        value = self.data.get(key)
        if value is None:
            return None
        limits = f"a number from {least:g} to {most:g}" if most is not None else f"a number of at least {least:g}"
        # bool is an int to Python; `not (... <= ...)` also refuses nan.
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong(key, limits, value)
            return None
        if not (least <= value <= (value if most is None else most)):
            self._wrong(key, limits, value)
            return None
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "true or false", value)
            return default
        return value

    def tables(self, key: str) -> list[Table]:
        """A list of tables, [[key]] in the file."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, f"a list of tables, each beginning with [[{key}]]", value)
            return []
        return [Table(item, (*self.path, key, place), self.mistakes) for place, item in enumerate(value)]

    def table(self, key: str) -> Table:
        """The table of this name, empty where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self._wrong(key, f"a table, beginning with [{'.'.join(map(str, (*self.path, key)))}]", value)
            value = {}
        return Table(value, (*self.path, key), self.mistakes)

    def decision(self, key: str) -> Decision | None:
        """One of the decisions that a policy may take."""
        value = self.data.get(key)
        if value is None:
            return None
        if value in DECISIONS:
            return Decision(value)
        near = closest(str(value), DECISIONS)
        hint = f"Did you mean “{near}”?" if near else f"Choose from: {', '.join(DECISIONS)}."
        self.mistakes.add((*self.path, key), f"“{value}” is no decision that a policy can take. {hint}")
        return None

    def names(self, key: str, known: Collection[str], *, others_allowed: bool = False) -> frozenset[str]:
        """Names out of those that are known.

        Where others are allowed, since a plug-in may bring its own, one that nearly is a known one is
        still taken for a slip: a rule that never applies is the worst of mistakes.
        """
        names = self.texts(key)
        for name in names:
            if name in known:
                continue
            near = closest(name, known, cutoff=0.8 if others_allowed else 0.6)
            if near:
                self.mistakes.add((*self.path, key), f"“{name}” is not known. Did you mean “{near}”?")
            elif not others_allowed:
                self.mistakes.add((*self.path, key), f"“{name}” is not known. There are: {', '.join(known)}.")
        return frozenset(names)

    def missing(self, key: str) -> None:
        """Note that a key has to be there and is not."""
        self.mistakes.add(self.path, f"“{key}” is missing.")

    def _wrong(self, key: str, wanted: str, value: object) -> None:
        self.mistakes.add((*self.path, key), f"it must be {wanted}, not {_shown(value)}.")


def _shown(value: object) -> str:
    """The value nearly as it stands in the file, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:37]}…"
