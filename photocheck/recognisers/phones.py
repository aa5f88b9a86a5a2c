"""Phone numbers: of the United Kingdom in every usual layout, and of other countries with a plus sign or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import as_digits, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "phone"

LABEL: Final = Label(
    r"t|m|f|p|tel\w*|phones?|ph|mob\w*|cell|fax|call(?:\s+back|\s+us|\s+me)?|ring|text|sms|whatsapp|contact|landline"
    r"|help\s?line|hot\s?line|office|work|home|emergency"
)
NOT_THIS: Final = Label(
    r"nhs|utr|isbn|order|invoice|account|acc|a/?c|ref\w*|sort\s+code|card|serial|s/?n|imei|barcode|batch|lot|vat|ni"
    r"|upn"
    r"|tracking|parcel|customer|policy|licen[cs]e|passport"
)
# A run of digits, at most two other signs between any two of them; readers take 0 for O and 1 for I or l.
WRITTEN: Final = re.compile(
    r"(?<![\w£$€.,/:+-])(?<!\d )(?:\+ ?)?\(?[0-9OIl](?:[ ().\-/]{0,3}[0-9OIl]){8,14}(?![\w%]|[:/.,-]\d| \d)"
)
SHORT: Final = re.compile(r"(?<![\w£$€.,/:+-])(?<!\d )\d{2,4}[ -]?\d{3,4}(?![\w%]|[:/.,-]\d| \d)")
SHORT_LABEL: Final = Label(r"tel(?:ephone|\.?)?|phones?|mob(?:ile)?|fax")
DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}")
UK_SHAPE: Final = re.compile(r"(?:0|\+?44|0044)0?(?:7\d{9}|[12]\d{8,9}|3\d{9}|8\d{8,9}|800\d{6}|8001111)")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("07700 900123", "07700 900123"),
        ("Tel: 01527 508399", "01527 508399"),
        ("Call (01527) 64252 today", "(01527) 64252"),
        ("0121 496 0123", "0121 496 0123"),
        ("+44 (0)1527 881288", "+44 (0)1527 881288"),
        ("+44 7700 900 123", "+44 7700 900 123"),
        ("Kwame: O7700 9OO207", "O7700 9OO207"),
        ("020 7946 0018", "020 7946 0018"),
        ("0800 123 4567", "0800 123 4567"),
        ("+1 425 555 0123", "+1 425 555 0123"),
        ("Phone: (425) 555-0123", "(425) 555-0123"),
        ("Tel. 64252", "64252"),
        ("Mobile\n07700900123", "07700900123"),
        ("07700-900-123", "07700-900-123"),
    ),
    left_alone=(
        "Mon-Fri 09:00-17:30",
        "Open 0900 - 1730",
        "£1,234,567.89",
        "01-12-2024 12",
        "1999-2026",
        "ISBN 978-0-306-40615-7",
        "5012345678900",
        "Bus 143 144",
        "999",
        "Serial 0152750839",
        "100 200 300 400",
        "3.14159265358",
        "Order 01527508399",
        "NHS number: 740 353 8137",
        "192.168.100.101",
        "12345678901",
        "01/02/2024 09:30",
        "2026 2027 2028",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers of the United Kingdom's plan, those with a plus sign, and those that are named so."""
    for found in WRITTEN.finditer(passage.text):
        start, end = found.span()
        confidence = _confidence(passage, found.group(), start, end)
        if confidence:
            yield Sighting.at(PATTERN, start, end, confidence, keep=3)
    for found in SHORT.finditer(passage.text):
        start, end = found.span()
        if 5 <= digits_in(found.group()) <= 8 and SHORT_LABEL.is_before(passage, start):
            yield Sighting.at(PATTERN, start, end, 0.7, keep=2)


def _confidence(passage: Passage, written: str, start: int, end: int) -> float:
    digits = as_digits(written)
    if digits_in(written) < 7 or DATE.match(digits) or "\n" in written:
        return 0.0
    named = LABEL.names(passage, start, end)
    if not LABEL.is_before(passage, start) and NOT_THIS.names(passage, start, end):
        return 0.0
    plain = re.sub(r"[^\d+]", "", digits.replace("(0)", ""))
    british = UK_SHAPE.fullmatch(plain) is not None
    if british or plain.startswith(("+", "00")):
        if _is_valid(digits):
            return 0.97 if named else 0.9
        # Numbers that are kept for films, and new ranges, are in no plan.
        return (
            (0.9 if named else 0.8)
            if british and plain[:2] in {"07", "+4", "00"}
            else 0.85
            if named and british
            else 0.0
        )
    return 0.8 if named and 10 <= len(plain) <= 12 else 0.0


def _is_valid(number: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - not needed before a number is seen

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, "GB")))
    except phonenumbers.NumberParseException:
        return False
