"""Postal addresses: a house and a street, with the lines under it that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label, one_of
from photocheck.recognisers.passage import Cell, Passage, Span
from photocheck.recognisers.postcodes import postcodes_in

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-address"

LABEL: Final = Label(
    "address", "addr", "home", "lives at", "deliver(?:y)?(?: to)?", "residence", "located at", words=("address",)
)
_STREET: Final = one_of(
    "road", "rd", "street", "st", "lane", "ln", "close", "cl", "avenue", "ave", "drive", "dr", "crescent", "cres",
    "terrace", "gardens", "gdns", "grove", "mews", "court", "ct", "square", "sq", "place", "pl", "boulevard", "blvd",
    "parade", "walk", "row", "highway", "embankment", "meadows?", "croft", "wharf", "yard", "quay",
)  # fmt: skip
# Words that end the names of streets, of parks and of bus stops alike: a postcode has to follow, or a label to say so.
_PERHAPS: Final = one_of(
    "way", "hill", "park", "green", "rise", "view", "end", "bank", "gate", "side", "fields?", "mount", "common",
    "heights", "vale", "cross", "leys",
)  # fmt: skip
_PART_OF_HOUSE: Final = r"(?i:flat|apartment|apt|unit|room|suite|block)\s+\w{1,4}\s*,?\s+"
_NUMBER: Final = rf"(?:{_PART_OF_HOUSE})?\d{{1,4}}[A-Za-z]?(?:\s?[-/]\s?\d{{1,4}}[A-Za-z]?)?,?"
# A name has capitals; "24 Hour" and the like begin no name.
_NAME: Final = (
    r"(?!(?i:hours?|days?|minutes?|mins?|miles?|course|star|piece|for|years?|weeks?|yards?|metres?)\b)"
    r"(?:(?![a-z])[^\W\d_](?:[^\W\d_]|['.-])*\s+|\d{1,3}(?:st|nd|rd|th)\s+){1,4}?"
)
# Welsh has the word for a street before its name, and small words within that.
_WELSH_STREET: Final = one_of("heol", "l[o\u00f4]n", "ffordd", "stryd", "rhodfa", "clos", "maes", "teras", "rhes")
# A bus that goes there has a number before the street and another behind it, alone where that is in the next column.
_NOT_A_BUS: Final = r"(?!\s+(?:via|towards)\b)(?![^\S\t]+\d+\b)(?!\t\s*\d+[A-Za-z]?\s*(?:\t|$))"
_WELSH: Final = rf"(?i:{_WELSH_STREET})(?:\s+(?:yr?|[A-Z\u00c0-\u00de\u0174\u0176][\w'-]+)\b){{1,3}}"
HOUSE: Final = re.compile(rf"(?<![\w£$€.:/-]){_NUMBER}\s+(?:{_NAME}(?i:{_STREET})\b\.?|{_WELSH}){_NOT_A_BUS}")
PERHAPS_HOUSE: Final = re.compile(rf"(?<![\w£$€.:/-]){_NUMBER}\s+{_NAME}(?i:{_PERHAPS})\b{_NOT_A_BUS}")
# In a narrow column the last word of the street stands on a line of its own.
BEGINS_LIKE_HOUSE: Final = re.compile(rf"{_NUMBER}\s+[A-Z]")
REST_OF_STREET: Final = re.compile(rf"{_STREET}[.,]?", re.IGNORECASE)
BUS: Final = re.compile(r"\b(?:bus|route|via|towards|stop|tram|train|platform)\b", re.IGNORECASE)
# Houses without a number, and streets, which are an address only above a postcode.
NAMED_HOUSE: Final = re.compile(
    r"(?:flat|apartment|apt|unit|p\.?\s?o\.?\s?box)\s+\w+"
    r"|(?:the\s+)?(?:[a-z][\w'-]+\s+){1,3}(?:cottage|house|farm|lodge|barn|hall|villas?|bungalow|manor)\b"
    rf"|(?:[a-z][\w'.-]*\s+){{1,4}}{_STREET}\b",
    re.IGNORECASE,
)
# A line of an address below its first: words with capitals, perhaps a postcode.
PLACE: Final = re.compile(r"[A-Z][A-Za-z'.,&() -]{1,40}(?:,? ?[A-Z0-9]{2,4} ?\d[A-Z]{2})?\.?")
# How many lines an address has below its first.
MOST_LINES: Final = 5

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("14 Birch Road, Redditch B97 8AH", "14 Birch Road, Redditch B97 8AH"),
        ("Mrs A Person\n156 Church Road\nBromsgrove\nB97 8AH", "156 Church Road"),
        ("Mrs A Person\n156 Church Road\nBromsgrove\nB97 8AH", "Bromsgrove"),
        ("Mrs A Person\n156 Church Road\nBromsgrove\nB97 8AH", "B97 8AH"),
        ("156 Church Road, Catshill\nBromsgrove B61 0AH", "156 Church Road, Catshill"),
        ("Flat 2, 14 Oakfield Close", "Flat 2, 14 Oakfield Close"),
        ("2a St. John's Street", "2a St. John's Street"),
        ("123 456th St", "123 456th St"),
        ("12 Church Hill\nRedditch\nB98 8AH", "12 Church Hill"),
        ("Rose Cottage\nMill Lane\nB61 6BE", "Rose Cottage"),
        ("Needle Mill Lane\nRedditch\nB98 8HY", "Needle Mill Lane"),
        ("Needle Mill Lane, Redditch B98 8HY", "Needle Mill Lane, Redditch B98 8HY"),
        ("Address: 7 Park Way", "7 Park Way"),
        ("5 Ch\u00e2teau Road", "5 Ch\u00e2teau Road"),
        ("12 Heol y Bont", "12 Heol y Bont"),
        ("3 L\u00f4n G\u0175ydd", "3 L\u00f4n G\u0175ydd"),
        ("12 HIGH STREET", "12 HIGH STREET"),
        ("From\tTo\n118 Queen Street\t52 West Green St.\t09-Dec-2018", "118 Queen Street"),
        ("From\tTo\n118 Queen Street\t52 West Green St.\t09-Dec-2018", "52 West Green St."),
        ("9 Old Harbour\nAve.\nBromsgrove", "9 Old Harbour"),
        ("9 Old Harbour\nAve.\nBromsgrove", "Ave."),
    ),
    left_alone=(
        "High Street",
        "Church Hill",
        "55 Church Hill via Hill Street",
        "143 Redditch Road 144",
        "143 Redditch Road\t144\t145",
        "9 Old Harbour\nWalk this way",
        "10 Minutes\nWalk",
        "Old Harbour\nAve.",
        "Bus 45 Mill Lane",
        "3 Course Meal",
        "24 Hour Drive Through",
        "2026 Winter Park",
        "Open 7 Days",
        "1 Way",
        "£3 Main Street",
        "Room 12 First Floor",
        "10:30 Mill Lane",
        "B97 8AH",
        "Redditch B97 8AH",
        "Town Hall",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find a house number with a street; and a house with a name, or a street, over a postcode."""
    codes = [(code.start, code.end) for code in postcodes_in(passage)]
    seen: list[Span] = []
    for pattern in (HOUSE, PERHAPS_HOUSE):
        for found in passage.find(pattern, digits=1):
            start, end = found.span()
            if _overlaps(start, seen) or BUS.search(passage.before(start)):
                continue
            whole = _down_to_postcode(passage, start, end, codes)
            if whole is None and pattern is PERHAPS_HOUSE and not LABEL.names(passage, start, end):
                continue
            parts = whole or ((start, end),)
            seen += parts
            yield Sighting(PATTERN, parts, 0.93 if whole else 0.75)
    for cell in passage.cells:
        begins = BEGINS_LIKE_HOUSE.match(cell.text) and not _overlaps(cell.start, seen)
        below = passage.below(cell) if begins else None
        if below is not None and _is_broken_house(cell, below):
            seen += [cell.span, below.span]
            yield Sighting(PATTERN, (cell.span, below.span), 0.75)
    for cell in passage.cells if codes else ():
        named = None if _overlaps(cell.start, seen) else NAMED_HOUSE.match(cell.text)
        whole = None if named is None else _down_to_postcode(passage, cell.start, cell.start + named.end(), codes)
        if whole:
            seen += whole
            yield Sighting(PATTERN, whole, 0.85)


def _is_broken_house(cell: Cell, below: Cell) -> bool:
    """Whether a house and the beginning of its street stand in one line, and the rest of the street alone below it."""
    rest = below.text.strip()
    return REST_OF_STREET.fullmatch(rest) is not None and HOUSE.fullmatch(f"{cell.text.strip()} {rest}") is not None


def _overlaps(place: int, spans: list[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _down_to_postcode(passage: Passage, start: int, end: int, codes: list[Span]) -> tuple[Span, ...] | None:
    """The lines of the address that begins here, down to its postcode; None where there is none."""
    cell = passage.cell_at(start)
    for code in codes:
        if end <= code[0] <= cell.end:
            return ((start, code[1]),)
    lines: list[Cell] = [cell]
    while (below := passage.below(lines[-1])) is not None and len(lines) <= MOST_LINES:
        lines.append(below)
        for code in codes:
            if below.start <= code[0] < below.end:
                return ((start, cell.end), *(line.span for line in lines[1:-1]), (below.start, code[1]))
        if PLACE.fullmatch(below.text.strip()) is None:
            return None
    return None
