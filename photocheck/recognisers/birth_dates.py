"""Dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.dates import DATE
from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "date-of-birth"

LABEL: Final = Label(
    r"d\.?\s?[o0]\.?\s?b\.?|(?:date|day|dates)\s+[o0]f\s+b[a-z1]{2,4}h|birth\s?dates?|birth\s?days?|birth|born"
    r"(?:\s+on)?"
)
WRITTEN: Final = re.compile(rf"(?<![\w£$€])(?<!\d[./-]){DATE}(?![\w%]|[./-]\d)", re.IGNORECASE)
DIED: Final = re.compile(r"\W*(?:[-+]|died|d\.)", re.IGNORECASE)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Date of birth: 10/04/1962", "10/04/1962"),
        ("DOB 10.04.62", "10.04.62"),
        ("D.O.B. 10-04-1962", "10-04-1962"),
        ("Born 10 April 1962", "10 April 1962"),
        ("born on 10th of April 1962 in Redditch", "10th of April 1962"),
        ("Date of birth\n10/04/1962", "10/04/1962"),
        ("Name\tDOB\nA Person\t10/04/1962\nB Person\t11/05/1963", "11/05/1963"),
        ("DOB: 1O/04/I962", "1O/04/I962"),
        ("Birthday: April 10, 1962", "April 10, 1962"),
        ("DOB: 1962-04-10", "1962-04-10"),
        ("D0B 10/04/1962", "10/04/1962"),
    ),
    left_alone=(
        "10/04/2026",
        "Date: 10/04/2026",
        "Born 1564",
        "Best before 10/04/26",
        "DOB",
        "Open 1 April 2026",
        "born 12 February 1809 died 19 April 1882",
        "12.30 - 14.30",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find dates that are named a date of birth; a date alone may be any day."""
    for found in WRITTEN.finditer(passage.text):
        start, end = found.span()
        written = found.group()
        if digits_in(written) < 3 or not LABEL.names(passage, start, end):
            continue
        if re.search(r"1[0-8]\d\d", written) or DIED.match(passage.after(end)):
            continue
        yield Sighting.at(PATTERN, start, end, 0.97)
