"""NHS numbers of England, Wales and the Isle of Man, and the numbers of Scotland (CHI) and Northern Ireland (H&C)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.numbers import TEN_DIGITS, Number, numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "uk-nhs-number"

LABEL: Final = Label(
    r"n\.?\s?h\.?\s?[s5]\.?",
    r"n[^\W_][s5]\s?n[o0u]\w*",  # as readers see "NHS No" in small print
    r"chi",
    r"hospital n(?:o|umber)",
    r"health (?:and|&) (?:social )?care n(?:o|umber)",
    r"h\s?[&+]\s?c",
    r"hscn?",
)
NOT_THIS: Final = Label(
    "isbn", "tel", r"(?:tele)?phone", "mobile", "fax", "utr", "order", "invoice", "tracking", "parcel", "barcode",
    "sku", "batch", "lot", "serial", r"ref\w*", r"(?:part|model|item|product|stock)(?: code)?", r"gtin", r"ean",
    r"meter", r"mpan", r"mprn",
)  # fmt: skip
# Written in the usual groups of three, three and four; Scotland's begins with a day of birth.
GROUPED: Final = re.compile(r"\S{3}([ .-]{1,2})\S{3}\1\S{4}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[ -]\d{4}")
# How numbers begin that were given out in England and Wales; those for tests begin with 9, Northern Ireland's with 3.
GIVEN_OUT: Final = re.compile(r"[467]")
GIVEN_OUT_IN_GROUPS: Final = re.compile(r"[4679]|3[2-9]|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])")
LENGTH: Final = 10

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("NHS No: 943 476 5919", "943 476 5919"),
        ("NHS number 9434765919", "9434765919"),
        ("NHS number is 943-476-5919.", "943-476-5919"),
        ("943-476-5919", "943-476-5919"),
        ("943 476 5919 (NHS)", "943 476 5919"),
        ("NHS Number\n943 476 5919", "943 476 5919"),
        ("Name\tNHS number\tAge\nA Person\t943 476 5919\t41", "943 476 5919"),
        ("NHS No 943 476 59I9", "943 476 59I9"),
        ("NHS No 943 47G 5919", "943 47G 5919"),
        ("N4S N0 47O 428 3674", "47O 428 3674"),
        ("CHI 010170 0016", "010170 0016"),
        # A label and the right length: the reader may have got a digit wrong.
        ("NHS No 943 476 5918", "943 476 5918"),
        ("her number is 450 557 7104 she said", "450 557 7104"),
    ),
    left_alone=(
        "943 476 5918",
        "ISBN 0306406152",
        "0-306-40615-2",
        "Tel 01527 508399",
        "Order 9434765919",
        "Part no. 943 476 5919",
        "1234 943 476 5919 1234",
        "NHS Direct 111",
        "Open 0900 1700",
        "£943 476 5919",
        "0.943 476 5919",
        "1700000000",
        "NHS Sold Goods",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find ten digits that pass the check, or that are named so."""
    for number in numbers(passage, TEN_DIGITS, least=6):
        if len(number.digits) == LENGTH and (confidence := _confidence(number, passage)):
            yield Sighting.at(PATTERN, number.start, number.end, confidence, keep=4)


def _confidence(number: Number, passage: Passage) -> float:
    """How sure this is one; the check alone is passed by one number in eleven, so the rest has to be usual too."""
    if LABEL.names(passage, number.start, number.end):
        return 0.99 if _is_valid(number.digits) else 0.85
    grouped = GROUPED.fullmatch(number.written) is not None
    usual = GIVEN_OUT_IN_GROUPS.match(number.digits) if grouped else GIVEN_OUT.match(number.written)
    if usual is None or not (grouped or number.written.isdigit()) or not _is_valid(number.digits):
        return 0.0
    if NOT_THIS.names(passage, number.start, number.end):
        return 0.0
    return 0.9 if grouped else 0.7


def _is_valid(digits: str) -> bool:
    from stdnum.gb import nhs  # noqa: PLC0415 - not needed before a number is seen

    return bool(nhs.is_valid(digits))
