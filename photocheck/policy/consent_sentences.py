"""Who can be recognised and who has agreed, in sentences that an officer can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from photocheck.domain.consent import USES, ConsentRecord, ConsentState, Gap
from photocheck.domain.wording import listed, numbers
from photocheck.policy.scene import Scene, Sight
from photocheck.policy.sentences import place_of

__all__ = ["consent_given", "consent_needed", "day_in_words", "gap_in_words"]

# What is said of records that do not hold; that the day is not known is no record's fault.
GAPS: Final = {
    Gap.WITHDRAWN: "{who} was withdrawn on {withdrawn}.",
    Gap.EXPIRED: "{who} ended on {expired}.",
    Gap.NOT_BEGUN: "{who} begins on {begins}.",
    Gap.NO_GUARDIAN: "{who} is for somebody under 18, and no guardian has signed.",
    Gap.OTHER_USE: "{who} does not allow this use: it is for {uses}.",
}
# More gaps than this in one sentence help nobody.
MOST_GAPS: Final = 4


def consent_needed(
    people: Sequence[Sight], covered: int, consent: ConsentState, whither: tuple[str, str], scene: Scene
) -> str:
    """Say how many people can be recognised, how many of them have agreed, and which records do not hold, and why.

    `whither` is the audience and the channel.
    """
    count = len(people)
    if count == 1:
        text = f"1 person can be recognised{place_of(people, scene)}. There is no consent on file for them."
    else:
        found = numbers([sight.finding.number for sight in people])
        share = f"{covered}" if covered else "none"
        text = f"{count} people can be recognised ({found}). Consent on file covers {share} of them"
        text += f" ({_references(consent, whither)}). {_missing(count - covered)}" if covered else "."
    return " ".join([text, *_gaps(consent, whither)])


def consent_given(people: Sequence[Sight], consent: ConsentState, whither: tuple[str, str]) -> str:
    """Say that everyone who can be recognised has agreed, and where that is written."""
    whom = "the person who can be recognised" if len(people) == 1 else f"all {len(people)} people"
    return f"Consent on file covers {whom} ({_references(consent, whither)})."


def day_in_words(day: date) -> str:
    """A day as a person writes it: "3 March 2027"."""
    return f"{day.day} {day:%B %Y}"


def gap_in_words(record: ConsentRecord, gap: Gap) -> str:
    """Why a record does not hold: "The consent PC-2026-0117 was withdrawn on 3 October 2026."."""
    return GAPS[gap].format_map(_words(record))


def _missing(count: int) -> str:
    return "1 is missing." if count == 1 else f"{count} are missing."


def _references(consent: ConsentState, whither: tuple[str, str]) -> str:
    """The records that hold, each with its last day: "PC-2026-0117, until 31 March 2027"."""
    return "; ".join(
        record.reference + (f", until {day_in_words(record.expires_on)}" if record.expires_on else "")
        for record in consent.holding(*whither)
    )


def _gaps(consent: ConsentState, whither: tuple[str, str]) -> list[str]:
    said = [
        gap_in_words(record, gap)
        for record in consent.records
        if (gap := record.gap(*whither, consent.on)) is not None and gap in GAPS
    ]
    left = len(said) - MOST_GAPS
    return said if left <= 0 else [*said[:MOST_GAPS], f"{left} more records on file do not hold either."]


def _words(record: ConsentRecord) -> dict[str, str]:
    return {
        "who": f"The consent {record.reference}",
        "withdrawn": _day(record.withdrawn_on),
        "expired": _day(record.expires_on),
        "begins": _day(record.given_on),
        "uses": listed([USES.get(use, use) for use in sorted(record.uses)]) or "no use at all",
    }


def _day(day: date | None) -> str:
    return "an unknown day" if day is None else day_in_words(day)
