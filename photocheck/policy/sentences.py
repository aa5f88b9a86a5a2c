"""Why a verdict is what it is, in sentences that an officer can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from photocheck.domain.findings import OBJECT_KINDS, Finding
from photocheck.domain.verdicts import Problem
from photocheck.domain.wording import Noun, capitalised, kind_noun, listed, numbers, pattern_noun
from photocheck.policy.rules import Rule
from photocheck.policy.scene import Scene, Sight

__all__ = ["explanation", "not_checked", "place_of"]

# What somebody expects to be read.
LEGIBLE: Final = frozenset({"text", "qr-code", "barcode", *OBJECT_KINDS})
MARKING: Final = "marking"


def explanation(sights: Sequence[Sight], rule: Rule | None, scene: Scene) -> str:
    """Say what was seen: sights of one kind or pattern that one rule speaks of."""
    fields = _fields(sights, scene)
    template = _template(sights, rule)
    return capitalised(template.format_map(fields))


def _template(sights: Sequence[Sight], rule: Rule | None) -> str:
    first = sights[0]
    if rule is not None and rule.text is not None:
        return (rule.text_many if len(sights) > 1 else None) or rule.text
    if first.finding.region is None:
        return "The file itself holds {what}{numbers}."
    if first.match is None:
        return _seen(first)
    if first.subject == MARKING:
        return _marked(sights)
    return "{What} can be read{where}{numbers}."


def _seen(sight: Sight) -> str:
    kind = sight.finding.kind
    if sight.legible and kind == "text":
        return "{What} can be read{where}{numbers}."
    if sight.legible or kind not in LEGIBLE:
        return "{What} can be seen{where}{numbers}."
    if kind in OBJECT_KINDS:
        return "{What} can be seen{aside} but nothing on it could be read{numbers}."
    return "{What} can be seen{aside} but could not be read{numbers}."


def _marked(sights: Sequence[Sight]) -> str:
    holder = _shared_holder(sights)
    if holder is None:
        return "{What} can be read{where}{shown}{numbers}."
    if holder.kind == "screen" or any(outer.kind == "screen" for outer in sights[0].around):
        return "{Holder} shows a page marked{named}{numbers}."
    return "{Holder} is marked{named}{numbers}."


def _fields(sights: Sequence[Sight], scene: Scene) -> dict[str, str]:
    what = _what(sights)
    where = place_of(sights, scene)
    shown = _shown(sights)
    found = list(dict.fromkeys(sight.finding.number for sight in sights))
    return {
        "what": what,
        "What": capitalised(what),
        "where": where,
        "aside": f"{where}," if where else "",
        "shown": f" ({shown})" if shown else "",
        "named": f" {shown}" if shown else "",
        "numbers": f" ({numbers(found)})" if len(found) > 1 else "",
        "count": str(len(sights)),
        "Holder": _holder(sights, scene),
    }


def _what(sights: Sequence[Sight]) -> str:
    first = sights[0]
    if first.match is None and first.finding.kind == "text":
        return "text"
    noun: Noun = kind_noun(first.subject) if first.match is None else pattern_noun(first.subject)
    return noun.counted(len(sights))


def place_of(sights: Sequence[Sight], scene: Scene) -> str:
    """The object that all of them lie on and its place, or the place of the only one."""
    holder = _shared_holder(sights)
    if holder is not None and holder.kind != sights[0].subject:
        return f" on {kind_noun(holder.kind).one}{_after_comma(scene.place(holder))}"
    if len({sight.finding.number for sight in sights}) > 1:
        return ""
    return _after_comma(scene.place(sights[0].finding))


def _holder(sights: Sequence[Sight], scene: Scene) -> str:
    around = sights[0].around
    if not around:
        return ""
    # A page on a screen is told of as the screen, which is what somebody can turn off.
    holder = next((outer for outer in around if outer.kind == "screen"), around[0])
    place = scene.place(holder)
    return capitalised(kind_noun(holder.kind).one) + (f", {place}," if place else "")


def _after_comma(place: str | None) -> str:
    return f", {place}" if place else ""


def _shared_holder(sights: Sequence[Sight]) -> Finding | None:
    nearest = {sight.around[0].number if sight.around else None for sight in sights}
    return sights[0].around[0] if len(nearest) == 1 and sights[0].around else None


def _shown(sights: Sequence[Sight]) -> str:
    """What may be shown of the text: only what its finder left unmasked on purpose."""
    texts = dict.fromkeys(sight.match.text.masked for sight in sights if sight.match is not None)
    if any("*" in text for text in texts):
        return ""
    return listed([text for text in texts if text])


def not_checked(problem: Problem) -> str:
    """Say which part failed, and how."""
    return f"“{problem.stage}” could not be checked: {problem.message}"
