"""Phone numbers: of the United Kingdom in every usual layout, and of other countries with a plus sign or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.numbers import Number, numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "phone"

LABEL: Final = Label(
    r"[tmfp](?=\s?[:.])", r"tel\w*", "(?:tele)?phones?", "ph", r"mob\w*", "cell", "fax",
    "call(?: (?:back|us|me|on))?", "ring", "text", "sms", "whats ?app", "contact(?: number)?", "landline",
    "help ?line", "hot ?line", "office", "work", "home", "emergency", "voicemail", words=("telephone", "mobile"),
)  # fmt: skip
# Other long numbers: the word beside one outweighs its looks where it is not grouped as a phone number is.
NOT_THIS: Final = Label(
    "nhs", "chi", "utr", "isbn", "order", "invoice", r"acc(?:oun)?t?s?", "a/?c", r"ref\w*", "sort code", "card",
    "serial", "s/?n", "imei", "barcode", "batch", "lot", "vat", "gst", "ni", "upn", "tracking", "parcel",
    r"reg\w*", "licen[cs]e", "passport", "meter", "mp[ar]n", "id", "code", "item", "part", "model", "sku", "receipt",
    "bill", "till", "ticket", "terminal", "(?:customer|policy|company|charity) (?:no|number|ref|id)",
)  # fmt: skip
# A run of digits with at most three other signs between any two of them; readers take 0 for O and 1 for I or l.
# Another label may follow without a gap.
WRITTEN: Final = re.compile(
    r"(?<![\w£$€.,/+-])(?<!\d:)(?<!\d\d )(?:\+ ?|\()*[0-9OIl](?:[ ().\-/]{0,3}[0-9OIl]){8,14}"
    r"(?![\d%]|[^\W\d_](?![a-z]{2})|[:/.,-]\d| \d)"
)
# A number without its area code.
SHORT: Final = re.compile(r"(?<![\w£$€.,/+-])(?<!\d:)(?<!\d )\d{2,4}[ -]?\d{3,4}(?![\w%]|[:/.,-]\d| \d)")
SHORT_LABEL: Final = Label(r"tel(?:ephone|\.?)?", "phones?", "mob(?:ile)?", "fax", words=("telephone",))
DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}")
# A number with a point in it, as scientists group it.
DECIMAL: Final = re.compile(r"(?:\d{1,3} )*\d{1,3}\.\d+(?: \d+)*")
BRITISH: Final = re.compile(r"(?:0|\+440?|00440?)(?:7\d{9}|[12]\d{8,9}|3\d{9}|8\d{8,9}|8001111)")
FEWEST_TRUE_DIGITS: Final = 7
# How people group the eleven digits of a number in the United Kingdom, or the ten that some villages have.
USUAL_GROUPS: Final = frozenset({(5, 6), (5, 3, 3), (5, 2, 4), (4, 3, 4), (4, 7), (3, 4, 4), (3, 8), (5, 5), (5, 2, 3)})
# How many digits a number of another country's own plan has, area code included.
FOREIGN_LENGTHS: Final = range(9, 13)

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("07700 900123", "07700 900123"),
        ("Tel: 01527 508399", "01527 508399"),
        ("Tel:01527 508399 Fax:01527 508400", "01527 508400"),
        ("Call (01527) 64252 today", "(01527) 64252"),
        ("0121 496 0123", "0121 496 0123"),
        ("+44 (0)1527 881288", "+44 (0)1527 881288"),
        ("fax:+44 (0) 20 6789 2345", "+44 (0) 20 6789 2345"),
        ("+44 7700 900 123", "+44 7700 900 123"),
        ("(+44) 7700 900123", "(+44) 7700 900123"),
        ("Kwame: O7700 9OO207", "O7700 9OO207"),
        ("020 7946 0018", "020 7946 0018"),
        ("0800 123 4567", "0800 123 4567"),
        ("+1 425 555 0123", "+1 425 555 0123"),
        ("Phone: (425) 555-0123", "(425) 555-0123"),
        ("Customer: 07700 900123", "07700 900123"),
        ("Account contact 01527 508399", "01527 508399"),
        ("TEL:012-2060 778", "012-2060 778"),
        ("01632 960123", "01632 960123"),
        ("Tel. 64252", "64252"),
        ("Mobile\n07700900123", "07700900123"),
        ("Te1ephone 64252", "64252"),
        ("07700-900-123", "07700-900-123"),
        ("01527/508399", "01527/508399"),
        ("Name\tMobile\tRoom\nA Person\t07700 900123\t12", "07700 900123"),
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
        "0.307 012 2084",
        "Order 01527508399",
        "GST Reg No : 001951645696",
        "NHS number: 740 353 8137",
        "192.168.100.101",
        "12345678901",
        "01/02/2024 09:30",
        "2026 2027 2028",
        "(420) 94043",
        "017-6057770",
        "0123456789",
        "m, 0.79788456",
        "GST\n(001610235-P)",
        "28 024.951 4242",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find numbers of the United Kingdom's plan, those with a plus sign, and those that are named so."""
    for number in numbers(passage, WRITTEN, least=FEWEST_TRUE_DIGITS):
        if confidence := _confidence(number, passage):
            yield Sighting.at(PATTERN, number.start, number.end, confidence, keep=3)
    for number in numbers(passage, SHORT, least=5):
        if SHORT_LABEL.is_before(passage, number.start):
            yield Sighting.at(PATTERN, number.start, number.end, 0.7, keep=2)


def _confidence(number: Number, passage: Passage) -> float:
    if DATE.match(number.written) or DECIMAL.fullmatch(number.written):
        return 0.0
    groups = tuple(len(group) for group in re.findall(r"[^\W_]+", number.written))
    named = LABEL.names(passage, number.start, number.end)
    looks_like_one = groups in USUAL_GROUPS or LABEL.is_before(passage, number.start)
    if not looks_like_one and NOT_THIS.names(passage, number.start, number.end):
        return 0.0
    abroad = "+" in number.written
    plain = ("+" if abroad else "") + number.digits
    if BRITISH.fullmatch(plain):
        if _is_valid(plain.replace("+440", "+44")):
            return 0.97 if named else 0.9
        # Numbers that are kept for films, and new ranges, are in no plan.
        return 0.88 if named else 0.75 if abroad or groups in USUAL_GROUPS else 0.0
    if abroad and _is_valid(plain):
        return 0.97 if named else 0.9
    in_the_row = LABEL.is_before(passage, number.start)
    return 0.8 if in_the_row and len(number.digits) in FOREIGN_LENGTHS else 0.0


def _is_valid(number: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - not needed before a number is seen

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, "GB")))
    except phonenumbers.NumberParseException:
        return False
