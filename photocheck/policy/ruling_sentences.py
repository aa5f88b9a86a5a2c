"""What somebody decided about things in a photo, in sentences that an officer can read."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from photocheck.domain.rulings import Ruling
from photocheck.domain.wording import kind_noun, listed, numbers, pattern_noun
from photocheck.policy.consent_sentences import day_in_words
from photocheck.policy.scene import Scene, Sight
from photocheck.policy.sentences import place_of

__all__ = ["Ending", "decided"]


class Ending(StrEnum):
    """Whether a decision has its effect today, and if not, why."""

    HOLDS = "holds"
    EXPIRED = "expired"
    MORE_KNOWN = "more-known"
    NOT_ALLOWED = "not-allowed"


ENDINGS: Final = {
    Ending.HOLDS: "",
    Ending.EXPIRED: " That ended on {expired}, so it has to be looked at again.",
    Ending.MORE_KNOWN: " More has been recognised there since, so it has to be looked at again.",
    Ending.NOT_ALLOWED: " The policy does not let that change anything here.",
}


def decided(ruling: Ruling, ending: Ending, sights: Sequence[Sight], scene: Scene) -> str:
    """Say what was decided about these things, when, why, and whether that holds.

    Who decided stands in the register: a report travels further than that.
    """
    what = _what(ruling, sights)
    found = [sight.finding.number for sight in sights]
    several = len(found) > 1 or len(sights[0].finding.patterns) > 1
    said = f"{'are' if several else 'is'}{'' if ruling.sensitive else ' not'} sensitive"
    place = place_of(sights, scene)
    which = f"{place} ({numbers(found)})" if len(found) > 1 else f"{place}," if place else ""
    day = day_in_words(ruling.made_on)
    reason = ruling.reason.strip().removesuffix(".")
    expired = "" if ruling.expires_on is None else day_in_words(ruling.expires_on)
    ended = ENDINGS[ending].format(expired=expired)
    return f"Someone decided on {day} that {what}{which} {said}, because {reason}.{ended}"


def _what(ruling: Ruling, sights: Sequence[Sight]) -> str:
    """What the things are called: by what was recognised in them, or by their kind."""
    patterns = sorted(sights[0].finding.patterns)
    if len(sights) > 1:
        return kind_noun(ruling.kind).counted(len(sights))
    return listed([pattern_noun(pattern).one for pattern in patterns]) or kind_noun(ruling.kind).one
