"""What a QR code or barcode holds, told from the way its content begins."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["content_pattern"]

# The first that fits names the content. Sources: the Wi-Fi Alliance's WPA3 specification (WIFI:), RFC 6350
# (vCard), RFC 5545 (iCalendar), NTT DoCoMo's bookmark formats (MECARD, MEBKM, MATMSG), EPC069-12 (BCD), the Swiss
# QR-bill (SPC), EMVCo's merchant codes (000201), IATA resolution 792 (boarding passes), AAMVA's card design
# standard (ANSI 636), the key URI format of authenticator apps (otpauth).
_RULES: Final = (
    ("consent-slate", re.compile(r"photocheck-consent:")),
    ("credential", re.compile(r"otpauth(-migration)?://|dpp:|mt:[0-9a-z.-]{19,}$")),
    ("code-wifi", re.compile(r"wifi:")),
    ("code-contact", re.compile(r"begin:v(card|event|calendar)|mecard:|bizcard:|@\s*\S*\s*ansi 636|@\n\x1e\r")),
    ("code-contact", re.compile(r"(mailto|tel|telprompt|sms|smsto|mms|mmsto|matmsg|facetime|facetime-audio|sip):")),
    ("code-payment", re.compile(r"bcd\r?\n\d{3}\r?\n|spc\r?\n\d{4}\r?\n|000201|upi://|bezahlcode:|spd\*")),
    ("code-payment", re.compile(r"(bitcoin|bitcoincash|ethereum|litecoin|dogecoin|monero|lightning):|ln(bc|url)1")),
    ("code-ticket", re.compile(r"m[1-4][a-z][a-z './-]{18,19}[ e][a-z0-9]{5,7} *[a-z]{6}|#ut0|otickets?:")),
    ("code-link", re.compile(r"([a-z][a-z0-9+.-]*://|www\.|urlto:|mebkm:|geo:|maps:)")),
    ("code-link", re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}(/\S*)?$")),
)


def content_pattern(content: str, *, retail: bool = False) -> str:
    """Name what a code holds, as a pattern id.

    Wi-Fi login, contact, payment, ticket, link, a secret for logging in (`credential`), or text;
    `retail` says that the kind of code is one that shops put on products.
    """
    if retail:
        return "code-product"
    beginning = content.lstrip("\ufeff \t\r\n").lower()
    for pattern, rule in _RULES:
        if rule.match(beginning):
            return pattern
    return "code-text"
