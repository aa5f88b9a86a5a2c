"""Sort codes and account numbers of banks in the United Kingdom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, digits_in
from photocheck.recognisers.numbers import Number, numbers
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "bank-account"

SORT_LABEL: Final = Label(
    r"s[o0]rt\s?(?:ing)?\s?-?\s?c[o0]de?s?",
    "s/?c",
    "(?:branch|bank)(?: sort)? code",
    "sort",
    words=("sortcode",),
)
ACCOUNT_LABEL: Final = Label(
    r"acc(?:oun)?ts?\.?", r"acc\.?", "a/?c", "bank details", "bacs", "roll", words=("account",)
)
_BEFORE: Final = r"(?<![\w£$€])(?<!\d[./-])"
_AFTER: Final = r"(?!\w|[./-]\d)"
SORT: Final = re.compile(rf"{_BEFORE}{DIGIT}{{2}}([ -]?){DIGIT}{{2}}\1{DIGIT}{{2}}{_AFTER}")
ACCOUNT: Final = re.compile(
    rf"{_BEFORE}(?:{DIGIT}{{8}}|{DIGIT}{{4}} {DIGIT}{{4}}|{DIGIT}{{2}}(?: {DIGIT}{{2}}){{3}}){_AFTER}"
)
# An account number stands in the row of its sort code, or at most this many rows below.
ROWS_BELOW: Final = 3
FURTHEST: Final = 60

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Sort code 93-68-95 Account number 99760526", "99760526"),
        ("Sort code 93-68-95 Account number 99760526", "93-68-95"),
        ("Sort code: 936895", "936895"),
        ("Account no. 99760526", "99760526"),
        ("Sort code\n93-68-95\nAccount number\n99760526", "99760526"),
        ("93-68-95\t99760526", "99760526"),
        ("93-68-95\n99760526", "93-68-95"),
        ("Sort code\tAccount\n93-68-95\t99760526", "99760526"),
        ("A/C 9976O526", "9976O526"),
        ("Accaunt nummber 47291327", "47291327"),
    ),
    left_alone=(
        "10-04-62",
        "99760526",
        "Ref 99760526",
        "Accounts department 2026",
        "12 34 56",
        "20260410",
        "Account opened 10-04-62",
        "Sort by date 2026",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find sort codes and account numbers that are named so, or that stand together."""
    sorts = list(numbers(passage, SORT, least=5))
    accounts = list(numbers(passage, ACCOUNT, least=6))
    for sort in sorts:
        named = SORT_LABEL.names(passage, sort.start, sort.end)
        paired = any(_belong_together(passage, sort, account) for account in accounts)
        if named or (paired and "-" in sort.written):
            yield Sighting.at(PATTERN, sort.start, sort.end, _confidence(named=named, paired=paired))
    for account in accounts:
        named = ACCOUNT_LABEL.names(passage, account.start, account.end)
        paired = any(
            _belong_together(passage, sort, account)
            and ("-" in sort.written or SORT_LABEL.names(passage, sort.start, sort.end))
            for sort in sorts
        )
        if named or paired:
            confidence = _confidence(named=named, paired=paired)
            yield Sighting.at(PATTERN, account.start, account.end, confidence, keep=2)


def _confidence(*, named: bool, paired: bool) -> float:
    return 0.97 if named and paired else 0.88 if named else 0.85


def _belong_together(passage: Passage, sort: Number, account: Number) -> bool:
    """Whether an account number stands behind a sort code in its row, or not far under it."""
    if not sort.end <= account.start <= sort.end + FURTHEST:
        return False
    between = passage.text[sort.end : account.start]
    return between.count("\n") <= ROWS_BELOW and digits_in(between) == 0
