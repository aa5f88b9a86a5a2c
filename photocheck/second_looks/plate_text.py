"""Whether some text could stand on a number plate, and how sure that makes us."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

__all__ = ["CERTAIN_FORM", "UNLIKELY", "WORD_FORM", "likelihood", "on_a_plate"]

# The DVLA's formats: current (since 2001), prefix (1983), suffix (1963), dateless, and Northern Ireland's, which
# always has an I or a Z among its letters. D is a digit, L a letter.
CURRENT: Final = re.compile(r"[A-HJ-PR-Y]{2}[0-9]{2}[A-HJ-PR-Z]{3}")
PREFIX: Final = re.compile(r"[A-HJ-NPR-TV-Y][0-9]{1,3}[A-HJ-PR-Y]{3}")
SUFFIX: Final = re.compile(r"[A-HJ-PR-Y]{3}[0-9]{1,3}[A-HJ-NPR-TV-Y]")
NORTHERN_IRISH: Final = re.compile(r"(?=[A-Z]*[IZ])[A-Z]{3}[0-9]{1,4}")
DATELESS: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,4}|[0-9]{1,4}[A-Z]{1,3}")
# France's, Italy's, Slovakia's.
CONTINENTAL: Final = re.compile(r"[A-Z]{2}[0-9]{3}[A-Z]{2}")
# Anywhere else in Europe and the US: letters and digits in up to three groups.
GENERAL: Final = re.compile(r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{5,8}")
# What stands on a plate beside letters and digits: a seal, a bolt, a dash, a space.
SEPARATED: Final = re.compile(r"[^A-Z0-9]*[A-Z0-9]+(?:[^A-Z0-9]{1,2}[A-Z0-9]+){0,3}[^A-Z0-9]*")
GAP: Final = re.compile(r"[^A-Z0-9]+")
# After which characters gaps, dashes and seals stand in these two; a reader sees some of them, or none.
CURRENT_GAPS: Final[tuple[set[int], ...]] = ({4}, {2, 4}, set())
CONTINENTAL_GAPS: Final[tuple[set[int], ...]] = ({2}, {5}, {2, 5}, set())
# As a postcode is written; without its space it may be a plate (Slovakia's look like that).
POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")

# How likely text of this form stands on a plate, before anybody has looked at what is around it.
CERTAIN_FORM: Final = 0.6
OPEN_FORM: Final = 0.4
WORD_FORM: Final = 0.2
UNLIKELY: Final = 0.0

LOOKALIKES: Final = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "Z": "2"}


def likelihood(text: str) -> float:
    """How likely this text stands on a number plate, by its form alone: 0 where it cannot."""
    upper = text.upper().strip()
    # Plates have capitals, and several words are no plate.
    if sum(character.islower() for character in text) > 1 or not SEPARATED.fullmatch(upper):
        return UNLIKELY
    plain = on_a_plate(upper)
    if any(form.fullmatch(plain) for form in (CURRENT, PREFIX, SUFFIX, NORTHERN_IRISH)):
        return CERTAIN_FORM
    if POSTCODE.fullmatch(upper):
        return UNLIKELY
    if GENERAL.fullmatch(plain) or (DATELESS.fullmatch(plain) and len(plain) >= 4):
        return OPEN_FORM
    return WORD_FORM if 5 <= len(plain) <= 8 and plain.isalpha() else UNLIKELY


def on_a_plate(text: str) -> str:
    """Letters and digits as they stand on a plate: capitals, and one O, I, S, B or Z where its form wants a letter.

    What fits a form as it was read stays, and so does what has its gap elsewhere: RK-735AS is not RK73 5AS.
    """
    groups = [_plain(group) for group in GAP.split(text.upper())]
    groups = [group for group in groups if group]
    plain, gaps = "".join(groups), set(accumulate(map(len, groups[:-1])))
    forms = [form for form, its in ((CURRENT, CURRENT_GAPS), (CONTINENTAL, CONTINENTAL_GAPS)) if gaps in its]
    if any(form.fullmatch(plain) for form in forms):
        return plain
    return next((variant for form in forms for variant in _variants(plain) if form.fullmatch(variant)), plain)


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isascii() and character.isalnum())


def _variants(plain: str) -> Iterator[str]:
    """The text, then the text with one character read as one that looks like it."""
    yield plain
    for place, character in enumerate(plain):
        if character in LOOKALIKES:
            yield plain[:place] + LOOKALIKES[character] + plain[place + 1 :]
