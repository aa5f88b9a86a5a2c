"""Dates as people write them, as a part of a regular expression."""

from __future__ import annotations

from typing import Final

from photocheck.recognisers.labels import one_of

__all__ = ["DATE"]

# Readers take some digits for letters.
_D: Final = r"[0-9OoIl|SBZ]"
# A day or a month by number has a true digit, or "B. May" would be a date.
_NUMBER: Final = rf"(?:\d{_D}?|{_D}\d)"
_DAY: Final = rf"{_NUMBER} ?(?:st|nd|rd|th)?"
_MONTH_NAME: Final = one_of(
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
# Passports give the month in two languages: "11 SEP /SEPT 88".
_MONTH: Final = rf"{_MONTH_NAME}(?: ?/ ?[a-z]{{3,5}})?"
_YEAR: Final = rf"(?:[12I]{_D}{{3}}|'?{_D}{{2}})"
_FULL_YEAR: Final = rf"[12I]{_D}{{3}}"
_GAP: Final = r"[ .,/-]*"
DATE: Final = one_of(
    rf"{_NUMBER}(?P<sign>[ ]?[./\\-][ ]?|[ ]{{1,2}}){_NUMBER}(?P=sign){_YEAR}",
    rf"{_FULL_YEAR}[ ]?[./-][ ]?{_NUMBER}[ ]?[./-][ ]?{_NUMBER}",
    rf"{_DAY}(?:[ ]of)?{_GAP}{_MONTH}{_GAP}{_YEAR}",
    rf"{_MONTH}[ .]*{_DAY}[ ,.]+{_FULL_YEAR}",
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d(?!\d)",
)
