"""Dates as people write them, as a part of a regular expression."""

from __future__ import annotations

from typing import Final

__all__ = ["DATE"]

_D: Final = r"[0-9OoIl|SBZ]"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_SEPARATOR: Final = r" ?[./\\-] ?|  ?"
DATE: Final = (
    rf"(?:{_D}{{1,2}}(?:{_SEPARATOR}){_D}{{1,2}}(?:{_SEPARATOR})(?:[12I]{_D}{{3}}|{_D}{{2}})"
    rf"|[12]{_D}{{3}} ?[./-] ?{_D}{{1,2}} ?[./-] ?{_D}{{1,2}}"
    rf"|{_D}{{1,2}} ?(?:st|nd|rd|th)?(?: of)?[ .,/-]*{_MONTH}[ .,/-]*(?:[12]{_D}{{3}}|'?{_D}{{2}})"
    rf"|{_MONTH}[ .]*{_D}{{1,2}}(?:st|nd|rd|th)?[ ,.]+[12]{_D}{{3}}"
    r"|(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d(?!\d))"
)
