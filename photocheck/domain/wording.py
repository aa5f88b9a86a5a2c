"""The words for kinds, patterns, positions and degrees of certainty, so that every part says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.rulings import MARKED

__all__ = [
    "KIND_NOUNS",
    "PATTERN_NOUNS",
    "Noun",
    "capitalised",
    "kind_noun",
    "listed",
    "name_of",
    "numbers",
    "pattern_noun",
    "position",
    "sureness",
]


@dataclass(frozen=True, slots=True)
class Noun:
    """What something is called: `one` with its article, `many` without a number."""

    one: str
    many: str

    def counted(self, count: int) -> str:
        """The words for this many: "a phone number", "3 phone numbers"."""
        return self.one if count == 1 else f"{count} {self.many}"


KIND_NOUNS: Final = MappingProxyType(
    {
        "face": Noun("a face", "faces"),
        "text": Noun("text", "pieces of text"),
        "document": Noun("a page", "pages"),
        "screen": Noun("a screen", "screens"),
        "whiteboard": Noun("a whiteboard", "whiteboards"),
        "id-card": Noun("an ID card", "ID cards"),
        "number-plate": Noun("a number plate", "number plates"),
        "qr-code": Noun("a QR code", "QR codes"),
        "barcode": Noun("a barcode", "barcodes"),
        "location": Noun("the place where it was taken", "places where it was taken"),
        "personal-metadata": Noun("a personal detail", "personal details"),
        "hidden-image": Noun("a hidden picture", "hidden pictures"),
        MARKED: Noun("something marked by hand", "things marked by hand"),
    }
)

PATTERN_NOUNS: Final = MappingProxyType(
    {
        "uk-nhs-number": Noun("an NHS number", "NHS numbers"),
        "uk-national-insurance": Noun("a National Insurance number", "National Insurance numbers"),
        "uk-utr": Noun("a tax reference (UTR)", "tax references (UTR)"),
        "uk-upn": Noun("a pupil number (UPN)", "pupil numbers (UPN)"),
        "uk-driving-licence": Noun("a driving licence number", "driving licence numbers"),
        "uk-postcode": Noun("a postcode", "postcodes"),
        "uk-address": Noun("a postal address", "postal addresses"),
        "number-plate": Noun("a number plate", "number plates"),
        "passport": Noun("a passport number", "passport numbers"),
        "mrz": Noun("the machine-readable part of a passport or ID card", "machine-readable parts of ID cards"),
        "phone": Noun("a phone number", "phone numbers"),
        "email": Noun("an email address", "email addresses"),
        "date-of-birth": Noun("a date of birth", "dates of birth"),
        "bank-account": Noun("a sort code and account number", "sort codes and account numbers"),
        "iban": Noun("an international bank account number", "international bank account numbers"),
        "payment-card": Noun("a payment card number", "payment card numbers"),
        "credential": Noun("a password, PIN or key", "passwords, PINs or keys"),
        "marking": Noun("a protective marking", "protective markings"),
        "marking-public": Noun("a marking for public release", "markings for public release"),
        "name": Noun("a person's name", "people's names"),
        "code-link": Noun("a code with a web link", "codes with a web link"),
        "code-wifi": Noun("a code with a Wi-Fi login", "codes with a Wi-Fi login"),
        "code-contact": Noun("a code with contact details", "codes with contact details"),
        "code-payment": Noun("a code for a payment", "codes for a payment"),
        "code-ticket": Noun("a code of a ticket", "codes of tickets"),
        "code-product": Noun("a code of a product", "codes of products"),
        "code-text": Noun("a code with text in it", "codes with text in them"),
        "consent-slate": Noun("the card of a consent form", "cards of consent forms"),
        "gps-position": Noun("the place where it was taken", "places where it was taken"),
        "place-name": Noun("the name of the place where it was taken", "names of the place where it was taken"),
        "device-serial": Noun("the serial number of a camera or phone", "serial numbers of cameras or phones"),
        "owner-name": Noun("the name of the camera's owner", "names of the camera's owner"),
        "person-name": Noun("a person's name", "people's names"),
        "caption": Noun("a caption", "captions"),
        "model-release": Noun("a note on model releases", "notes on model releases"),
        "minor": Noun("a note that somebody is under 18", "notes that somebody is under 18"),
        "file-name": Noun("a file name that may give somebody away", "file names that may give somebody away"),
        "unreadable-metadata": Noun("details that could not be read", "kinds of details that could not be read"),
        "embedded-thumbnail": Noun("a small picture that is not like the photo", "small pictures unlike the photo"),
        "motion-photo": Noun("a short video", "short videos"),
        "multi-picture": Noun("a further picture", "further pictures"),
        "gain-map": Noun(
            "a layer for bright screens (HDR), which may still show what was covered or cut off later",
            "layers for bright screens (HDR), which may still show what was covered or cut off later",
        ),
        "depth-map": Noun(
            "a map of distances, which may still show what was covered or cut off later",
            "maps of distances, which may still show what was covered or cut off later",
        ),
        "trailing-bytes": Noun("something after the end of the picture", "things after the end of the picture"),
    }
)


def kind_noun(kind: str) -> Noun:
    """What things of this kind are called, even where the kind is not ours."""
    return KIND_NOUNS.get(kind) or _noun_from_id(kind)


def pattern_noun(pattern: str) -> Noun:
    """What a pattern recognises is called, even where the pattern is not ours."""
    return PATTERN_NOUNS.get(pattern) or _noun_from_id(pattern)


def _noun_from_id(identifier: str) -> Noun:
    words = identifier.replace("-", " ").replace("_", " ").strip() or "unknown"
    return Noun(f"something called “{words}”", f"things called “{words}”")


def name_of(finding: Finding) -> str:
    """A few words for one finding, as a label beside its box: "Phone number", "QR code"."""
    nouns = [pattern_noun(pattern) for pattern in sorted(finding.patterns)] or [kind_noun(finding.kind)]
    return capitalised(listed([_without_article(noun.one) for noun in nouns]))


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first in {"a", "an", "the"} else words


def capitalised(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """Words in a row, as a person says them: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


# A page of print gives dozens of numbers; nobody reads more than a line of them.
MOST_NUMBERS: Final = 12


def numbers(found: Sequence[int]) -> str:
    """The numbers of findings, as they stand in brackets after a sentence: "2, 3, 4"."""
    shown = ", ".join(str(number) for number in found[:MOST_NUMBERS])
    left = len(found) - MOST_NUMBERS
    return f"{shown} and {left} more" if left > 0 else shown


# A box that covers this share of the photo has no place in it that is worth a name.
SHARE_ACROSS: Final = 0.6


def position(box: Box, width: float, height: float) -> str:
    """Where a box lies in a photo of this size in pixels: "top left", "centre", "across the photo"."""
    if width <= 0 or height <= 0:
        return "centre"
    if box.clipped(width, height).area >= SHARE_ACROSS * width * height:
        return "across the photo"
    x, y = box.centre
    column = _third(x / width, ("left", "", "right"))
    row = _third(y / height, ("top", "", "bottom"))
    return f"{row} {column}".strip() or "centre"


def _third(share: float, words: tuple[str, str, str]) -> str:
    return words[min(max(int(share * 3), 0), 2)]


# From which confidence on these words are used; they say how likely a finding is what it seems to be.
SURENESS: Final = ((0.9, "very sure"), (0.7, "fairly sure"))


def sureness(confidence: float) -> str:
    """How sure a detector was, in words, from its confidence between 0 and 1."""
    return next((words for least, words in SURENESS if confidence >= least), "not sure")
