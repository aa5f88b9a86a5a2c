"""What a policy is: who may get what, and the rules that say what to do about what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Final
from urllib.parse import quote

from photocheck.domain.verdicts import Decision
from photocheck.errors import UsageError

__all__ = [
    "FIELDS",
    "FORM_FIELDS",
    "LOWERABLE",
    "ConsentForm",
    "Lowering",
    "Matching",
    "Policy",
    "Rule",
    "unknown_fields",
]

FACE: Final = "face"
# What a rule's own sentence may name in braces.
FIELDS: Final = ("what", "What", "where", "shown", "numbers", "count")
# What the link of a consent form may name in braces.
FORM_FIELDS: Final = ("reference", "photo", "event")
# What somebody's decision may lower at most. Consent is asked for, never decided; a marking or a rule that forbids
# sharing is somebody else's word.
LOWERABLE: Final = (Decision.LOOK, Decision.HIDE)


def unknown_fields(text: str, fields: Sequence[str] = FIELDS) -> list[str]:
    """What stands in braces in a sentence and means nothing there; raises ValueError for a lone brace."""
    named = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    return [field for field in named if field not in fields]


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do about things of some kinds, or about some patterns in what was read.

    A rule with `kinds` alone speaks of the thing itself; with `patterns` alone, of what was recognised
    in any text; with both, of what was recognised in things of these kinds. The other fields narrow it,
    and an empty one does not: `inside` names kinds of objects that it has to lie on, `audiences` and
    `channels` where the rule holds, `min_size` and `max_size` the longer side of its box in pixels
    (from min_size up to but not including max_size). `min_confidence` is compared with the confidence
    of the match, or of the finding where the rule speaks of the thing itself. `text` is the sentence
    that explains it, `text_many` the one for several; without them photocheck finds its own words.

    Raises ValueError for a rule that would make a verdict more lenient as more is known, and for a sentence that
    names what there is not.
    """

    name: str
    decision: Decision
    kinds: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    min_confidence: float = 0.0
    min_size: float = 0.0
    max_size: float | None = None
    text: str | None = None
    text_many: str | None = None

    def __post_init__(self) -> None:
        if not (self.kinds or self.patterns):
            raise ValueError(f"the rule {self.name!r} names neither kinds nor patterns")
        if self.may_give_less_than_look and (self.min_confidence or self.inside):
            raise ValueError(f"the rule {self.name!r} may not depend on a confidence or on what lies around")
        unknown = [field for text in (self.text, self.text_many) if text for field in unknown_fields(text)]
        if unknown:
            raise ValueError(f"the sentence of the rule {self.name!r} names {{{unknown[0]}}}, which is not known")

    @property
    def about_people(self) -> bool:
        """Whether consent on file can satisfy this rule: it asks consent for faces, and for nothing else."""
        return self.decision is Decision.GET_CONSENT and self.kinds == {FACE} and not self.patterns

    @property
    def may_give_less_than_look(self) -> bool:
        """Whether the rule can be more lenient than saying nothing, which gives `look`.

        Such a rule must not depend on a confidence or on an object around the finding: a finding that
        misses them falls to `look`, so knowing more would make the verdict more lenient.
        """
        return self.decision < Decision.LOOK or self.about_people


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """Where people give their consent, and whose form it is; the link may hold FORM_FIELDS in braces."""

    council: str
    url: str

    def filled(self, *, reference: str = "", photo: str = "", event: str = "") -> str:
        """The link with what is known put in, safe to stand in a web address."""
        return self.url.format(
            reference=quote(reference, safe=""), photo=quote(photo, safe=""), event=quote(event, safe="")
        )


@dataclass(frozen=True, slots=True)
class Matching:
    """Whether faces may be compared with those of people who agreed to it, and whether with those under 18 too."""

    allowed: bool = False
    under_18: bool = False


@dataclass(frozen=True, slots=True)
class Lowering:
    """What may be lowered where somebody decided that a thing is not sensitive: these decisions of any rule but some.

    Raises ValueError for decisions that cannot be lowered, and where `hide` can and `look` cannot: a rule that asks
    for more would then be more lenient.
    """

    decisions: frozenset[Decision] = frozenset()
    exceptions: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.decisions <= set(LOWERABLE) or self.decisions == {Decision.HIDE}:
            raise ValueError(f"a decision cannot lower {sorted(self.decisions)}")

    def allows(self, decision: Decision, rule: str | None) -> bool:
        """Whether what this rule says may be lowered; None is the rule for what no rule names."""
        return decision in self.decisions and rule not in self.exceptions


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may get which photos on which channel, and what has to be done first.

    `audiences` and `channels` map each name to the words for it. `table` gives, by channel and audience,
    the decision for a photo in which nothing sensitive was found; `table_texts` gives by decision the
    sentence that explains it, where one is needed ({audience} and {channel} are filled in). The first of
    `consent_forms` is linked. `fingerprint` is the sha256 of all the rest.
    """

    name: str
    version: str
    audiences: Mapping[str, str]
    channels: Mapping[str, str]
    table: Mapping[str, Mapping[str, Decision]]
    rules: tuple[Rule, ...]
    title: str = ""
    consent_forms: tuple[ConsentForm, ...] = ()
    contact: str | None = None
    questions: tuple[str, ...] = ()
    breach_steps: tuple[str, ...] = ()
    table_texts: Mapping[Decision, str] = field(default_factory=dict)
    people: Matching = Matching()
    lowering: Lowering = Lowering()
    fingerprint: str = ""

    @property
    def label(self) -> str:
        """Name and version, as reports show them: "whatsapp 0.2"."""
        return f"{self.name} {self.version}"

    @property
    def names_photos(self) -> bool:
        """Whether what is told of a photo may hold its file's name, which is never kept."""
        return any("{photo}" in form.url for form in self.consent_forms)

    def check(self, audience: str, channel: str) -> None:
        """Raise UsageError, naming what there is, where the policy does not know this audience or channel."""
        _check_known("audience", audience, self.audiences, self.name)
        _check_known("channel", channel, self.channels, self.name)

    def base(self, audience: str, channel: str) -> Decision:
        """The decision for a photo in which nothing sensitive was found."""
        return self.table[channel][audience]


def _check_known(what: str, name: str, known: Mapping[str, str], policy: str) -> None:
    if name not in known:
        raise UsageError(f"The policy “{policy}” knows no {what} “{name}”.", f"Choose from: {', '.join(known)}.")
