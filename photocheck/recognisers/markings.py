"""Protective markings of the Government Security Classifications, today's and older ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import one_of
from photocheck.recognisers.lookalikes import wrong_letters
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "PUBLIC_EXAMPLES", "recognise"]

PATTERN: Final = "marking"
PUBLIC: Final = "marking-public"

# The classification policy's handling instructions and descriptors, and those of its forerunners: they say who may
# see a page or what it is about.
_NARROWING: Final = one_of(
    r"(?:named )?recipients? only", r"(?:\w+ ){1,3}(?:eyes|use) only", "embargo(?:ed)?", "personal(?: data)?",
    "commercial", "legal(?: professional privilege)?", r"l\.?p\.?p", "locsen", "market(?: sensitive)?", "medical",
    "staff", "investigations?", "operations", "policy", "management", "hr", "contracts", "appointments", "honours",
    "visits", "internal", "limdis", "in confidence", "noforn", "handling instructions?",
)  # fmt: skip
_JOIN: Final = r"[^\w\n]{1,4}"
SENSITIVE: Final = re.compile(rf"(?<!\w)OFFICIAL[^\w\n]{{0,4}}SENSITIVE(?!\w)(?:{_JOIN}[A-Z][A-Z ,/&()-]{{2,60}})?")
SPOKEN: Final = re.compile(r"(?<!\w)official ?[-:] ?sensitive(?!\w)", re.IGNORECASE)
NARROWED: Final = re.compile(rf"(?<!\w)OFFICIAL{_JOIN}(?i:{_NARROWING})(?!\w)")
IN_CONFIDENCE: Final = re.compile(
    r"(?<!\w)"
    + one_of(
        "(?:STRICTLY )?PRIVATE (?:AND|&) CONFIDENTIAL", "STRICTLY (?:PRIVATE|CONFIDENTIAL)", "HIGHLY CONFIDENTIAL",
        "NHS CONFIDENTIAL", r"(?:COMMERCIAL|STAFF|MEDICAL|MANAGEMENT|POLICY|CLIENT)[ -]+IN[ -]+CONFIDENCE",
        "RECIPIENTS? ONLY", r"\w+ EYES ONLY", "HMG USE ONLY", "COMMERCIALLY SENSITIVE", "MARKET SENSITIVE",
        r"CONFIDENTIAL\s*[-:]\s*[A-Z]+", "TLP ?: ?(?:RED|AMBER)",
    )
    + r"(?!\w)"
)  # fmt: skip
# By themselves on a line, in capitals, perhaps with a descriptor.
ALONE: Final = re.compile(
    r"(?:(?:UK|NATO|EU)\s+)?(?:TOP\s?SECRET|SECRET|CONFIDENTIAL|RESTRICTED|PROTECT)"
    rf"(?:{_JOIN}(?i:{_NARROWING}))*[ .:*-]*"
)
# By themselves on a line or behind a label, written small.
TITLED: Final = re.compile(
    r"(?:.*(?:classification|marking|sensitivity)\W+)?(?:official\W{0,3}sensitive"
    r"|(?:strictly\s+)?(?:private\s+(?:and|&)\s+)?confidential)[ .:]*",
    re.IGNORECASE,
)
NAMES: Final = re.compile(
    r"(?P<official>official\W{0,4}sensitive)|top\s?secret|secret|confidential|restricted|protect|in[ -]+confidence",
    re.IGNORECASE,
)
DENIED: Final = re.compile(r"\b(?:not|non|un)[ -]*$", re.IGNORECASE)
RELEASED: Final = re.compile(rf"(?<!\w)(?:OFFICIAL{_JOIN})?FOR\s+PUBLIC\s+RELEASE(?!\w)")
WRITTEN: Final = ((SENSITIVE, 0.98), (SPOKEN, 0.9), (NARROWED, 0.9), (IN_CONFIDENCE, 0.9))
# A reader may get this many of the letters of the longest marking wrong.
WHOLE: Final = "OFFICIALSENSITIVE"
MOST_WRONG: Final = 5
# A line with fewer capitals is a sentence.
FEWEST_CAPITALS: Final = 8

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL SENSITIVE", "OFFICIAL SENSITIVE"),
        ("OFFICIAL \u2013 SENSITIVE", "OFFICIAL \u2013 SENSITIVE"),
        ("OFFICIAL: SENSITIVE", "OFFICIAL: SENSITIVE"),
        ("OFFICIAL-SENSITIVE: PERSONAL DATA", "OFFICIAL-SENSITIVE: PERSONAL DATA"),
        ("OFFICIAL-SENSITIVE [COMMERCIAL]", "OFFICIAL-SENSITIVE"),
        ("Official-Sensitive", "Official-Sensitive"),
        ("Official Sensitive", "Official Sensitive"),
        ("Classification: Official Sensitive", "Classification: Official Sensitive"),
        ("OFFICIALSENSITIVE", "OFFICIALSENSITIVE"),
        ("0FF1CIAL-S-NSITIVF", "0FF1CIAL-S-NSITIVF"),
        ("OPFICIAL-SENSITVE", "OPFICIAL-SENSITVE"),
        ("OFFICIAL - RECIPIENTS ONLY", "OFFICIAL - RECIPIENTS ONLY"),
        ("OFFICIAL - COMMERCIAL", "OFFICIAL - COMMERCIAL"),
        ("OFFICIAL // HMG USE ONLY", "OFFICIAL // HMG USE ONLY"),
        ("SECRET", "SECRET"),
        ("UK SECRET", "UK SECRET"),
        ("TOP SECRET", "TOP SECRET"),
        ("TOP SECRET - UK EYES ONLY", "TOP SECRET - UK EYES ONLY"),
        ("RESTRICTED", "RESTRICTED"),
        ("PROTECT - PERSONAL", "PROTECT - PERSONAL"),
        ("CONFIDENTIAL", "CONFIDENTIAL"),
        ("PRIVATE AND CONFIDENTIAL", "PRIVATE AND CONFIDENTIAL"),
        ("Private & Confidential", "Private & Confidential"),
        ("UK EYES ONLY", "UK EYES ONLY"),
        ("COMMERCIAL IN CONFIDENCE", "COMMERCIAL IN CONFIDENCE"),
        ("TLP:AMBER", "TLP:AMBER"),
    ),
    left_alone=(
        "OFFICIAL",
        "the official opening of the park",
        "Official supplier",
        "OFFICIAL OPENING",
        "OFFICIAL NON SENSITIVE",
        "OFFICIAL NON-SENSITIVE",
        "It is not OFFICIAL-SENSITIVE",
        "RESTRICTED AREA",
        "Victoria's SECRET",
        "PROTECT OUR PARKS",
        "SECRET GARDEN",
        "sensitive skin",
        "top secret recipe",
        "NOT PROTECTIVELY MARKED",
        "Your details stay confidential",
        "FOR PUBLIC RELEASE",
        "OFFICIAL MERCHANDISE",
        "an official, sensitive to the mood",
        "TLP:CLEAR",
    ),
)
PUBLIC_EXAMPLES: Final = Examples(
    PUBLIC,
    found=(
        ("OFFICIAL - FOR PUBLIC RELEASE", "OFFICIAL - FOR PUBLIC RELEASE"),
        ("FOR PUBLIC RELEASE", "FOR PUBLIC RELEASE"),
    ),
    left_alone=("public release of the film", "Released to the public"),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find markings: in capitals, or by themselves on a line, so that a sentence that speaks of one is none."""
    for found in RELEASED.finditer(passage.text):
        yield Sighting.at(PUBLIC, *found.span(), 0.95, shown="FOR PUBLIC RELEASE")
    lines = {cell.start: confidence for cell in passage.cells if (confidence := _line_confidence(cell.text.strip()))}
    for cell in passage.cells:
        if cell.start in lines:
            yield Sighting.at(PATTERN, *cell.span, lines[cell.start], shown=_name(cell.text))
    for written, confidence in WRITTEN:
        for found in written.finditer(passage.text):
            whole_line = passage.cell_at(found.start()).start in lines
            if not whole_line and not DENIED.search(passage.before(found.start())):
                yield Sighting.at(PATTERN, *found.span(), confidence, shown=_name(found.group()))


def _name(written: str) -> str | None:
    """The classification itself, which says nothing of what is marked; None where only its descriptor was read."""
    found = NAMES.search(written)
    return re.sub(r"[^\w]+", "-" if found["official"] else " ", found.group()).upper() if found else None


def _line_confidence(line: str) -> float:
    """How sure a whole line is a marking, though it would be none in a sentence."""
    if SENSITIVE.search(line):
        return 0.0
    if ALONE.fullmatch(line) or TITLED.fullmatch(line):
        return 0.85
    if abs(len(line) - len(WHOLE)) > MOST_WRONG or sum(character.isupper() for character in line) < FEWEST_CAPITALS:
        return 0.0
    letters = re.sub(r"[\W_]", "", line).upper()
    return 0.8 if "NON" not in letters and wrong_letters(letters, WHOLE) <= MOST_WRONG else 0.0
