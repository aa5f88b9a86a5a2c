"""What somebody is told to do with a photo, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Decision", "Problem", "Reason", "Sensitivity", "Verdict"]


class Decision(StrEnum):
    """What to do with a photo, from the most lenient to the strictest; a verdict is the highest of its reasons."""

    SHARE = "share"
    VIA_COMMUNICATIONS = "via-communications"
    LOOK = "look"
    GET_CONSENT = "get-consent"
    HIDE = "hide"
    DO_NOT_SHARE = "do-not-share"
    NOT_CHECKED = "not-checked"

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the most lenient."""
        return _RANKS[self]

    # StrEnum inherits str's own comparisons, which would order by the alphabet.
    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self.rank < other.rank

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self.rank > other.rank

    def __ge__(self, other: object) -> bool:
        return self == other or self > other

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look, ask or act before the photo goes out."""
        return self >= Decision.LOOK


# Looked up, not counted: decisions are compared a hundred times for each photo that is judged.
_RANKS = {decision: rank for rank, decision in enumerate(Decision)}


class Sensitivity(StrEnum):
    """The council's two words for a photo."""

    SENSITIVE = "OFFICIAL SENSITIVE"
    NON_SENSITIVE = "OFFICIAL NON SENSITIVE"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: the rule that spoke, in a sentence, and the findings it spoke of."""

    rule: str
    text: str
    decision: Decision
    findings: tuple[int, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be checked; any problem makes every verdict `not-checked`.

    `stage` is the part that failed ("open", "faces", "text", ...), `message` a sentence, `hint` what
    the reader can do about it. `status` is the HTTP status of the error behind it, where that was about the photo;
    it is no part of what is told of the problem.
    """

    stage: str
    message: str
    hint: str | None = None
    status: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a photo for one audience on one channel; `contact` is whom to ask."""

    audience: str
    channel: str
    decision: Decision
    sensitivity: Sensitivity
    reasons: tuple[Reason, ...] = ()
    contact: str | None = None
