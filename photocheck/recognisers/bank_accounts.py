"""Sort codes and account numbers of banks in the United Kingdom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import DIGIT, digits_in
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "bank-account"

SORT_LABEL: Final = Label(
    r"s[o0]rt\s?(?:ing)?\s?-?\s?c[o0]de?s?|s/?c|branch\s+(?:sort\s+)?code|bank\s+(?:sort\s+)?code|sort"
)
ACCOUNT_LABEL: Final = Label(r"acc(?:oun)?ts?|acc|a/?c|bank\s+details|bacs|roll")
SORT: Final = re.compile(rf"(?<![\w£$€])(?<!\d[./-]){DIGIT}{{2}}([ -]?){DIGIT}{{2}}\1{DIGIT}{{2}}(?!\w|[./-]\d)")
ACCOUNT: Final = re.compile(
    rf"(?<![\w£$€])(?<!\d[./-])(?:{DIGIT}{{8}}|{DIGIT}{{4}} {DIGIT}{{4}}|{DIGIT}{{2}}(?: {DIGIT}{{2}}){{3}})(?!\w"
    rf"|[./-]\d)"
)

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
    sorts = [found.span() for found in SORT.finditer(passage.text) if digits_in(found.group()) >= 5]
    accounts = [found.span() for found in ACCOUNT.finditer(passage.text) if digits_in(found.group()) >= 6]
    named_sorts = {span for span in sorts if SORT_LABEL.names(passage, *span)}
    named_accounts = {span for span in accounts if ACCOUNT_LABEL.names(passage, *span)}
    for span in sorts:
        paired = any(_belong_together(passage, span, account) for account in accounts)
        if span in named_sorts:
            yield Sighting.at(PATTERN, *span, 0.97 if paired else 0.9)
        elif paired and "-" in passage.text[slice(*span)]:
            yield Sighting.at(PATTERN, *span, 0.85)
    for span in accounts:
        paired = any(
            _belong_together(passage, sort, span)
            for sort in sorts
            if sort in named_sorts or "-" in passage.text[slice(*sort)]
        )
        if span in named_accounts:
            yield Sighting.at(PATTERN, *span, 0.97 if paired else 0.88, keep=2)
        elif paired:
            yield Sighting.at(PATTERN, *span, 0.85, keep=2)


def _belong_together(passage: Passage, sort: tuple[int, int], account: tuple[int, int]) -> bool:
    """Whether an account number stands behind a sort code in its row, or not far under it."""
    if account[0] < sort[1]:
        return False
    between = passage.text[sort[1] : account[0]]
    return between.count("\n") <= 3 and digits_in(between) == 0 and len(between) <= 60
