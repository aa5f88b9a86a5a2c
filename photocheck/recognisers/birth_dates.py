"""Dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.dates import DATE
from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.numbers import numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "date-of-birth"

LABEL: Final = Label(
    r"d\.?\s?[o0]\.?\s?b\.?",
    r"(?:dates?|day) [o0]f b[a-z1]{2,4}h(?:\s?/\s?date de naissance)?",
    "(?:date de )?naissance",
    "birth ?(?:dates?|days?)?",
    "born(?: on)?",
    "dyddiad geni",
    words=("birth", "birthday"),
)
WRITTEN: Final = re.compile(rf"(?<![\w£$€])(?<!\d[./-]){DATE}(?![\w%]|[./-]\d)", re.IGNORECASE)
# On a driving licence the third field is the day of birth, and 4a the day on which it was given out.
LICENCE_FIELD: Final = re.compile(r"(?<![\w.])3[.,]? ?$")
LICENCE: Final = re.compile(r"driving licence|(?<!\w)4[ab][.,]? ?\d", re.IGNORECASE)
DIED: Final = re.compile(r"\W*(?:[-+]|died|d\.)", re.IGNORECASE)
# Who was born before is in a museum, not in a case file.
LONG_AGO: Final = re.compile(r"(?<!\d)1[0-8]\d\d(?!\d)")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Date of birth: 10/04/1962", "10/04/1962"),
        ("DOB 10.04.62", "10.04.62"),
        ("D.O.B. 10-04-1962", "10-04-1962"),
        ("Born 10 April 1962", "10 April 1962"),
        ("born on 10th of April 1962 in Redditch", "10th of April 1962"),
        ("Dyddiad geni: 10/04/1962", "10/04/1962"),
        ("Date of birth\n10/04/1962", "10/04/1962"),
        ("Date of birth\n(dd/mm/yyyy)\n10/04/1962", "10/04/1962"),
        ("Date of birth\n10 04 1962", "10 04 1962"),
        ("Date of birth/Date de naissance (4)\n11 SEP /SEPT 88", "11 SEP /SEPT 88"),
        ("Name\tDOB\nA Person\t10/04/1962\nB Person\t11/05/1963", "11/05/1963"),
        ("DOB: 1O/04/I962", "1O/04/I962"),
        ("Date of beth: 10/11/1951", "10/11/1951"),
        ("D.O.B. January 01, 2000", "January 01, 2000"),
        ("Birthday: April 10, 1962", "April 10, 1962"),
        ("DOB: 1962-04-10", "1962-04-10"),
        ("D0B 10/04/1962", "10/04/1962"),
        ("DRIVING LICENCE\n3. 11.03.1976 UNITED KINGDOM\n4a. 19.01.2013", "11.03.1976"),
        ("10/04/1962 (DOB)", "10/04/1962"),
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
        "Seen 10/04/2026 Date of birth: unknown",
        "Date of birth\nunknown\nSeen\n10/04/2026",
        "Question 3. 11.03.2026",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find dates that are named a date of birth; a date alone may be any day."""
    on_a_licence = LICENCE.search(passage.text) is not None
    for number in numbers(passage, WRITTEN, least=3):
        start, end = number.start, number.end
        if LONG_AGO.search(number.written) or DIED.match(passage.after(end)):
            continue
        if LABEL.names(passage, start, end):
            yield Sighting.at(PATTERN, start, end, 0.97)
        elif on_a_licence and LICENCE_FIELD.search(passage.before(start)):
            yield Sighting.at(PATTERN, start, end, 0.85)
