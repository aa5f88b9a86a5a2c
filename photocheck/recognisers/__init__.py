"""Text that was read in, personal data out: one file, one recogniser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from photocheck.domain.findings import Finding, Match
from photocheck.domain.text import ReadText
from photocheck.plugins import other_recognisers
from photocheck.recognisers import (
    addresses,
    bank_accounts,
    birth_dates,
    credentials,
    driving_licences,
    emails,
    ibans,
    machine_readable,
    markings,
    names,
    national_insurance,
    nhs_numbers,
    number_plates,
    passports,
    payment_cards,
    phones,
    postcodes,
    pupil_numbers,
    running_names,
    tax_references,
)
from photocheck.recognisers.interface import Recogniser, Sighting
from photocheck.recognisers.layout import passages
from photocheck.recognisers.passage import Passage
from photocheck.recognisers.running_names import models

__all__ = ["RECOGNISERS", "models", "recognise"]

RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    nhs_numbers.recognise,
    national_insurance.recognise,
    tax_references.recognise,
    pupil_numbers.recognise,
    driving_licences.recognise,
    postcodes.recognise,
    addresses.recognise,
    number_plates.recognise,
    passports.recognise,
    machine_readable.recognise,
    phones.recognise,
    emails.recognise,
    birth_dates.recognise,
    bank_accounts.recognise,
    ibans.recognise,
    payment_cards.recognise,
    credentials.recognise,
    markings.recognise,
    names.recognise,
    running_names.recognise,
)


def recognise(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, those with text told what personal data was recognised in it.

    Raises whatever a recogniser of another package raises: a part that failed must not pass for a clean photo.
    """
    matches: dict[int, list[Match]] = defaultdict(list)
    for passage in passages(findings):
        for sighting in _seen(passage):
            for key, match in _matches(sighting, passage):
                if match not in matches[key]:
                    matches[key].append(match)
    return [
        replace(finding, matches=(*finding.matches, *matches[index])) if matches[index] else finding
        for index, finding in enumerate(findings)
    ]


def _seen(passage: Passage) -> list[Sighting]:
    """What all recognisers see, without what a surer sighting of the same pattern holds already."""
    seen = [sighting for recogniser in (*RECOGNISERS, *_of_other_packages()) for sighting in recogniser(passage)]
    kept: list[Sighting] = []
    for sighting in sorted(seen, key=lambda sighting: -sighting.confidence):
        if not any(sighting.lies_in(other) for other in kept):
            kept.append(sighting)
    return sorted(kept, key=seen.index)


@cache
def _of_other_packages() -> tuple[Recogniser, ...]:
    return tuple(plugin.load() for plugin in other_recognisers())


def _matches(sighting: Sighting, passage: Passage) -> Iterator[tuple[int, Match]]:
    """Give every line that a sighting stands on its part of it, as it was read."""
    for whole in sighting.parts:
        for start, end in passage.parts(*whole):
            cell = passage.cell_at(start)
            part = cell.read[start - cell.start : end - cell.start].strip()
            if part:
                secret = ReadText.secret(part, sighting.keep)
                text = secret if sighting.shown is None else ReadText(sighting.shown, part)
                yield cell.key, Match(sighting.pattern, text, sighting.confidence)
