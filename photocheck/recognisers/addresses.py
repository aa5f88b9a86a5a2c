"""Postal addresses: a house and a street, with the lines under it that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.passage import Cell, Passage, Span
from photocheck.recognisers.postcodes import postcodes_in

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-address"

LABEL: Final = Label(r"address|addr|home|lives\s+at|deliver(?:y)?(?:\s+to)?|residence|located\s+at")
_STREET: Final = (
    r"road|rd|street|st|lane|ln|close|cl|avenue|ave|drive|dr|crescent|cres|terrace|gardens|gdns|grove|mews|court|ct"
    r"|square|sq|place|pl|boulevard|blvd|parade|walk|row|highway|embankment|meadows?|croft|wharf|yard|quay"
)
# Words that end the names of streets, of parks and of bus stops alike: a town or postcode has to follow.
_PERHAPS_STREET: Final = (
    r"way|hill|park|green|rise|view|end|bank|gate|side|fields?|mount|common|heights|vale|cross|leys"
)
_NUMBER: Final = (
    r"(?:(?i:flat|apartment|apt|unit|room|suite|block)\s+\w{1,4}\s*,?\s+)?\d{1,4}[A-Za-z]?"
    r"(?:\s?[-/]\s?\d{1,4}[A-Za-z]?)?,?"
)
_NAME: Final = (
    r"(?!(?i:hours?|days?|minutes?|mins?|miles?|course|star|piece|for|years?|week)\b)(?:[A-Z][A-Za-z'.-]*\s+){1,4}?"
)
HOUSE: Final = re.compile(rf"(?<![\w£$€.:/-])({_NUMBER}\s+{_NAME}(?i:{_STREET})\b\.?)(?!\s+(?:\d+|via|towards)\b)")
PERHAPS: Final = re.compile(
    rf"(?<![\w£$€.:/-])({_NUMBER}\s+{_NAME}(?i:{_PERHAPS_STREET})\b)(?!\s+(?:\d+|via|towards)\b)"
)
OTHER_HOUSE: Final = re.compile(
    r"^(?:flat|apartment|apt|unit|p\.?\s?o\.?\s?box)\s+\w+|^(?:the\s+)?(?:[A-Z][\w'-]+\s+){1,3}(?:cottage|house|farm"
    r"|lodge|barn|hall"
    r"|villas?|bungalow|manor)\b",
    re.IGNORECASE,
)
BUS: Final = re.compile(r"\b(?:bus|route|via|towards|stop|tram|train|platform)\b", re.IGNORECASE)
# A line of an address below its first: words with capitals, perhaps a postcode.
PLACE: Final = re.compile(r"^[A-Z][A-Za-z'.,&() -]{1,40}(?:,? ?[A-Z0-9]{2,4} ?\d[A-Z]{2})?\.?$")
# How many lines an address has below its first.
MOST_LINES: Final = 5

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("14 Birch Road, Redditch B97 8AH", "14 Birch Road, Redditch B97 8AH"),
        ("Mrs A Person\n156 Church Road\nBromsgrove\nB97 8AH", "156 Church Road"),
        ("Mrs A Person\n156 Church Road\nBromsgrove\nB97 8AH", "Bromsgrove"),
        ("Mrs A Person\n156 Church Road\nBromsgrove\nB97 8AH", "B97 8AH"),
        ("Flat 2, 14 Oakfield Close", "Flat 2, 14 Oakfield Close"),
        ("2a St. John's Street", "2a St. John's Street"),
        ("12 Church Hill\nRedditch\nB98 8AH", "12 Church Hill"),
        ("Rose Cottage\nMill Lane\nB61 6BE", "Rose Cottage"),
        ("Address: 7 Park Way", "7 Park Way"),
        ("12 HIGH STREET", "12 HIGH STREET"),
    ),
    left_alone=(
        "High Street",
        "Church Hill",
        "55 Church Hill via Hill Street",
        "143 Redditch Road 144",
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
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find a house number with a street, and houses with a name over a postcode."""
    codes = [(code.start, code.end) for code in postcodes_in(passage)]
    seen: set[int] = set()
    for pattern in (HOUSE, PERHAPS):
        for found in pattern.finditer(passage.text):
            start, end = found.span(1)
            if start in seen or BUS.search(passage.before(start)):
                continue
            parts, complete = _with_lines_below(passage, start, end, codes)
            if pattern is PERHAPS and not complete and not LABEL.names(passage, start, end):
                continue
            seen.update(part[0] for part in parts)
            seen.add(start)
            yield Sighting(PATTERN, tuple(parts), 0.93 if complete else 0.75)
    for cell in passage.cells:
        if cell.start not in seen and OTHER_HOUSE.match(cell.text):
            parts, complete = _with_lines_below(passage, cell.start, cell.end, codes)
            if complete:
                yield Sighting(PATTERN, tuple(parts), 0.85)


def _with_lines_below(passage: Passage, start: int, end: int, codes: list[Span]) -> tuple[list[Span], bool]:
    """The first line with the rest of it, and the lines below down to the postcode; whether there is one."""
    cell = passage.cell_at(start)
    in_line = [code for code in codes if end <= code[0] <= cell.end]
    if in_line:
        return [(start, in_line[0][1])], True
    lines: list[Cell] = []
    below = passage.below(cell)
    while below is not None and len(lines) < MOST_LINES:
        lines.append(below)
        code = next((code for code in codes if below.start <= code[0] < below.end), None)
        if code is not None:
            first = (
                (start, cell.end) if PLACE.match(passage.text[start : cell.end].lstrip("0123456789 ")) else (start, end)
            )
            return [first, *((line.start, line.end) for line in lines[:-1]), (below.start, code[1])], True
        if not PLACE.match(below.text):
            break
        below = passage.below(below)
    return [(start, end)], False
