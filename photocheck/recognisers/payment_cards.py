"""Numbers of payment cards, and the three digits on their back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT
from photocheck.recognisers.numbers import ALONE_BEFORE, Number, numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "payment-card"

LABEL: Final = Label(
    "cards?", "visa", "master ?card", "amex", "american express", "maestro", "debit", "credit", "pan", "discover"
)
NOT_THIS: Final = Label(
    "imei", "serial", "s/?n", "isbn", "tracking", "order", "iccid", "barcode", "parcel", "library(?: card)?",
    "loyalty(?: card)?", "membership", r"meter", r"mpan",
)  # fmt: skip
CODE_LABEL: Final = Label(r"cvv\s?2?", "cvc\\s?2?", "card (?:security|verification) (?:code|number|value)")
_GAP: Final = r"[ -]{0,2}"
# Fours, or four, six and the rest; a reader may leave out a gap.
WRITTEN: Final = re.compile(
    rf"{ALONE_BEFORE}(?:(?:{DIGIT}{{4}}{_GAP}){{3}}{DIGIT}{{1,4}}(?:{_GAP}{DIGIT}{{3}})?"
    rf"|{DIGIT}{{4}}{_GAP}{DIGIT}{{6}}{_GAP}{DIGIT}{{4,5}}|{DIGIT}{{17,19}})(?!\w|[ .,/-]\d)"
)
CODE: Final = re.compile(r"(?<![\w£$€])\d{3,4}(?![\w.,/-]\d|\w)")
# How numbers of the schemes begin, and how long they are: ISO/IEC 7812 as the schemes publish it.
SCHEMES: Final = re.compile(
    r"4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}"
)
# Schemes whose numbers look like many others: a label has to say so.
NAMED_SCHEMES: Final = re.compile(r"4\d{12}|3(?:0[0-5]|[68]\d)\d{11}|(?:50|5[6-8]|6\d)\d{10,17}|62\d{17}")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("Card number: 5555555555554444", "5555555555554444"),
        ("3782 822463 10005", "3782 822463 10005"),
        ("4111 1111 I111 1111", "4111 1111 I111 1111"),
        ("Card no\n4111-1111-1111-1111", "4111-1111-1111-1111"),
        ("Visa 4111 1111 1111 1112", "4111 1111 1111 1112"),
        ("Maestro 6759 6498 2643 8453", "6759 6498 2643 8453"),
        ("CVV 123", "123"),
    ),
    left_alone=(
        "4111 1111 1111 1112",
        "5012345678900",
        "IMEI 490154203237518",
        "1234 5678 9012 3456",
        "2026 2027 2028 2029",
        "Library card 4111 1111 1111 1111",
        "6759 6498 2643 8453",
        "Room 123",
        "44 66 11 45 -58 -11 -25 51",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers of a card scheme that pass the check, or that are named so."""
    for number in numbers(passage, WRITTEN, least=9):
        confidence = _confidence(number, passage)
        if confidence:
            yield Sighting.at(PATTERN, number.start, number.end, confidence, keep=4)
    for number in numbers(passage, CODE, least=3):
        if CODE_LABEL.names(passage, number.start, number.end):
            yield Sighting.at(PATTERN, number.start, number.end, 0.85)


def _confidence(number: Number, passage: Passage) -> float:
    usual = SCHEMES.fullmatch(number.digits) is not None
    if not usual and NAMED_SCHEMES.fullmatch(number.digits) is None:
        return 0.0
    if NOT_THIS.names(passage, number.start, number.end):
        return 0.0
    named = LABEL.names(passage, number.start, number.end)
    if _is_valid(number.digits):
        return 0.99 if named else 0.92 if usual else 0.0
    return 0.85 if named and usual else 0.0


def _is_valid(digits: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - not needed before a number is seen

    return bool(luhn.is_valid(digits))
