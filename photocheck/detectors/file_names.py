"""A person's name in the name of the file."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import PurePath
from typing import Final

from photocheck.detectors.given_names import GIVEN_NAMES

__all__ = ["name_in_file_name"]

TITLE: Final = re.compile(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Prof|Rev|Sir|Dame)[ ._-]+[A-Z][a-z]+(?:[ ._-][A-Z][a-z]+)?"
)
# Words that say what follows is about one person.
PERSONAL: Final = re.compile(
    r"(?<![a-z])(?:passport|driving[ _-]?licen[cs]e|birth[ _-]?certificate|payslip|id[ _-]?card)(?![a-z])",
    re.IGNORECASE,
)
# Words, told apart by capitals too ("JohnExample").
WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# What follows a given name in the names of streets, schools, companies and events rather than people.
NO_SURNAMES: Final = frozenset(
    """
    academy and avenue bar bridge building cafe centre church close college court cup day drive event farm garden
    gardens hall hospital hotel house img image lane library lodge memorial museum park photo pic place pub road room
    school screenshot shop square station store street team theatre trophy visit way wedding with
    """.split()  # noqa: SIM905 - as in given_names
)


def name_in_file_name(source: str) -> str | None:
    """The part of a file's name that gives a person away, None where there is none.

    Two capitalised words may be a person or "Open Day", so what counts is a title ("Mr_Example", "Cllr
    Example"), the name of a personal paper ("passport"), or a common given name with another word behind it
    ("john_example"): every photo that is flagged costs somebody time.
    """
    stem = PurePath(source).stem
    found = TITLE.search(stem) or PERSONAL.search(stem)
    return found.group() if found else _given_name_and_surname(stem)


def _given_name_and_surname(stem: str) -> str | None:
    words = list(WORDS.finditer(stem))
    for first, second in pairwise(words):
        between = stem[first.end() : second.start()]
        surname = second.group().lower()
        if (
            first.group().lower() in GIVEN_NAMES
            and len(surname) >= 3
            and surname not in NO_SURNAMES
            and between in {"", " ", "_", "-", "."}
        ):
            return stem[first.start() : second.end()]
    return None
