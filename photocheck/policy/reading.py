"""Turn the tables of a policy file into a Policy, noting every mistake on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any, Final

from photocheck.domain.rulings import MARKED
from photocheck.domain.verdicts import Decision
from photocheck.domain.wording import KIND_NOUNS, PATTERN_NOUNS
from photocheck.policy.mistakes import Mistakes
from photocheck.policy.rules import (
    FIELDS,
    FORM_FIELDS,
    LOWERABLE,
    ConsentForm,
    Lowering,
    Matching,
    Policy,
    Rule,
    unknown_fields,
)
from photocheck.policy.values import DECISIONS, Table

__all__ = ["read_policy"]

KEYS: Final = (
    "name", "version", "title", "extends", "contact", "questions", "breach_steps", "consent_form", "consent_forms",
    "audiences", "channels", "table", "table_texts", "people", "decisions", "rules",
)  # fmt: skip
RULE_KEYS: Final = (
    "name", "decision", "kinds", "patterns", "inside", "audiences", "channels", "min_confidence",
    "min_size", "max_size", "text", "text_many",
)  # fmt: skip
TABLE_FIELDS: Final = ("audience", "channel")


def read_policy(data: dict[str, Any], mistakes: Mistakes, base: Policy | None) -> Policy | None:
    """Build the policy of these tables, on top of another where it extends one.

    None where mistakes were found; they are in `mistakes` then.
    """
    top = Table(data, (), mistakes)
    top.refuse_others(KEYS)
    audiences = _words(top, "audiences", base.audiences if base else {})
    channels = _words(top, "channels", base.channels if base else {})
    forms = _consent_forms(top, base.consent_forms if base else ())
    rules = [_rule(table, audiences, channels) for table in top.tables("rules")]
    _refuse_twins(top, rules)
    merged = _merged(base.rules if base else (), [rule for rule in rules if rule is not None])
    policy = Policy(
        name=top.required_text("name"),
        version=top.required_text("version"),
        title=top.text("title", base.title if base else None) or "",
        audiences=audiences,
        channels=channels,
        table=_table(top, audiences, channels, base.table if base else {}),
        table_texts=_table_texts(top, base.table_texts if base else {}),
        rules=merged,
        consent_forms=forms,
        contact=top.text("contact", base.contact if base else None),
        questions=top.texts("questions") or (base.questions if base else ()),
        breach_steps=top.texts("breach_steps") or (base.breach_steps if base else ()),
        people=_matching(top.table("people"), base.people if base else Matching()),
        lowering=_lowering(top.table("decisions"), merged, base.lowering if base else Lowering()),
    )
    if not policy.rules and "rules" not in data:
        top.missing("rules")
    return None if mistakes.found else replace(policy, fingerprint=_fingerprint(policy))


def _fingerprint(policy: Policy) -> str:
    """The sha256 of what the policy says, whatever its file looks like."""
    canonical = json.dumps(asdict(policy), sort_keys=True, default=sorted, ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def _words(top: Table, key: str, base: Mapping[str, str]) -> dict[str, str]:
    """Names with the words for them, added to those of the policy that is extended."""
    table = top.table(key)
    words = {**base, **{name: table.required_text(name) for name in table.data}}
    if not words:
        top.missing(key)
    return words


def _consent_forms(top: Table, base: tuple[ConsentForm, ...]) -> tuple[ConsentForm, ...]:
    """The forms, or the one that `consent_form` selects by the name of its table, or by its council or link."""
    forms = {form.url: form for form in base}
    named = {}
    for name in top.table("consent_forms").data:
        table = top.table("consent_forms").table(name)
        table.refuse_others(("council", "url"))
        form = ConsentForm(table.required_text("council"), table.required_text("url"))
        _check_sentence(table, "url", form.url, FORM_FIELDS)
        forms[form.url] = named[name] = form
    selected = top.text("consent_form")
    if selected is None:
        return tuple(forms.values())
    chosen = [
        form
        for form in forms.values()
        if selected.casefold() in f"{form.council} {form.url}".casefold() or named.get(selected) == form
    ]
    if len(chosen) != 1:
        there = ", ".join(f"“{form.url}” ({form.council})" for form in forms.values()) or "none"
        fault = "names no consent form" if not chosen else "fits more than one consent form"
        top.mistakes.add(("consent_form",), f"“{selected}” {fault}. There are: {there}.")
    return tuple(chosen)


def _matching(table: Table, base: Matching) -> Matching:
    """Whether faces may be matched: never unless the policy says so."""
    table.refuse_others(("matching", "under_18"))
    return Matching(table.flag("matching", base.allowed), table.flag("under_18", base.under_18))


def _lowering(table: Table, rules: tuple[Rule, ...], base: Lowering) -> Lowering:
    """What somebody's decision may lower: nothing unless the policy says so."""
    table.refuse_others(("may_lower", "except"))
    names = table.names("may_lower", LOWERABLE) if "may_lower" in table.data else base.decisions
    exceptions = table.names("except", {rule.name for rule in rules}) if "except" in table.data else base.exceptions
    decisions = frozenset(Decision(name) for name in names if name in LOWERABLE)
    if decisions == {Decision.HIDE}:
        table.mistakes.add((*table.path, "may_lower"), "who may lower “hide” may lower “look” too: name both.")
        return base
    return Lowering(decisions, exceptions)


