"""Email addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "email"

LABEL: Final = Label(r"e-?\s?mails?|mail|mailto|from|to|cc|bcc|contact")
LOCAL: Final = r"[A-Za-z0-9](?:[\w.+'&-]{0,62}[\w+-])?"
DOMAIN: Final = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,18}"
WRITTEN: Final = re.compile(rf"(?<![\w.+-])({LOCAL}) ?@ ?({DOMAIN})(?![\w-])")
# What readers make of an at sign; the ending has to be a usual one, and a label or the shape has to help.
USUAL: Final = r"(?:co\.uk|org\.uk|gov\.uk|ac\.uk|nhs\.uk|nhs\.net|sch\.uk|com|org|net|uk|eu|info|biz|de|fr|ie)"
MISREAD: Final = re.compile(
    rf"(?<![\w.+-])([A-Za-z0-9][\w.+-]{{1,62}}) ?[©®€] ?((?:[A-Za-z0-9-]+\.)+{USUAL})(?![\w-])", re.IGNORECASE
)
# A dot that was read as a space or a comma, before a usual ending.
SPACED: Final = re.compile(
    rf"(?<![\w.+-])({LOCAL}) ?@ ?((?:[A-Za-z0-9-]+ ?[., ] ?){{1,4}}{USUAL})(?![\w-])", re.IGNORECASE
)
# Behind the word "email" a reader may have taken the at sign for a letter.
NAMED: Final = re.compile(
    r"(?<![^\W_])e-?mai[l1]?\s*[:.-]?\s*(?!www|http)([A-Za-z0-9][\w+-]*\.[\w.+-]*[\w-]\.[A-Za-z]{2,4})(?![\w@-])",
    re.IGNORECASE,
)
NAMED_CONFIDENCE: Final = 0.75
# An address broken at the end of the line.
BROKEN: Final = re.compile(rf"(?<![\w.+-])({LOCAL}@[A-Za-z0-9.-]*)\n([A-Za-z0-9.-]*\.?{USUAL})(?![\w-])", re.IGNORECASE)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("siobhan.pritchard@mailbox.example.org", "siobhan.pritchard@mailbox.example.org"),
        ("Email: a.person@example.co.uk.", "a.person@example.co.uk"),
        ("From: A Person <a_person+news@example.com>", "a_person+news@example.com"),
        ("a.person @ example.com", "a.person @ example.com"),
        ("a.person\uff20example.com", "a.person\uff20example.com"),
        ("a.person©example.com", "a.person©example.com"),
        ("a.person@example,co.uk", "a.person@example,co.uk"),
        ("Email: zofia.personamailbox.example.org", "zofia.personamailbox.example.org"),
        ("a.person@mailbox.\nexample.org", "a.person@mailbox."),
    ),
    left_alone=(
        "Follow us @redditchbc",
        "www.example.org",
        "3 @ £2.50",
        "Open @ 9.30",
        "Email us at www.example.org",
        "Email: info",
        "© example.com",
        "bread & butter.com",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find addresses with an at sign, or what a reader made of one."""
    taken: list[range] = []
    for written, confidence in (
        (WRITTEN, 0.97),
        (BROKEN, 0.9),
        (SPACED, 0.85),
        (MISREAD, 0.8),
        (NAMED, NAMED_CONFIDENCE),
    ):
        for found in written.finditer(passage.text):
            start, end = found.span(found.lastindex or 0) if written is NAMED else found.span()
            if any(start < other.stop and end > other.start for other in taken):
                continue
            taken.append(range(start, end))
            named = confidence > NAMED_CONFIDENCE and LABEL.names(passage, start, end)
            yield Sighting(PATTERN, tuple(_parts(passage, start, end)), max(confidence, 0.9) if named else confidence)


def _parts(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cell in passage.cells_of(start, end):
        yield max(start, cell.start), min(end, cell.end)
