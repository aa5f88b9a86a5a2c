"""Turn what rules say of each thing in a photo into reasons: one for each topic, and nothing told twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from photocheck.domain.findings import OBJECT_KINDS
from photocheck.domain.verdicts import Decision, Reason
from photocheck.policy.rules import Rule
from photocheck.policy.scene import Scene, Sight
from photocheck.policy.sentences import explanation

__all__ = ["UNNAMED", "Opinion", "reasons_for"]

# The name that reasons give for what no rule speaks of.
UNNAMED: Final = "not-in-the-policy"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the strictest rule says of one sight, or that none speaks of it."""

    sight: Sight
    rule: Rule | None
    decision: Decision

    @property
    def topic(self) -> tuple[str, str, bool]:
        """What is told of in one sentence."""
        return (UNNAMED if self.rule is None else self.rule.name, self.sight.subject, self.sight.legible)

    @property
    def number(self) -> int:
        """The number of the finding it is about."""
        return self.sight.finding.number

    @property
    def is_plain_text(self) -> bool:
        """Whether it is about text as such, not about anything recognised in it."""
        return self.sight.match is None and self.sight.finding.kind == "text"

    @property
    def detail(self) -> int:
        """How much it tells: a rule about a pattern most, and least that there is text."""
        if self.sight.match is not None:
            return 3 if self.rule is not None else 1
        return 2 if self.rule is not None and not self.is_plain_text else 0


def reasons_for(opinions: Sequence[Opinion], scene: Scene) -> Iterator[Reason]:
    """One reason for each topic, leaving out what a reason that is as strict explains already.

    Every finding that somebody has to do something about is still named by one of them.
    """
    by_finding: dict[int, list[Opinion]] = {}
    for opinion in opinions:
        by_finding.setdefault(opinion.number, []).append(opinion)
    told: list[Opinion] = []
    covered: dict[int, list[int]] = {}
    for opinion in opinions:
        holder = _covering(opinion, by_finding)
        if holder is not None:
            covered.setdefault(holder, []).append(opinion.number)
        elif not _explained_by_detail(opinion, by_finding[opinion.number]):
            told.append(opinion)
    told.sort(key=lambda opinion: opinion.topic)
    for (rule, *_), group in groupby(told, key=lambda opinion: opinion.topic):
        members = sorted(group, key=lambda opinion: opinion.number)
        sights = [member.sight for member in members]
        text = explanation(sights, members[0].rule, scene)
        yield Reason(rule, text, members[0].decision, _numbers(sights, covered))


def _explained_by_detail(opinion: Opinion, same_finding: Sequence[Opinion]) -> bool:
    """Whether another opinion of the same finding is as strict and tells more: not "text", but "a phone number"."""
    return any(other.decision >= opinion.decision and other.detail > opinion.detail for other in same_finding)


def _covering(opinion: Opinion, by_finding: Mapping[int, Sequence[Opinion]]) -> int | None:
    """The object that plain text lies on, where a rule is at least as strict about that: who hides a page hides it."""
    if not opinion.is_plain_text or _explained_by_detail(opinion, by_finding[opinion.number]):
        return None
    for holder in opinion.sight.around:
        for other in by_finding.get(holder.number, ()):
            about_object = other.rule is not None and other.sight.finding.kind in OBJECT_KINDS
            if about_object and other.decision >= opinion.decision:
                return holder.number
    return None


def _numbers(sights: Sequence[Sight], covered: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """The findings that a reason speaks of, the objects that what was read lies on, and the text on an object."""
    found = [sight.finding.number for sight in sights]
    around = [holder.number for sight in sights if sight.match is not None for holder in sight.around]
    texts = [text for number in found for text in covered.get(number, ())]
    return tuple(dict.fromkeys(found + around + texts))
