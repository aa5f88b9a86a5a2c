"""The figures of several tools on the same photos: facts only, in a form that a table and JSON are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photocheck.evaluate.figures import SetFigures, Speed
from photocheck.evaluate.peers.tools import EVERYTHING, FACE, MATCH, TEXT, Tool

__all__ = [
    "FACTS_READ",
    "FACTS_RECOGNISED",
    "ComparedSet",
    "Comparison",
    "Count",
    "Missing",
    "ToolFigures",
    "ToolInfo",
    "counts_of",
]

FACTS_READ = "facts read"
FACTS_RECOGNISED = "facts recognised"


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, were found and missed; `false` is None where the labels do not name everything."""

    labelled: int
    found: int
    false: int | None = None

    @property
    def missed(self) -> int:
        """How many were not found."""
        return self.labelled - self.found


@dataclass(frozen=True, slots=True)
class ToolFigures:
    """One tool on one set: what it found of what it looks for, and what that took.

    `peak_mb` is the most memory that one of its processes has taken up to the end of this set.
    """

    counts: Mapping[str, Count]
    not_checked: int
    speed: Speed | None
    peak_mb: float | None


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """One set of labelled photos, with the figures of each tool by its name."""

    name: str
    photos: int
    tools: Mapping[str, ToolFigures]


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """A tool that was measured: in which versions, what is to be remarked, and how many seconds it took to load."""

    name: str
    versions: Mapping[str, str]
    remark: str
    load: float


@dataclass(frozen=True, slots=True)
class Missing:
    """A tool that could not be measured: why, and what installs it."""

    name: str
    why: str
    install: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it, with the day and the machine."""

    date: str
    machine: str
    tools: tuple[ToolInfo, ...]
    missing: tuple[Missing, ...]
    sets: tuple[ComparedSet, ...]


def counts_of(figures: SetFigures, tool: Tool) -> dict[str, Count]:
    """What a set's figures say of what this tool looks for."""
    counts = {}
    for kind in figures.kinds:
        if _looks_for(tool, kind.kind):
            false = kind.false_alarms if kind.complete_photos else None
            counts[kind.kind] = Count(kind.labelled, kind.found, false)
        if kind.texts and TEXT in tool.finds:
            counts[f"{kind.kind}: text read"] = Count(kind.texts, kind.texts_read)
    for facts in figures.facts[:1]:
        if TEXT in tool.finds:
            counts[FACTS_READ] = Count(facts.facts, facts.read)
        if MATCH in tool.finds:
            counts[FACTS_RECOGNISED] = Count(facts.facts, facts.recognised)
    return counts


def _looks_for(tool: Tool, kind: str) -> bool:
    return tool.finds == EVERYTHING or kind in tool.finds & {FACE, TEXT}
