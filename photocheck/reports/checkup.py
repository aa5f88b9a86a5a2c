"""How the findings of `doctor` are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final, TextIO

from rich.text import Text

from photocheck.reports.json import as_json
from photocheck.reports.layout import Page
from photocheck.reports.words import printable

__all__ = ["REINSTALL", "Item", "State", "write_json", "write_text"]

REINSTALL: Final = "pip install --force-reinstall photocheck"
CHECKUP_SCHEMA: Final = "photocheck/doctor/1"


class State(StrEnum):
    """How it is with something."""

    WELL = "well"
    MISSING = "missing"
    WRONG = "wrong"


MARKS: Final = {State.WELL: ("ok", "green"), State.MISSING: ("--", "yellow"), State.WRONG: ("!!", "bold red")}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at: what it is, how it is, and what to do where it is not well."""

    group: str
    name: str
    state: State
    detail: str
    hint: str | None = None


def write_json(stream: TextIO, items: Sequence[Item]) -> None:
    """Write the items as one JSON document, schema photocheck/doctor/1."""
    healthy = all(item.state is not State.WRONG for item in items)
    document = {"schema": CHECKUP_SCHEMA, "healthy": healthy, "items": [asdict(item) for item in items]}
    stream.write(as_json(document, indent=2) + "\n")


def write_text(stream: TextIO, items: Sequence[Item]) -> None:
    """Write the items under their groups, and a sentence at the end that says how it is on the whole."""
    page = Page(stream)
    column = min(max(len(item.name) for item in items), page.width // 3) + 2
    for group, members in groupby(items, key=lambda item: item.group):
        page.blank()
        page.line(Text(group, "bold"))
        for item in members:
            mark, style = MARKS[item.state]
            lead = Text.assemble("  ", (mark, style), f"  {printable(item.name):<{column}}")
            page.hanging(lead, printable(item.detail))
            if item.hint:
                page.line(printable(item.hint), 6 + column)
    page.blank()
    page.line(_on_the_whole(items))


def _on_the_whole(items: Sequence[Item]) -> str:
    wrong = sum(item.state is State.WRONG for item in items)
    missing = sum(item.state is State.MISSING for item in items)
    if wrong:
        things = "1 thing needs" if wrong == 1 else f"{wrong} things need"
        return f"{things} putting right (!!). Do not rely on photocheck until then."
    if missing:
        return "photocheck works. What is not installed (--) is not needed for checking photos."
    return "photocheck works, with everything that it can use."
