"""A copy that was made safe to send: what it hides, what it shows on purpose, and how that was proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, Region
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Problem
from photocheck.domain.wording import kind_noun, listed

__all__ = ["Attempt", "HiddenArea", "NotMade", "Redaction", "hidden_words"]

# What is in the file rather than in the picture is told without a number: "location".
IN_FILE: Final = MappingProxyType(
    {"location": "location", "personal-metadata": "personal details", "hidden-image": "hidden pictures"}
)
BY_HAND: Final = "region"


@dataclass(frozen=True, slots=True)
class HiddenArea:
    """A part of the picture that is covered, margin included, pixels of the upright photo.

    `number` is that of the finding it covers; None for one drawn by hand, and for what only the second look
    at the copy found.
    """

    region: Region
    kind: str
    page: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Redaction:
    """A copy that was made, and proven.

    `copy` is where it lies, `before` the report of the original, `after` that of the copy, judged for the same
    audience. `hidden` are the findings of the original that the copy no longer shows, `in_file` those about the
    file itself, which no copy carries, `kept` those that it shows on purpose. `areas` is what was covered, in
    pixels of the upright original; with `crop`, the part of it that was kept, they were cut off instead. `style`
    is how faces were covered. `looks` counts how often the copy was looked at until nothing was found any more,
    `metadata_readers` names what read its metadata again.
    """

    copy: str
    sha256: str
    before: PhotoReport
    after: PhotoReport
    areas: tuple[HiddenArea, ...]
    hidden: tuple[Finding, ...]
    in_file: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    crop: Box | None = None
    style: str = "solid"
    looks: int = 1
    metadata_readers: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What the original is called."""
        return self.before.source

    @property
    def words(self) -> str:
        """What was hidden, as people say it: "3 faces, 1 page and location"."""
        return hidden_words(self.areas, self.hidden, self.in_file)


@dataclass(frozen=True, slots=True)
class NotMade:
    """A photo of which no safe copy could be made, and why."""

    source: str
    problem: Problem


# What comes of one photo.
Attempt = Redaction | NotMade


def hidden_words(areas: Iterable[HiddenArea], hidden: Iterable[Finding], in_file: Iterable[Finding]) -> str:
    """Count what was hidden, the picture first; what lies on a hidden thing is not counted beside it."""
    hidden = tuple(hidden)
    numbers = {finding.number for finding in hidden}
    counts = Counter(finding.kind for finding in hidden if finding.inside not in numbers)
    words = [f"{count} {_noun(kind, count)}" for kind, count in counts.items()]
    others = Counter(area.kind == BY_HAND for area in areas if area.number is None)
    if others[True]:
        words.append(f"{others[True]} {'region' if others[True] == 1 else 'regions'} drawn by hand")
    if others[False]:
        words.append(f"{others[False]} more found at the second look")
    words += dict.fromkeys(IN_FILE.get(finding.kind, finding.kind) for finding in in_file)
    return listed(words) if words else "nothing"


def _noun(kind: str, count: int) -> str:
    noun = kind_noun(kind)
    if count > 1:
        return noun.many
    return "piece of text" if kind == "text" else noun.one.removeprefix("a ").removeprefix("an ")
