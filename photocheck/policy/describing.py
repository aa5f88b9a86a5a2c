"""Tell what a policy says, for somebody who wants to read it and not its file."""

from __future__ import annotations

from dataclasses import dataclass

from photocheck.domain.verdicts import Decision
from photocheck.domain.wording import kind_noun, listed, pattern_noun
from photocheck.policy.rules import Policy, Rule

__all__ = ["Description", "RuleLine", "describe"]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its name, what it decides, and in words what it is about."""

    name: str
    decision: Decision
    about: str


@dataclass(frozen=True, slots=True)
class Description:
    """A policy in words: the table of who may get what, and its rules, the strictest first.

    `audiences` are the heads of the table's columns; each row is a channel in words and a decision for each
    audience, for a photo in which nothing sensitive was found.
    """

    label: str
    title: str
    fingerprint: str
    audiences: tuple[str, ...]
    table: tuple[tuple[str, tuple[Decision, ...]], ...]
    rules: tuple[RuleLine, ...]


def describe(policy: Policy) -> Description:
    """Put a policy into words."""
    lines = [RuleLine(rule.name, rule.decision, _about(rule, policy)) for rule in policy.rules]
    return Description(
        label=policy.label,
        title=policy.title,
        fingerprint=policy.fingerprint,
        audiences=tuple(policy.audiences.values()),
        table=tuple(
            (words, tuple(policy.base(audience, channel) for audience in policy.audiences))
            for channel, words in policy.channels.items()
        ),
        # sorted() keeps the order of the file among rules of one decision.
        rules=tuple(sorted(lines, key=lambda line: line.decision, reverse=True)),
    )


def _about(rule: Rule, policy: Policy) -> str:
    things = listed([kind_noun(kind).many for kind in sorted(rule.kinds)])
    if rule.patterns:
        patterns = listed([pattern_noun(pattern).many for pattern in sorted(rule.patterns)])
        things = f"{patterns} in {things}" if things else patterns
    parts = [things, *_limits(rule)]
    if rule.inside:
        parts.append(f"on {listed([kind_noun(kind).many for kind in sorted(rule.inside)])}")
    if rule.audiences:
        parts.append(f"for {listed([policy.audiences.get(name, name) for name in sorted(rule.audiences)])}")
    if rule.channels:
        parts.append(listed([policy.channels.get(name, name) for name in sorted(rule.channels)]))
    return ", ".join(parts)


def _limits(rule: Rule) -> list[str]:
    limits = []
    if rule.min_size:
        limits.append(f"{rule.min_size:g} pixels or larger")
    if rule.max_size is not None:
        limits.append(f"smaller than {rule.max_size:g} pixels")
    if rule.min_confidence:
        limits.append(f"with a confidence of {rule.min_confidence:g} or more")
    return limits
