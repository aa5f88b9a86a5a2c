"""People's names: behind a title, a label or a greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "name"

_WORD: Final = r"(?:(?:Mc|Mac|O'|D'|de |van |von |al-|El-)?[A-Z][a-z']+(?:-[A-Z][a-z]+)?|[A-Z]\.?)"
_SHOUTED: Final = r"[A-Z][A-Z'-]+"
_FULL: Final = rf"(?:{_WORD}(?: {_WORD}){{1,3}}|{_SHOUTED}(?: {_SHOUTED}){{1,3}})"
_ANY: Final = rf"(?:{_WORD}(?: {_WORD}){{0,3}}|{_SHOUTED}(?: {_SHOUTED}){{0,3}})"
TITLED: Final = re.compile(
    r"(?<![^\W_])(?:M(?:r|rs|s|x)|Miss|Master|Dr|Prof(?:essor)?|Cllr|Councillor|Rev(?:erend)?|Sir|Dame|Lord|Lady|Sgt"
    r"|PC|Nurse|MRS?|MS|MISS|DR|CLLR|PROF|REV)\.? "
    rf"(?:and M(?:r|rs|s|x)\.? )?{_ANY}(?![^\W_])"
)
LABELLED: Final = re.compile(
    r"(?<![^\W_])(?i:(?:full|first|last|sur|fore|given|middle|family|maiden|your|child'?s?|pupil'?s?|patient'?s?"
    r"|applicant'?s?|customer'?s?"
    r"|tenant'?s?|client'?s?|staff|employee|contact|display)?\s*name(?:s|\(s\))?|patient|applicant|tenant|claimant"
    r"|surname|forenames?"
    r"|next\s+of\s+kin|attention|attn|f\.?a\.?o\.?|signed(?:\s+by)?|prepared\s+by|author|interviewer|case\s?worker"
    r"|account\s+holder)"
    rf"\s*[:=-]\s*({_ANY})(?![^\W_])"
)
GREETING: Final = re.compile(rf"^(?:Dear|Hi|Hello) ({_ANY}),?$")
GOODBYE: Final = re.compile(
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many)?\s*regards|yours\s+(?:sincerely|faithfully|truly)|best\s+wishes"
    r"|many\s+thanks|sincerely)[ ,.]*",
    re.IGNORECASE,
)
PERSON: Final = re.compile(rf"{_FULL}[,.]?")
# Makers and shops that go by a title.
BRANDS: Final = re.compile(
    r"(?:Dr\.? (?:Martens?|Pepper|Oetker|Who)|M(?:r|rs)\.? (?:Kipling|Muscle|Sheen|Men|Bean|Potato|Freeze|Happy"
    r"|Whippy)|Lady (?:Gaga|Bird)"
    r"|Sir or Madam|Lord Mayor|Miss (?:You|Out|This|It))",
    re.IGNORECASE,
)
# A badge has a name over what the person does.
ROLE: Final = re.compile(
    r"\b(?:officer|manager|assistant|adviser|advisor|director|engineer|nurse|teacher|technician|administrator"
    r"|co-?ordinator|clerk|warden"
    r"|social\s+worker|support\s+worker|surveyor|planner|apprentice|accountant|solicitor|councillor|consultant"
    r"|executive|inspector|driver"
    r"|receptionist|secretary|supervisor|team\s+leader|analyst|developer|volunteer|visitor|contractor|caretaker"
    r"|doctor|therapist)s?\b",
    re.IGNORECASE,
)
LONGEST_ROLE: Final = 32
NOT_ON_A_BADGE: Final = re.compile(
    rf"{ROLE.pattern}|\b(?:council|staff|department|team|service|services|office|unit|centre|county|district|borough"
    rf"|city|housing|group|ltd"
    r"|limited|plc|visitor|company|trust|nhs|university|college|school|hospital|street|road|park)\b",
    re.IGNORECASE,
)
NOT_A_PERSON: Final = re.compile(
    r"(?:sir|madam|all|colleagues?|resident|customer|parents?|occupier|everyone|team|there|sirs|neighbour|tenant"
    r"|friends?|of|the|and)\b",
    re.IGNORECASE,
)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Mrs Siobhan Pritchard", "Mrs Siobhan Pritchard"),
        ("Cllr A. Example", "Cllr A. Example"),
        ("Name: Eleri Nowak", "Eleri Nowak"),
        ("Dear Siobhan", "Siobhan"),
        ("Dear Mr Hartley,", "Mr Hartley"),
        ("Kind regards\nGrace Nowak", "Grace Nowak"),
        ("Yours sincerely,\nG. Nowak", "G. Nowak"),
        ("MR KWAME THORNLEY", "MR KWAME THORNLEY"),
        ("Surname: NOWAK", "NOWAK"),
        ("COUNTY STAFF\nEleri Nowak\nHousing Officer", "Eleri Nowak"),
        ("Patient: Zofia O'Brien-Smith", "Zofia O'Brien-Smith"),
    ),
    left_alone=(
        "Dr Pepper",
        "Mr Kipling cakes",
        "Dear Sir or Madam",
        "Dear Resident",
        "Kind regards\nHousing team",
        "Miss you all",
        "Name:",
        "Housing Department\nHousing Officer",
        "Traffic Warden\nParking Officer",
        "High Street",
        "Name of the park",
        "Lord Mayor",
        "Kind regards",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find names that something beside them says are names."""
    for found in TITLED.finditer(passage.text):
        if not BRANDS.match(found.group()):
            yield Sighting.at(PATTERN, *found.span(), 0.8)
    for found in LABELLED.finditer(passage.text):
        if not NOT_A_PERSON.match(found[1]):
            yield Sighting.at(PATTERN, *found.span(1), 0.75)
    for cell in passage.cells:
        greeting = GREETING.match(cell.text.strip())
        if greeting and not NOT_A_PERSON.match(greeting[1]) and not TITLED.match(greeting[1]):
            start = cell.start + cell.text.index(greeting[1])
            yield Sighting.at(PATTERN, start, start + len(greeting[1]), 0.7)
        below = passage.below(cell) if GOODBYE.fullmatch(cell.text.strip()) else None
        if below is not None and PERSON.fullmatch(below.text.strip()) and not ROLE.search(below.text):
            yield Sighting.at(PATTERN, below.start, below.end, 0.7)
        above = passage.above(cell) if len(cell.text) <= LONGEST_ROLE and ROLE.search(cell.text) else None
        if above is not None and PERSON.fullmatch(above.text.strip()) and not NOT_ON_A_BADGE.search(above.text):
            yield Sighting.at(PATTERN, above.start, above.end, 0.65)
