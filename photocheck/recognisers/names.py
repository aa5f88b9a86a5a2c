"""People's names: behind a title, a label or a greeting, over a role on a badge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label, one_of
from photocheck.recognisers.passage import Cell, Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "name"

# Letters with and without accents, of all languages that are written in Latin letters; Welsh has some further up.
_LATIN: Final = "".join(map(chr, (*range(0xC0, 0x180), *range(0x1E80, 0x1E86), 0x1EF2, 0x1EF3)))
_UP: Final = f"[A-Z{''.join(letter for letter in _LATIN if letter.isupper())}]"
_LOW: Final = f"[a-z{''.join(letter for letter in _LATIN if letter.islower())}]"
_INITIAL: Final = rf"{_UP}\.?(?![^\W\d_]|')"
_LONG: Final = rf"(?:Mc|Mac|O'|D'|de |van |von |al-|El-)?{_UP}'?{_LOW}+(?:-{_UP}{_LOW}+)?"
_WORD: Final = rf"(?:{_LONG}|{_INITIAL})"
_SHOUTED: Final = rf"{_UP}(?:{_UP}|['-])*{_UP}"
_FULL: Final = rf"(?:{_WORD}(?: {_WORD}){{1,3}}|{_SHOUTED}(?: {_SHOUTED}){{1,3}})"
_ANY: Final = rf"(?:(?:{_INITIAL} ?){{0,3}}{_LONG}(?: {_WORD}){{0,3}}|{_SHOUTED}(?: {_SHOUTED}){{0,3}})"
_TITLE: Final = one_of(
    "M(?:r|rs|s|x|R|RS|S|X)", "Miss", "MISS", "Master", "D[rR]", "Prof(?:essor)?", "PROF", "Cllr", "CLLR",
    "Councillor", "Rev(?:erend)?", "REV", "Sir", "Dame", "Lord", "Lady", "Sgt", "PC", "Nurse",
)  # fmt: skip
# A reader may leave out the space behind a title: "MrsA".
TITLED: Final = re.compile(
    rf"(?<!\w){_TITLE}(?:\.? |\.|(?<=[a-z])(?=[A-Z][a-z]))(?:(?:and|&) {_TITLE}\.? )?{_ANY}(?!\w)"
)
# "Customer number" and "Patient ID" name no person.
_NO_NUMBER: Final = "(?! ?(?:id|no|num|number|ref|code|type))"
LABEL: Final = Label(
    r"(?:full|first|last|sur|fore|given|middle|family|maiden|your|staff|employee|contact|display)? ?name(?:s|\(s\))?",
    rf"(?:child|pupil|patient|applicant|customer|tenant|client|claimant|resident)(?:'?s)?(?: name)?{_NO_NUMBER}",
    "next of kin", "attention", "attn", r"f\.?a\.?o\.?", "signed(?: by)?", "prepared by", "author", "interviewer",
    "case ?worker", "account holder", "surname", "fore ?names?", "assigned to", "social worker",
)  # fmt: skip
# These name somebody in the same line only: under "Bill to" stands a company.
ADDRESSED: Final = Label("from", "to", "cc", "contact")
CANDIDATE: Final = re.compile(rf"(?<!\w){_ANY}(?!\w)")
SIGN_BEFORE: Final = re.compile(r"[:=-]\s*$")
GREETING: Final = re.compile(rf"(?:Dear|Hi|Hello|Hey) ({_ANY})[,.!]?")
GOODBYE: Final = re.compile(
    one_of(
        "(?:kind(?:est)? |best |warm(?:est)? |many )?regards", "yours (?:sincerely|faithfully|truly)", "best wishes",
        "many thanks", "sincerely", "cheers",
    )
    + r"[ ,.]*",
    re.IGNORECASE,
)  # fmt: skip
PERSON: Final = re.compile(rf"{_FULL}[,.]?")
# Makers and shops that go by a title, and offices.
BRANDS: Final = re.compile(
    one_of(
        r"Dr\.? (?:Martens?|Pepper|Oetker|Who)",
        r"M(?:r|rs)\.? (?:Kipling|Muscle|Sheen|Men|Bean|Potato|Freeze|Happy|Whippy|President|Chairman)",
        "Lady (?:Gaga|Bird)", "Sir or Madam", "Lord Mayor", "Miss (?:You|Out|This|It)", r"MR\.? D\.? ?I\.? ?Y",
    ),
    re.IGNORECASE,
)  # fmt: skip
_ROLE: Final = one_of(
    "officer", "manager", "assistant", "advis[eo]r", "director", "engineer", "nurse", "teacher", "technician",
    "administrator", "co-?ordinator", "clerk", "warden", "(?:social|support|youth|care) worker", "surveyor",
    "planner", "apprentice", "accountant", "solicitor", "councillor", "consultant", "executive", "inspector",
    "driver", "receptionist", "secretary", "supervisor", "(?:team )?leader", "analyst", "developer", "volunteer",
    "visitor", "contractor", "caretaker", "doctor", "therapist", "operative", "cleaner", "librarian",
    "head of [a-z]+",
)  # fmt: skip
# A badge is one person's: what is for all visitors, or asks for one, is a sign.
ROLE: Final = re.compile(
    rf"(?!.*\b(?:for|our|your|all|any|ask|we|you|no|only|welcome|please)\b).*\b{_ROLE}\b", re.IGNORECASE
)
LONGEST_ROLE: Final = 32
NOT_A_PERSON: Final = re.compile(
    r"\b"
    + one_of(
        _ROLE,
        "sir", "madam", "all", "colleagues?", "residents?", "customers?", "parents?", "occupier", "everyone", "team",
        "there", "sirs", "neighbours?", "tenants?", "friends?", "of", "the", "and", "council", "staff", "department",
        "services?", "office", "unit", "centre", "county", "district", "borough", "city", "housing", "group", "ltd",
        "limited", "plc", "company", "corporation", "trust", "nhs", "university", "college", "school",
        "hospital", "street", "road", "park", "lane", "close", "number", "date", "address", "id", "name", "no",
        "new", "job", "title", "birth", "free", "wi-?fi", "welcome", "open(?:ing)?", "please", "push", "pull",
    )
    + r"s?\b",
    re.IGNORECASE,
)  # fmt: skip

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Mrs Siobhan Pritchard", "Mrs Siobhan Pritchard"),
        ("MrsSiobhan Pritchard", "MrsSiobhan Pritchard"),
        ("Mr & Mrs Nowak", "Mr & Mrs Nowak"),
        ("Cllr A. Example", "Cllr A. Example"),
        ("Name: Eleri Nowak", "Eleri Nowak"),
        ("Name: Si\u00e2n \u0141ukaszewska", "Si\u00e2n \u0141ukaszewska"),
        ("Name: T\u0175m \u0176nys-Ll\u0177r", "T\u0175m \u0176nys-Ll\u0177r"),
        ("Name\tEleri Nowak", "Eleri Nowak"),
        ("Name\tRoom\nEleri Nowak\t4", "Eleri Nowak"),
        ("Dear Siobhan", "Siobhan"),
        ("Dear Mr Hartley,", "Mr Hartley"),
        ("Kind regards\nGrace Nowak", "Grace Nowak"),
        ("Yours sincerely,\nG. Nowak", "G. Nowak"),
        ("MR KWAME THORNLEY", "MR KWAME THORNLEY"),
        ("Surname: NOWAK", "NOWAK"),
        ("From: Grace Nowak", "Grace Nowak"),
        ("COUNTY STAFF\nEleri Nowak\nHousing Officer", "Eleri Nowak"),
        ("Patient: Zofia O'Brien-Smith", "Zofia O'Brien-Smith"),
        ("Eleri Nowak\nAssistant to the Director", "Eleri Nowak"),
        ("Eleri Nowak\nvisitor", "Eleri Nowak"),
    ),
    left_alone=(
        "Dr Pepper",
        "Mr Kipling cakes",
        "MR. D.I.Y. (M) SDN BHD",
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
        "CUSTOMER NAME: MICROSOFT CORPORATION",
        "From: 10 May",
        "Bill to:\nContoso Finance",
        "CUSTOMER ID: CID-12345",
        "DRIVE",
        "Dr. X",
        "Msg Received",
        "Free Wi-Fi\nfor visitors of the library",
        "Free Wi-Fi\nVisitor",
        "Coffee Morning\nfor every volunteer",
        "Summer Fair\nVisitors welcome",
        "Ring Bell\nfor our receptionist",
        "Quiet Zone\nAsk a librarian",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find names that something beside them says are names."""
    for found in TITLED.finditer(passage.text):
        if not BRANDS.match(passage.text, found.start()):
            yield Sighting.at(PATTERN, *found.span(), 0.8)
    for cell in passage.cells:
        yield from _labelled(passage, cell)
        yield from _greeted(cell)
        yield from _beside(passage, cell)


