"""On which days something that people agreed to or decided holds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

__all__ = ["Lapse", "lapse"]


class Lapse(StrEnum):
    """Why something does not hold on a day; what asks has further reasons of its own, by the same words."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_BEGUN = "not-begun"
    DAY_UNKNOWN = "day-unknown"


def lapse(on: date | None, *, begins_on: date, expires_on: date | None, withdrawn_on: date | None) -> Lapse | None:
    """Why it does not hold on this day, None where it does: from the day it begins up to the day it expires.

    A withdrawal counts from its own day on. Of a day that is not known nothing holds.
    """
    if on is None:
        return Lapse.DAY_UNKNOWN
    if withdrawn_on is not None and withdrawn_on <= on:
        return Lapse.WITHDRAWN
    if expires_on is not None and expires_on < on:
        return Lapse.EXPIRED
    return Lapse.NOT_BEGUN if on < begins_on else None
