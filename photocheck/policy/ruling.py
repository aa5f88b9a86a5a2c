"""What people decided after looking, applied to what the rules say: lowered where the policy allows, raised always."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.reports import PhotoReport
from photocheck.domain.rulings import DECIDED, MARKED, Ruling, RulingGap, Rulings
from photocheck.domain.verdicts import Decision, Reason
from photocheck.policy.opinions import Opinion
from photocheck.policy.rules import Lowering, Rule
from photocheck.policy.ruling_sentences import Ending, decided
from photocheck.policy.scene import Scene, Sight

__all__ = ["Ruled", "reasons_of_people"]

# Of decisions that do not hold, those that are worth telling: others were taken back, or are for another day.
TOLD_ENDINGS: Final = {RulingGap.EXPIRED: Ending.EXPIRED, RulingGap.MORE_KNOWN: Ending.MORE_KNOWN}


@dataclass(slots=True)
class Ruled:
    """Tells for each thing which opinion of it stands; `lowered` collects the findings of which one did not."""

    rulings: Rulings
    lowering: Lowering
    lowered: set[int] = field(default_factory=set)

    def standing(self, sight: Sight, speaking: Sequence[Rule]) -> Iterator[Opinion]:
        """What the strictest of the rules that speak of a thing says, and still says after what people decided.

        Nothing where only consent has to be asked for, which is told of together, where somebody decided that it is
        not sensitive and no rule that speaks of it withstands that, and where that it is sensitive says more.
        """
        finding = sight.finding
        raised = self.rulings.raising(finding) is not None
        if finding.kind == MARKED:
            if not raised:
                yield Opinion(sight, None, Decision.HIDE)
            return
        opinion = _strictest(sight, speaking)
        if opinion is not None and self.rulings.lowering(finding) is not None:
            opinion = self._left(sight, speaking, opinion)
        if opinion is not None and (not raised or opinion.decision >= Decision.HIDE):
            yield opinion

    def _left(self, sight: Sight, speaking: Sequence[Rule], opinion: Opinion) -> Opinion | None:
        """The opinion that is left when every rule that may be lowered is."""
        if not speaking:
            left = None if self.lowering.allows(opinion.decision, None) else opinion
        else:
            firm = [rule for rule in speaking if not self.lowering.allows(rule.decision, rule.name)]
            left = _strictest(sight, firm) if firm else None
        if left is None or left.decision < opinion.decision:
            self.lowered.add(sight.finding.number)
        return left


def _strictest(sight: Sight, speaking: Sequence[Rule]) -> Opinion | None:
    """What the strictest rule says, `look` where none speaks; None where only consent has to be asked for."""
    if not speaking:
        return Opinion(sight, None, Decision.LOOK)
    strictest = max((rule for rule in speaking if not rule.about_people), key=lambda rule: rule.decision, default=None)
    return None if strictest is None else Opinion(sight, strictest, strictest.decision)


def reasons_of_people(report: PhotoReport, scene: Scene, ruled: Ruled) -> Iterator[Reason]:
    """Say what somebody decided about things in the photo, together where that was one decision about several."""
    if not report.rulings.made:
        return
    told = [
        (sight, ruling, ending)
        for sight in scene.sights
        if sight.match is None
        for ruling, ending in _rulings_on(sight.finding, report.rulings, ruled)
    ]
    told.sort(key=lambda one: _topic(*one))
    for _, group in groupby(told, key=lambda one: _topic(*one)):
        members = list(group)
        sights = [sight for sight, _, _ in members]
        _, ruling, ending = members[0]
        text = decided(ruling, ending, sights, scene)
        found = tuple(sight.finding.number for sight in sights)
        yield Reason(DECIDED[ruling.sensitive], text, Decision.HIDE if ruling.sensitive else Decision.SHARE, found)


def _rulings_on(finding: Finding, rulings: Rulings, ruled: Ruled) -> Iterator[tuple[Ruling, Ending]]:
    raising = rulings.raising(finding)
    if raising is not None:
        yield raising, Ending.HOLDS
    lowering = rulings.lowering(finding)
    if lowering is not None:
        yield lowering, Ending.HOLDS if finding.number in ruled.lowered else Ending.NOT_ALLOWED
        return
    for ruling in rulings.about(finding):
        ending = TOLD_ENDINGS.get(gap) if (gap := ruling.gap(finding, rulings.on)) else None
        if ending is not None:
            yield ruling, ending


def _topic(sight: Sight, ruling: Ruling, ending: Ending) -> tuple[bool, str, str, str, tuple[str, ...], str, str]:
    day = ruling.made_on.isoformat()
    until = str(ruling.expires_on)
    return (ruling.sensitive, ruling.reason, day, ruling.kind, tuple(sorted(sight.finding.patterns)), ending, until)
