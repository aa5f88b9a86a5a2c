"""From outcomes to figures: recall, false alarms, facts read, photos stopped, speed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from photocheck.domain.verdicts import Decision
from photocheck.evaluate.facts import is_read, is_recognised, is_strong
from photocheck.evaluate.figures import BANDS, Band, FactFigures, KindFigures, PhotoFigures, SetFigures, Speed
from photocheck.evaluate.kinds import Measured, measured_kinds
from photocheck.evaluate.labels import Truth
from photocheck.evaluate.outcomes import Outcome
from photocheck.evaluate.surfaces import measure_surfaces

__all__ = ["measure"]


def measure(name: str, outcomes: Sequence[Outcome]) -> SetFigures:
    """Sum up what happened to the photos of one set.

    A photo that could not be checked counts: what is in it was missed, and it vouches for no absence of
    false alarms.
    """
    kinds = measured_kinds([finding for outcome in outcomes for finding in outcome.findings])
    known = {label for measured in kinds for label in (*measured.labels, *measured.spared)}
    with_facts = [outcome for outcome in outcomes if outcome.photo.readable and outcome.photo.facts]
    to_stop = [outcome for outcome in outcomes if _must_be_stopped(outcome)]
    undecodable = [outcome for outcome in outcomes if not outcome.photo.decodable]
    seconds = [outcome.seconds for outcome in outcomes]
    return SetFigures(
        name=name,
        photos=tuple(_photo(outcome, kinds) for outcome in outcomes),
        kinds=tuple(figures for measured in kinds if _tells(figures := _kind(measured, outcomes))),
        surfaces=measure_surfaces(outcomes),
        facts=_facts(outcomes),
        decisions=_decisions(outcomes),
        with_facts=len(with_facts),
        with_facts_stopped=sum(outcome.stopped for outcome in with_facts),
        to_stop=len(to_stop),
        stopped=sum(outcome.stopped for outcome in to_stop),
        undecodable=len(undecodable),
        undecodable_clean=sum(not outcome.report.decision.needs_attention for outcome in undecodable),
        not_looked_for=Counter(
            truth.kind for outcome in outcomes for truth in outcome.photo.truth if truth.kind not in known
        ),
        speed=Speed.of(seconds, sum(outcome.megapixels for outcome in outcomes)) if seconds else None,
        stages_ms=_stages(outcomes),
    )


def _must_be_stopped(outcome: Outcome) -> bool:
    return outcome.photo.readable and any(is_strong(fact.pattern) for fact in outcome.photo.facts)


def _kind(measured: Measured, outcomes: Sequence[Outcome]) -> KindFigures:
    pairings = [(outcome, outcome.pairing(measured)) for outcome in outcomes]
    unplaced = [outcome.unplaced(measured) for outcome in outcomes]
    hits = [truth for _, pairing in pairings for truth, _ in pairing.hits]
    misses = [truth for _, pairing in pairings for truth in pairing.misses]
    complete = [pairing for outcome, pairing in pairings if outcome.checked and measured.is_complete(outcome.photo)]
    read = [
        is_read(truth.text, outcome.text)
        for outcome in outcomes
        for truth in measured.truths(outcome.photo)
        if truth.text is not None and not truth.ignore
    ]
    found_unplaced = sum(len(found) for found, _ in unplaced)
    return KindFigures(
        kind=measured.kind,
        labelled=len(hits) + len(misses) + found_unplaced + sum(len(missed) for _, missed in unplaced),
        found=len(hits) + found_unplaced,
        bands=tuple(_band(smallest, largest, hits, misses) for smallest, largest in BANDS),
        texts=len(read),
        texts_read=sum(read),
        complete_photos=len(complete),
        false_alarms=sum(len(pairing.false_alarms) for pairing in complete),
        photos_with_false_alarm=sum(bool(pairing.false_alarms) for pairing in complete),
    )


def _tells(figures: KindFigures) -> bool:
    """Whether the set has anything to say about this kind."""
    return bool(figures.labelled or figures.complete_photos)


def _band(smallest: float, largest: float, hits: Sequence[Truth], misses: Sequence[Truth]) -> Band:
    found = sum(smallest <= _size(truth) < largest for truth in hits)
    return Band(smallest, largest, found + sum(smallest <= _size(truth) < largest for truth in misses), found)


def _size(truth: Truth) -> float:
    return 0.0 if truth.box is None else min(truth.box.width, truth.box.height)


def _facts(outcomes: Sequence[Outcome]) -> tuple[FactFigures, ...]:
    """All facts together, those that must be stopped, and then each pattern by itself."""
    patterns = sorted({fact.pattern for outcome in outcomes for fact in outcome.photo.facts})
    if not patterns:
        return ()
    strong = frozenset(pattern for pattern in patterns if is_strong(pattern))
    groups = {"all": frozenset(patterns), "strong": strong, **{pattern: frozenset({pattern}) for pattern in patterns}}
    return tuple(_fact_figures(name, members, outcomes) for name, members in groups.items())


def _fact_figures(name: str, members: frozenset[str], outcomes: Sequence[Outcome]) -> FactFigures:
    facts = [
        (outcome.photo.readable, is_read(fact.text, outcome.text), is_recognised(fact, outcome.report.findings))
        for outcome in outcomes
        for fact in outcome.photo.facts
        if fact.pattern in members
    ]
    readable = [fact for fact in facts if fact[0]]
    return FactFigures(
        pattern=name,
        facts=len(facts),
        read=sum(read for _, read, _ in facts),
        recognised=sum(recognised for _, _, recognised in facts),
        readable=len(readable),
        readable_read=sum(read for _, read, _ in readable),
        readable_recognised=sum(recognised for _, _, recognised in readable),
    )


def _photo(outcome: Outcome, kinds: Sequence[Measured]) -> PhotoFigures:
    missed: dict[str, int] = {}
    false_alarms: dict[str, int] = {}
    for measured in kinds:
        pairing = outcome.pairing(measured)
        if count := len(pairing.misses) + len(outcome.unplaced(measured)[1]):
            missed[measured.kind] = count
        if pairing.false_alarms and measured.is_complete(outcome.photo):
            false_alarms[measured.kind] = len(pairing.false_alarms)
    facts = outcome.photo.facts if outcome.photo.readable else ()
    return PhotoFigures(
        file=outcome.photo.file,
        decision=outcome.report.decision.value,
        seconds=round(outcome.seconds, 3),
        missed=missed,
        false_alarms=false_alarms,
        unread=tuple(fact.pattern for fact in facts if not is_read(fact.text, outcome.text)),
        problems=outcome.problems,
    )


def _decisions(outcomes: Sequence[Outcome]) -> dict[str, int]:
    counts = Counter(outcome.report.decision for outcome in outcomes)
    return {decision.value: counts[decision] for decision in Decision if counts[decision]}


def _stages(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Milliseconds that each stage took on all photos together."""
    total: Counter[str] = Counter()
    for outcome in outcomes:
        for stage, milliseconds in outcome.report.timings_ms.items():
            total[stage] += milliseconds  # type: ignore[assignment]  # Counter adds any numbers
    return dict(total)
