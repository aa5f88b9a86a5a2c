"""A person's name in the name of the file."""

from __future__ import annotations

import re
from pathlib import PurePath

__all__ = ["name_in_file_name"]

TITLE = re.compile(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Prof|Rev|Sir|Dame)[ ._-]+[A-Z][a-z]+(?:[ ._-][A-Z][a-z]+)?"
)
# Words that say what follows is about one person.
PERSONAL = re.compile(
    r"(?<![a-z])(?:passport|driving[ _-]?licen[cs]e|birth[ _-]?certificate|payslip|id[ _-]?card)(?![a-z])",
    re.IGNORECASE,
)


def name_in_file_name(source: str) -> str | None:
    """The part of a file's name that gives a person away, None where there is none.

    Two capitalised words may be a person or "Open Day", so only a title ("Mr_Example", "Cllr Example") or
    the name of a personal paper ("passport") counts: every photo that is flagged costs somebody time.
    """
    stem = PurePath(source).stem
    found = TITLE.search(stem) or PERSONAL.search(stem)
    return found.group() if found else None
