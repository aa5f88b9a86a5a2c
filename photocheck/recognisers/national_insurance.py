"""National Insurance numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, as_letters, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-national-insurance"

LABEL: Final = Label(r"n\.?\s?i\.?\s?n\.?\s?[o0]\.?", r"n\.?\s?i\.?", r"nat(?:ional|\.)? ins\w*", words=("insurance",))
WRITTEN: Final = re.compile(
    rf"(?<![^\W_])([A-Za-z0158]{{2}})([ .-]{{0,2}})({DIGIT}{{2}})[ .-]{{0,2}}({DIGIT}{{2}})[ .-]{{0,2}}({DIGIT}{{2}})"
    rf"(?:[ .-]{{0,2}}([A-Da-d84]))?(?![^\W_])(?![.,/-]\d)"
)
# The two letters that a number begins with: HMRC's manual NIM39110. QQ stands in examples and is taken as real.
PREFIX: Final = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ")
FEWEST_TRUE_DIGITS: Final = 4

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("NI number: AB 12 34 56 C", "AB 12 34 56 C"),
        ("NINO AB123456C", "AB123456C"),
        ("JP 17 56 13 D", "JP 17 56 13 D"),
        ("National Insurance number\nJP175613D", "JP175613D"),
        ("Natioral Irsurance: SR 45 27 95", "SR 45 27 95"),
        ("NI No. ab 12 34 56 c", "ab 12 34 56 c"),
        ("NI No. AB 12 34 S6 C", "AB 12 34 S6 C"),
        ("National Insurance: AB 12 34 56", "AB 12 34 56"),
        ("QQ 12 34 56 C", "QQ 12 34 56 C"),
    ),
    left_alone=(
        "BG 12 34 56 C",
        "Part AB 12 34 56",
        "DQ 12 34 56 C",
        "AB 12 34 56 E",
        "AB1234567C",
        "as 20 30 40 a",
        "GB 123 4567 89",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find two letters, six digits and a letter, as HMRC gives them out."""
    for found in passage.find(WRITTEN, digits=FEWEST_TRUE_DIGITS):
        prefix, gap, *pairs, suffix = found.groups()
        digits = "".join(pairs)
        if digits_in(digits) < FEWEST_TRUE_DIGITS or PREFIX.fullmatch(as_letters(prefix).upper()) is None:
            continue
        start, end = found.span()
        if LABEL.names(passage, start, end):
            yield Sighting.at(PATTERN, start, end, 0.98 if suffix else 0.85, keep=3)
        elif suffix and (prefix + suffix).isalpha() and (prefix + suffix).isupper() and digits.isdigit():
            yield Sighting.at(PATTERN, start, end, 0.9 if gap else 0.8, keep=3)