def _table(
    top: Table, audiences: Mapping[str, str], channels: Mapping[str, str], base: Mapping[str, Mapping[str, Decision]]
) -> dict[str, dict[str, Decision]]:
    """The decision for each channel and audience; every one has to be there."""
    rows = top.table("table")
    rows.refuse_others(channels)
    result: dict[str, dict[str, Decision]] = {}
    for channel in channels:
        row = rows.table(channel)
        row.refuse_others(audiences)
        result[channel] = dict(base.get(channel, {}))
        for audience in audiences:
            decision = row.decision(audience)
            if decision is not None:
                result[channel][audience] = decision
            elif audience not in result[channel] and audience not in row.data:
                row.missing(audience)
    return result


def _table_texts(top: Table, base: Mapping[Decision, str]) -> dict[Decision, str]:
    table = top.table("table_texts")
    table.refuse_others(DECISIONS)
    texts = dict(base)
    for decision in DECISIONS:
        text = table.text(decision.value)
        if text is not None:
            _check_sentence(table, decision.value, text, TABLE_FIELDS)
            texts[decision] = text
    return texts


def _rule(table: Table, audiences: Mapping[str, str], channels: Mapping[str, str]) -> Rule | None:
    before = len(table.mistakes.found)
    table.refuse_others(RULE_KEYS)
    name = table.required_text("name")
    decision = table.decision("decision")
    if "decision" not in table.data:
        table.missing("decision")
    for key in ("text", "text_many"):
        _check_sentence(table, key, table.text(key), FIELDS)
    kinds = table.names("kinds", KIND_NOUNS, others_allowed=True)
    if MARKED in kinds:
        table.mistakes.add((*table.path, "kinds"), f"“{MARKED}” needs no rule: what somebody marked is always hidden.")
    patterns = table.names("patterns", PATTERN_NOUNS, others_allowed=True)
    inside = table.names("inside", KIND_NOUNS, others_allowed=True)
    here = table.names("audiences", audiences), table.names("channels", channels)
    confidence = table.number("min_confidence", 0.0, 1.0)
    smallest, largest = table.number("min_size", 0.0), table.number("max_size", 0.0)
    if not (table.data.get("kinds") or table.data.get("patterns")):
        table.mistakes.add(table.path, "it has to say what it is about: “kinds”, “patterns” or both.")
    if smallest is not None and largest is not None and smallest >= largest:
        table.mistakes.add((*table.path, "max_size"), f"it must be more than min_size, which is {smallest:g}.")
    if len(table.mistakes.found) > before or decision is None:
        return None
    plain = Rule(
        name, decision, kinds, patterns, frozenset(), *here, 0.0, smallest or 0.0, largest,
        table.text("text"), table.text("text_many"),
    )  # fmt: skip
    if plain.may_give_less_than_look and (confidence or inside):
        for key in ("min_confidence", "inside"):
            if table.data.get(key):
                table.mistakes.add((*table.path, key), _too_lenient(plain))
        return None
    return replace(plain, inside=inside, min_confidence=confidence or 0.0)


def _too_lenient(rule: Rule) -> str:
    which = "can be satisfied by consent" if rule.about_people else f"gives “{rule.decision}”"
    return (
        f"a rule that {which} must hold however sure photocheck is and whatever lies around, because what it "
        "misses gives “look”, and knowing more would be more lenient. Leave this key out."
    )


def _check_sentence(table: Table, key: str, text: str | None, fields: tuple[str, ...]) -> None:
    if text is None:
        return
    path = (*table.path, key)
    try:
        unknown = unknown_fields(text, fields)
    except ValueError:
        table.mistakes.add(path, "a brace stands alone; write {{ or }} for one that is meant as a brace.")
        return
    for name in unknown:
        table.mistakes.add(path, f"{{{name}}} means nothing here. There are: {', '.join(f'{{{f}}}' for f in fields)}.")


def _refuse_twins(top: Table, rules: list[Rule | None]) -> None:
    seen: set[str] = set()
    for place, rule in enumerate(rules):
        if rule is not None and rule.name in seen:
            top.mistakes.add(("rules", place, "name"), f"there are two rules named “{rule.name}”.")
        if rule is not None:
            seen.add(rule.name)


def _merged(base: tuple[Rule, ...], own: list[Rule]) -> tuple[Rule, ...]:
    """The rules of the policy that is extended, each replaced by one of the same name, and the new ones after."""
    replaced = {rule.name: rule for rule in own}
    names = {rule.name for rule in base}
    return (
        *(replaced.get(rule.name, rule) for rule in base),
        *(rule for rule in own if rule.name not in names),
    )
