"""Say what to do with a photo, from its report and a policy alone: pure, so it can be explained.

A verdict is the highest decision that any rule gives. Four laws hold, and tests/policy/test_laws.py tries
to break them: one more finding never makes a verdict more lenient; nor does a higher confidence; nor does
a consent that is withdrawn, expired or narrowed; and a problem always gives `not-checked`. What people decided
after looking (`report.rulings`) lowers what the policy lets it lower, for that one thing and as long as it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import PurePath
from typing import Final

from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision, Problem, Reason, Sensitivity, Verdict
from photocheck.policy.consent_sentences import consent_given, consent_needed
from photocheck.policy.opinions import reasons_for
from photocheck.policy.rules import Policy, Rule
from photocheck.policy.ruling import Ruled, reasons_of_people
from photocheck.policy.scene import Scene, Sight
from photocheck.policy.sentences import not_checked

__all__ = ["judge", "judged"]

# The rules that stand in no policy, as reasons name them.
FAILED: Final = "could-not-be-checked"
TABLE: Final = "audience"

NOT_OPENED: Final = Problem("open", "The photo was not opened.")


def judged(report: PhotoReport, policy: Policy, audience: str, channel: str) -> PhotoReport:
    """The report with its verdicts: the one that was asked for, then the other audiences on the same channel.

    Raises UsageError for an audience or channel that the policy does not know.
    """
    policy.check(audience, channel)
    scene = Scene.of(report)
    # Most rules hold for every audience, and say the same of the photo whoever gets it.
    said: dict[tuple[bool, ...], _Said] = {}
    verdicts = []
    for name in dict.fromkeys((audience, *policy.audiences)):
        holding = _holding(policy, name, channel)
        if holding not in said:
            said[holding] = _Said.of(report, scene, policy, list(compress(policy.rules, holding)))
        verdicts.append(_verdict(report, scene, policy, said[holding], (name, channel)))
    return replace(report, verdicts=tuple(verdicts), versions=replace(report.versions, policy=policy.label))


def judge(report: PhotoReport, policy: Policy, audience: str, channel: str) -> Verdict:
    """Say what to do with a photo for this audience on this channel, and why.

    Looks at the report's findings, problems, consent and size only. Raises UsageError for an audience
    or channel that the policy does not know.
    """
    policy.check(audience, channel)
    scene = Scene.of(report)
    rules = list(compress(policy.rules, _holding(policy, audience, channel)))
    return _verdict(report, scene, policy, _Said.of(report, scene, policy, rules), (audience, channel))


@dataclass(frozen=True, slots=True)
class _Said:
    """What some rules say of a photo, before anybody's consent is counted.

    `decision` is the strictest opinion, `people` are those whom the rules called `asking` need consent of.
    """

    decision: Decision
    before: tuple[Reason, ...]
    after: tuple[Reason, ...]
    asking: tuple[Rule, ...]
    people: tuple[Sight, ...]

    @classmethod
    def of(cls, report: PhotoReport, scene: Scene, policy: Policy, rules: Sequence[Rule]) -> _Said:
        ruled = Ruled(report.rulings, policy.lowering)
        spoken = [opinion for sight in scene.sights for opinion in ruled.standing(sight, _speaking(sight, rules))]
        asking = tuple(rule for rule in rules if rule.about_people)
        return cls(
            max((opinion.decision for opinion in spoken), default=Decision.SHARE),
            tuple(_problems(report)),
            (*reasons_for(spoken, scene), *reasons_of_people(report, scene, ruled)),
            asking,
            tuple(sight for sight in scene.sights if any(_speaks_of(rule, sight) for rule in asking)),
        )


def _verdict(report: PhotoReport, scene: Scene, policy: Policy, said: _Said, whither: tuple[str, str]) -> Verdict:
    audience, channel = whither
    reasons = [*said.before, *_people(report, scene, said, policy, whither), *said.after]
    # Reasons leave out what another explains; the decision leaves out nothing.
    found = max((reason.decision for reason in reasons), default=Decision.SHARE)
    found = max(found, said.decision)
    reasons += _base(policy, audience, channel)
    return Verdict(
        audience,
        channel,
        decision=max(found, policy.base(audience, channel)),
        sensitivity=Sensitivity.SENSITIVE if found.needs_attention else Sensitivity.NON_SENSITIVE,
        reasons=tuple(sorted(reasons, key=_strictest_first)),
        contact=policy.contact,
    )


def _strictest_first(reason: Reason) -> tuple[int, float]:
    return (-reason.decision.rank, min(reason.findings, default=float("inf")))


def _problems(report: PhotoReport) -> list[Reason]:
    problems = report.problems
    if not problems and report.width is None:
        problems = (NOT_OPENED,)
    return [Reason(FAILED, not_checked(problem), Decision.NOT_CHECKED) for problem in problems]


def _base(policy: Policy, audience: str, channel: str) -> list[Reason]:
    """Why even a photo with nothing in it may not simply be sent, where that is so."""
    decision = policy.base(audience, channel)
    if decision is Decision.SHARE:
        return []
    template = policy.table_texts.get(decision, "To {audience} {channel}: {decision}.")
    words = {"audience": policy.audiences[audience], "channel": policy.channels[channel], "decision": decision.value}
    return [Reason(TABLE, template.format_map(words), decision)]


def _holding(policy: Policy, audience: str, channel: str) -> tuple[bool, ...]:
    """Which of the policy's rules hold for this audience on this channel."""
    return tuple(_holds(rule, audience, channel) for rule in policy.rules)


def _holds(rule: Rule, audience: str, channel: str) -> bool:
    return (not rule.audiences or audience in rule.audiences) and (not rule.channels or channel in rule.channels)


def _speaks_of(rule: Rule, sight: Sight) -> bool:
    about = (
        sight.match is None and sight.finding.kind in rule.kinds
        if not rule.patterns
        else sight.match is not None
        and sight.match.pattern in rule.patterns
        and (not rule.kinds or sight.finding.kind in rule.kinds)
    )
    return (
        about
        and sight.confidence >= rule.min_confidence
        and rule.min_size <= sight.size
        and (rule.max_size is None or sight.size < rule.max_size)
        and (not rule.inside or any(holder.kind in rule.inside for holder in sight.around))
    )


def _speaking(sight: Sight, rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if _speaks_of(rule, sight)]


def _people(
    report: PhotoReport, scene: Scene, said: _Said, policy: Policy, whither: tuple[str, str]
) -> Iterable[Reason]:
    """Count who can be recognised against the consent on file for this audience on this channel."""
    people = said.people
    if not people:
        return
    audience, channel = whither
    covered = report.consent.people_covered(audience, channel, [sight.finding for sight in people])
    found = tuple(sight.finding.number for sight in people)
    name = said.asking[0].name
    if covered >= len(people):
        yield Reason(name, consent_given(people, report.consent, whither), Decision.SHARE, found)
        return
    forms = policy.consent_forms
    text = consent_needed(people, covered, report.consent, whither, scene)
    name_of_photo = PurePath(report.source).name
    links = [form.filled(photo=name_of_photo) for form in forms]
    others = [f"{form.council} has its form at {url}." for form, url in zip(forms[1:], links[1:], strict=True)]
    yield Reason(name, " ".join([text, *others]), Decision.GET_CONSENT, found, links[0] if links else None)