def _labelled(passage: Passage, cell: Cell) -> Iterator[Sighting]:
    """Names behind a label and a sign, and names that have their line or column for themselves."""
    alone = PERSON.fullmatch(cell.text.strip()) is not None
    for found in CANDIDATE.finditer(cell.text):
        start, end = cell.start + found.start(), cell.start + found.end()
        announced = SIGN_BEFORE.search(cell.text[: found.start()]) is not None
        if not (alone or announced) or NOT_A_PERSON.search(found.group()):
            continue
        in_the_row = LABEL.is_before(passage, start) or (announced and ADDRESSED.is_before(passage, start))
        if in_the_row or (alone and LABEL.names(passage, start, end)):
            yield Sighting.at(PATTERN, start, end, 0.75)


def _greeted(cell: Cell) -> Iterator[Sighting]:
    greeting = GREETING.fullmatch(cell.text.strip())
    if greeting and not NOT_A_PERSON.search(greeting[1]) and not TITLED.match(greeting[1]):
        start = cell.start + cell.text.index(greeting[1])
        yield Sighting.at(PATTERN, start, start + len(greeting[1]), 0.7)


def _beside(passage: Passage, cell: Cell) -> Iterator[Sighting]:
    """Names under the end of a letter, and over a role on a badge."""
    if GOODBYE.fullmatch(cell.text.strip()):
        other, confidence = passage.below(cell), 0.7
    elif len(cell.text) <= LONGEST_ROLE and ROLE.match(cell.text.strip()):
        other, confidence = passage.above(cell), 0.65
    else:
        return
    if other is not None and PERSON.fullmatch(other.text.strip()) and not NOT_A_PERSON.search(other.text):
        yield Sighting.at(PATTERN, *other.span, confidence)
