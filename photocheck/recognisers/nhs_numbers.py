"""NHS numbers of England, Wales and the Isle of Man, and Scotland's CHI numbers, which have the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, as_digits, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-nhs-number"

LABEL: Final = Label(
    r"n\.?\s?h\.?\s?[s5]\.?|n[^\W_][s5]\s?n[o0u]\w*|chi|health\s+(?:and|&)\s+care\s+(?:number|no)|h\s?&\s?c"
)
NOT_THIS: Final = Label(r"isbn|tel|phone|mobile|fax|utr|order|invoice|tracking|parcel|barcode|sku|batch|lot|serial")
GROUPED: Final = re.compile(
    rf"(?<![\w£$€])(?<!\d[ .,/-]){DIGIT}{{3}}([ .-]{{1,2}}){DIGIT}{{3}}[ .-]{{1,2}}{DIGIT}{{4}}(?![ .,/-]?\w)"
)
SPACED: Final = re.compile(rf"(?<![\w£$€])(?<!\d[ .,/-]){DIGIT}(?:[ .-]?{DIGIT}){{9}}(?!\w|[.,/-]\d| \d{{2}})")
# England and Wales give numbers that begin so; Scotland's begin with a day of birth, Northern Ireland's with 3.
ISSUED: Final = re.compile(r"[4-7]|32|33|34|35|36|37|38|39")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("NHS No: 943 476 5919", "943 476 5919"),
        ("NHS number 9434765919", "9434765919"),
        ("943-476-5919", "943-476-5919"),
        ("NHS Number\n943 476 5919", "943 476 5919"),
        ("Name\tNHS number\tAge\nA Person\t943 476 5919\t41", "943 476 5919"),
        ("NHS No 943 476 59I9", "943 476 59I9"),
        ("NHS No 943 47G 5919", "943 47G 5919"),
        ("CHI 010170 0016", "010170 0016"),
        # A label and the right length: the reader may have got a digit wrong.
        ("NHS No 943 476 5918", "943 476 5918"),
        ("his number is 450 557 7104 he said", "450 557 7104"),
    ),
    left_alone=(
        "943 476 5918",
        "ISBN 0306406152",
        "0-306-40615-2",
        "Tel 01527 508399",
        "Order 9434765919",
        "1234 943 476 5919 1234",
        "NHS Direct 111",
        "Open 0900 1700",
        "£943 476 5919",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find ten digits that pass the check, or that are named so."""
    for found in SPACED.finditer(passage.text):
        start, end = found.span()
        written = found.group()
        if digits_in(written) < 7:
            continue
        number = re.sub(r"[ .-]", "", as_digits(written))
        named = LABEL.names(passage, start, end)
        if not named and (NOT_THIS.names(passage, start, end) or not _looks_issued(written, number)):
            continue
        confidence = _confidence(number, named=named, grouped=GROUPED.fullmatch(written) is not None)
        if confidence:
            yield Sighting.at(PATTERN, start, end, confidence, keep=4)


def _looks_issued(written: str, number: str) -> bool:
    """Whether a number without a label is written like one: in three groups, or all digits in a range that is used."""
    return GROUPED.fullmatch(written) is not None or (written.isdigit() and ISSUED.match(number) is not None)


def _confidence(number: str, *, named: bool, grouped: bool) -> float:
    from stdnum.gb import nhs  # noqa: PLC0415 - not needed before a number is seen

    if nhs.is_valid(number):
        return 0.99 if named else 0.9 if grouped else 0.7
    return 0.85 if named else 0.0
