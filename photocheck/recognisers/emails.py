"""Email addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "email"

_LOCAL: Final = r"(?<![\w.+-])[A-Za-z0-9](?:[\w.+'&-]{0,62}[\w+-])?"
_DOMAIN: Final = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,18}(?![\w-])"
# Where something had to be guessed, the ending is a usual one.
_USUAL: Final = r"(?:(?:co|org|gov|ac|nhs|sch)\.uk|nhs\.net|com|org|net|uk|eu|info|de|fr|ie)(?![\w-])"
WRITTEN: Final = re.compile(rf"{_LOCAL} ?@ ?{_DOMAIN}")
# Broken at the end of the line.
BROKEN: Final = re.compile(
    rf"{_LOCAL}@[A-Za-z0-9.-]*[.-]\n[A-Za-z0-9.-]*\.?{_USUAL}|{_LOCAL}@\n{_DOMAIN}", re.IGNORECASE
)
# A dot that was read as a space or a comma.
SPACED: Final = re.compile(rf"{_LOCAL} ?@ ?(?:[A-Za-z0-9-]+ ?[., ] ?){{1,4}}{_USUAL}", re.IGNORECASE)
# What readers make of an at sign.
MISREAD: Final = re.compile(
    rf"(?<![\w.+-])[A-Za-z0-9][\w.+-]{{1,62}} ?[©®€] ?(?:[A-Za-z0-9-]+\.)+{_USUAL}", re.IGNORECASE
)
# Behind the word "email" the at sign may have been taken for a letter.
NAMED: Final = re.compile(
    r"(?<![^\W_])e-?mai[l1]?(?: address)? ?[:.-]* ?"
    r"(?P<value>(?!www|http)[A-Za-z0-9][\w+-]*\.[\w.+-]*[\w-]\.[A-Za-z]{2,4})(?![\w@-])",
    re.IGNORECASE,
)
# Each way of writing it, and how sure it is; what one has found is not looked at again.
WAYS: Final = ((WRITTEN, 0.97), (BROKEN, 0.9), (SPACED, 0.85), (MISREAD, 0.8), (NAMED, 0.75))

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
        ("a.person@mailbox.\nexample.org", "example.org"),
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
    """Find addresses with an at sign, or with what a reader made of one."""
    taken: list[range] = []
    for way, confidence in WAYS:
        for found in way.finditer(passage.text):
            start, end = found.span("value") if way is NAMED else found.span()
            if not any(start < other.stop and end > other.start for other in taken):
                taken.append(range(start, end))
                yield Sighting(PATTERN, passage.parts(start, end), confidence)
