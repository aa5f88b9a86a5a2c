"""The words that reports use for decisions, audiences and channels."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.rulings import DECIDED
from photocheck.domain.verdicts import Decision, Reason, Verdict
from photocheck.domain.wording import sureness

__all__ = ["AUDIENCES", "CHANNELS", "SHORT", "SUMMARIES", "headline", "printable", "recipients", "sureness_of"]

# The first line of a photo: what to do, with whom and where in between.
HEADLINES: Final = {
    Decision.SHARE: ("MAY BE SHARED", "with {}"),
    Decision.VIA_COMMUNICATIONS: ("ONLY COMMUNICATIONS MAY SEND IT", "to {}"),
    Decision.LOOK: ("LOOK AT THIS FIRST", "before sharing with {}"),
    Decision.GET_CONSENT: ("CONSENT NEEDED", "before sharing with {}"),
    Decision.HIDE: ("HIDE THIS FIRST", "before sharing with {}"),
    Decision.DO_NOT_SHARE: ("DO NOT SHARE", "with {}"),
    Decision.NOT_CHECKED: ("COULD NOT BE CHECKED:", "do not share with {}"),
}

# The word in front of each reason.
SHORT: Final = {
    Decision.SHARE: "Share with care",
    Decision.VIA_COMMUNICATIONS: "Communications",
    Decision.LOOK: "Look at this",
    Decision.GET_CONSENT: "Consent needed",
    Decision.HIDE: "Hide this first",
    Decision.DO_NOT_SHARE: "Do not share",
    Decision.NOT_CHECKED: "Not checked",
}

# What a decision means, in full.
SUMMARIES: Final = {
    Decision.SHARE: "Nothing sensitive found. Share with care.",
    Decision.VIA_COMMUNICATIONS: "Nothing sensitive found. Only corporate Communications may send it.",
    Decision.LOOK: "Look at this first. Treat as sensitive until you have.",
    Decision.GET_CONSENT: "Consent needed.",
    Decision.HIDE: "Hide this first.",
    Decision.DO_NOT_SHARE: "Do not share.",
    Decision.NOT_CHECKED: "Could not be checked. Treat as do not share.",
}

# The audiences and channels of the design; what a policy calls its own comes from the policy.
AUDIENCES: Final = {
    "colleagues": "colleagues",
    "partners": "official partners",
    "customers": "customers",
    "public": "the public",
}
CHANNELS: Final = {
    "whatsapp": "on WhatsApp",
    "website": "on the website",
    "social": "on social media",
    "press": "in the press",
    "print": "in print",
    "email": "by email",
    "teams": "in Teams",
}

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})


def headline(verdict: Verdict, words: Mapping[str, str] = NO_WORDS) -> tuple[str, str]:
    """What to do in capitals, and with whom on which channel.

    `words` are those of the policy for audiences and channels that are its own.
    """
    loud, quiet = HEADLINES[verdict.decision]
    return loud, quiet.format(recipients(verdict, words))


def recipients(verdict: Verdict, words: Mapping[str, str] = NO_WORDS) -> str:
    """Who would get the photo, and where: "colleagues on WhatsApp"."""
    audience = AUDIENCES.get(verdict.audience) or words.get(verdict.audience, verdict.audience)
    channel = CHANNELS.get(verdict.channel) or words.get(verdict.channel, f"on {verdict.channel}")
    return f"{audience} {channel}"


def printable(text: str) -> str:
    """Make text from outside safe to print: what would steer a terminal or turn the line around becomes a mark.

    File names and text in photos may hold escape codes, line ends, or letters that are no letters.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _STEERING else c for c in text)


# Control, format (such as right-to-left overrides), lone surrogates, line and paragraph separators.
_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def sureness_of(reason: Reason, findings: Iterable[Finding]) -> str | None:
    """How sure the surest finding behind a reason is, in words; None where it rests on nothing in the picture.

    The surest counts: a reason holds if any one of its findings does. What somebody decided is no guess.
    """
    if reason.rule in DECIDED.values():
        return None
    seen = [finding.confidence for finding in findings if finding.number in reason.findings and finding.region]
    return sureness(max(seen)) if seen else None
