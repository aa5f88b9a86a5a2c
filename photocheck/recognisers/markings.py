"""Protective markings of the Government Security Classifications, today's and older ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.passage import Cell, Passage

__all__ = ["EXAMPLES", "PUBLIC_EXAMPLES", "recognise"]

PATTERN: Final = "marking"
PUBLIC: Final = "marking-public"

# Words of the classification policy that narrow who may see a page, and descriptors of what it is about.
_NARROWING: Final = (
    r"(?:recipients?\s+only|(?:\w+\s+){0,3}(?:eyes|use)\s+only|embargo(?:ed)?|personal(?:\s+data)?|commercial|legal"
    r"(?:\s+professional"
    r"\s+privilege)?|l\.?p\.?p|locsen|market|medical|staff|investigations?|policy|management|hr|contracts"
    r"|appointments|honours"
    r"|visits|organisational|internal|limdis|in\s+confidence|no\s?forn|handling\s+instructions?)"
)
SENSITIVE: Final = re.compile(
    r"(?<![^\W_])OFFICIAL[^\w\n]{0,4}SENSITIVE(?![^\W_])(?:[^\w\n]{1,4}[A-Z][A-Z ,/&()-]{2,60})?"
)
SPOKEN: Final = re.compile(r"(?<![^\W_])official-sensitive(?![^\W_])", re.IGNORECASE)
NARROWED: Final = re.compile(rf"(?<![^\W_])OFFICIAL[^\w\n]{{1,4}}(?i:{_NARROWING})(?![^\W_])")
DENIED: Final = re.compile(r"\b(?:not|non|un)[ -]*$", re.IGNORECASE)
# Alone on its line, in capitals, perhaps with a descriptor.
ALONE: Final = re.compile(
    r"(?:(?:UK|NATO|EU)\s+)?(?:TOP\s?SECRET|SECRET|CONFIDENTIAL|RESTRICTED|PROTECT)"
    rf"(?:[^\w\n]{{1,4}}(?i:{_NARROWING}|sensitive))*[ .:*-]*"
)
IN_CONFIDENCE: Final = re.compile(
    r"(?<![^\W_])(?:(?:STRICTLY\s+)?PRIVATE\s+(?:AND|&)\s+CONFIDENTIAL|STRICTLY\s+(?:PRIVATE|CONFIDENTIAL)"
    r"|HIGHLY\s+CONFIDENTIAL|NHS\s+CONFIDENTIAL"
    r"|(?:COMMERCIAL|STAFF|MEDICAL|MANAGEMENT|POLICY)[ -]+IN[ -]+CONFIDENCE|RECIPIENTS?\s+ONLY|(?:UK|HMG"
    r"|\w+)\s+EYES\s+ONLY"
    r"|HMG\s+USE\s+ONLY|COMMERCIALLY\s+SENSITIVE|CONFIDENTIAL\s*[-:]\s*[A-Z]+)(?![^\W_])"
)
TITLED: Final = re.compile(r"(?:strictly\s+)?(?:private\s+(?:and|&)\s+)?confidential[ .:]*", re.IGNORECASE)
RELEASED: Final = re.compile(r"(?<![^\W_])(?:OFFICIAL[^\w\n]{1,4})?FOR\s+PUBLIC\s+RELEASE(?![^\W_])")
WHOLE: Final = "OFFICIALSENSITIVE"
# The whole marking has 17 letters; a reader may get this many of them wrong.
MOST_WRONG: Final = 5

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL SENSITIVE", "OFFICIAL SENSITIVE"),
        ("OFFICIAL \u2013 SENSITIVE", "OFFICIAL \u2013 SENSITIVE"),
        ("OFFICIAL: SENSITIVE", "OFFICIAL: SENSITIVE"),
        ("OFFICIAL-SENSITIVE: PERSONAL DATA", "OFFICIAL-SENSITIVE: PERSONAL DATA"),
        ("Official-Sensitive", "Official-Sensitive"),
        ("OFFICIALSENSITIVE", "OFFICIALSENSITIVE"),
        ("0FF1CIAL-S-NSITIVF", "0FF1CIAL-S-NSITIVF"),
        ("OPFICIAL-SENSITVE", "OPFICIAL-SENSITVE"),
        ("OFFICIAL - RECIPIENTS ONLY", "OFFICIAL - RECIPIENTS ONLY"),
        ("OFFICIAL - COMMERCIAL", "OFFICIAL - COMMERCIAL"),
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
    ),
    left_alone=(
        "OFFICIAL",
        "the official opening of the park",
        "Official supplier",
        "OFFICIAL OPENING",
        "OFFICIAL NON SENSITIVE",
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
        yield Sighting.at(PUBLIC, *found.span(), 0.95)
    for written, confidence in ((SENSITIVE, 0.98), (SPOKEN, 0.9), (NARROWED, 0.9), (IN_CONFIDENCE, 0.9)):
        for found in written.finditer(passage.text):
            if not DENIED.search(passage.before(found.start())):
                yield Sighting.at(PATTERN, *found.span(), confidence)
    for cell in passage.cells:
        confidence = _line_confidence(cell)
        if confidence:
            yield Sighting.at(PATTERN, cell.start, cell.end, confidence)


def _line_confidence(cell: Cell) -> float:
    if ALONE.fullmatch(cell.text.strip()) or TITLED.fullmatch(cell.text.strip()):
        return 0.85
    letters = "".join(character for character in cell.text if not character.isspace() and character not in "-:.")
    if not abs(len(letters) - len(WHOLE)) <= 3 or SENSITIVE.search(cell.text):
        return 0.0
    return 0.8 if _steps(letters.upper(), WHOLE) <= MOST_WRONG and not re.search("non", letters, re.IGNORECASE) else 0.0


def _steps(one: str, other: str) -> int:
    """How many letters have to be changed, added or left out to make one of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        corner, row[0] = row[0], i
        for j, wanted in enumerate(other, start=1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (letter != wanted))
    return row[-1]
