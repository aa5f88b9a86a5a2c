"""Numbers of payment cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, as_digits, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "payment-card"

LABEL: Final = Label(r"cards?|visa|master\s?card|amex|american\s+express|maestro|debit|credit|pan|discover")
NOT_THIS: Final = Label(
    r"imei|serial|s/?n|isbn|tracking|order|iccid|barcode|parcel|library(?:\s+card)?|loyalty(?:\s+card)?"
)
WRITTEN: Final = re.compile(rf"(?<![\w£$€])(?<!\d[ .,/-]){DIGIT}(?:[ -]?{DIGIT}){{12,18}}(?!\w|[ .,/-]\d)")
# How numbers of the schemes begin, and how long they are: ISO/IEC 7812 as the schemes publish it.
SCHEMES: Final = re.compile(
    r"4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|(?:50|5[6-8]|6[0-9])\d{10,17}"
)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("Card number: 5555555555554444", "5555555555554444"),
        ("3782 822463 10005", "3782 822463 10005"),
        ("4111 1111 I111 1111", "4111 1111 I111 1111"),
        ("Card no\n4111-1111-1111-1111", "4111-1111-1111-1111"),
        ("Visa 4111 1111 1111 1112", "4111 1111 1111 1112"),
    ),
    left_alone=(
        "4111 1111 1111 1112",
        "5012345678900",
        "IMEI 490154203237518",
        "1234 5678 9012 3456",
        "2026 2027 2028 2029",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers of a card scheme that pass the check, or that are named so."""
    for found in WRITTEN.finditer(passage.text):
        start, end = found.span()
        if digits_in(found.group()) < 10:
            continue
        number = re.sub(r"[ -]", "", as_digits(found.group()))
        if SCHEMES.fullmatch(number) is None or NOT_THIS.names(passage, start, end):
            continue
        named = LABEL.names(passage, start, end)
        if _is_valid(number):
            if named or len(number) in {15, 16} or (len(number) == 14 and " " in found.group()):
                yield Sighting.at(PATTERN, start, end, 0.99 if named else 0.92, keep=4)
        elif named and len(number) in {15, 16}:
            yield Sighting.at(PATTERN, start, end, 0.85, keep=4)


def _is_valid(number: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - not needed before a number is seen

    return bool(luhn.is_valid(number))
