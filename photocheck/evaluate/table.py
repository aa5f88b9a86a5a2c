"""An evaluation as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table

from photocheck.evaluate.figures import BANDS, Evaluation, FactFigures, SetFigures

__all__ = ["render"]

NONE: Final = "-"


def render(evaluation: Evaluation, stream: TextIO, width: int | None = None) -> None:
    """Print what was found, which facts were read, and how it went with the photos.

    `width` is that of the terminal unless it is given. Nothing that stands in a photo is printed.
    """
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    tables = (
        _found(evaluation.sets),
        _surfaces(evaluation.sets),
        _texts(evaluation.sets),
        _facts(evaluation.sets),
        _photos(evaluation.sets),
        _speed(evaluation.sets),
    )
    for table in tables:
        if table.row_count:
            console.print(table)
    console.print()
    for line in _remarks(evaluation.sets):
        console.print(line, soft_wrap=False)


def _table(title: str, words: Iterable[str], numbers: Iterable[str]) -> Table:
    table = Table(
        title=f"\n{title}", title_justify="left", title_style="bold", header_style="dim", box=None, padding=(0, 1, 0, 0)
    )
    for heading in words:
        table.add_column(heading, overflow="fold")
    for heading in numbers:
        table.add_column(heading, justify="right", vertical="bottom", overflow="fold")
    return table


def _found(sets: Iterable[SetFigures]) -> Table:
    sizes = [f"{low:g}+" if low else f"<{high:g}" for low, high in BANDS]
    numbers = ("all", "recall", *sizes, "false\neach", "photos\nwith it")
    table = _table("Found: recall, of all and by the shorter side in pixels; false alarms", ("set", "kind"), numbers)
    for figures in sets:
        for kind in figures.kinds:
            bands = [_share(band.recall) for band in kind.bands]
            false_alarms = (_share(kind.false_alarms_per_photo), _percent(kind.share_of_photos_with_false_alarm))
            table.add_row(figures.name, kind.kind, str(kind.labelled), _share(kind.recall), *bands, *false_alarms)
    return table


def _surfaces(sets: Iterable[SetFigures]) -> Table:
    numbers = (
        "all",
        "found",
        "kind right",
        "screens\n40+",
        "found",
        "others\n40+",
        "found",
        "photos with\na false one",
    )
    table = _table("Pages, screens, boards and cards, whichever they are called", ("set",), numbers)
    for figures in sets:
        some = figures.surfaces
        if some is not None:
            table.add_row(
                figures.name,
                *(str(some.labelled), _share(some.recall), _share(some.share_kind_right)),
                *(str(some.large_screens), _share(some.recall_of_large_screens)),
                *(str(some.large_others), _share(some.recall_of_large_others)),
                _percent(some.share_of_photos_with_false_alarm),
            )
    return table


def _texts(sets: Iterable[SetFigures]) -> Table:
    table = _table("Text read right", ("set", "kind"), ("labelled", "read", "share"))
    for figures in sets:
        for kind in figures.kinds:
            if kind.texts:
                share = _share(kind.texts_read / kind.texts)
                table.add_row(figures.name, kind.kind, str(kind.texts), str(kind.texts_read), share)
    return table


def _facts(sets: Iterable[SetFigures]) -> Table:
    numbers = ("facts", "read", "recognised", "readable", "read", "recognised")
    table = _table("Personal data", ("set", "pattern"), numbers)
    for figures in sets:
        for fact in figures.facts:
            table.add_row(figures.name, fact.pattern, *_fact_cells(fact))
    return table


def _fact_cells(fact: FactFigures) -> tuple[str, ...]:
    def shares(whole: int, read: int, recognised: int) -> tuple[str, str, str]:
        return str(whole), _share(read / whole if whole else None), _share(recognised / whole if whole else None)

    return (
        *shares(fact.facts, fact.read, fact.recognised),
        *shares(fact.readable, fact.readable_read, fact.readable_recognised),
    )


def _photos(sets: Iterable[SetFigures]) -> Table:
    numbers = (
        "photos",
        "not\nchecked",
        "with\nfacts",
        "stopped",
        "with\nstrong",
        "stopped",
        "damaged",
        "called\nclean",
    )
    table = _table("Photos", ("set",), numbers)
    for figures in sets:
        table.add_row(
            figures.name,
            str(len(figures.photos)),
            str(figures.with_problems),
            str(figures.with_facts) if figures.with_facts else NONE,
            _share(figures.share_with_facts_stopped),
            str(figures.to_stop) if figures.to_stop else NONE,
            _share(figures.share_stopped),
            str(figures.undecodable) if figures.undecodable else NONE,
            str(figures.undecodable_clean) if figures.undecodable else NONE,
        )
    return table


def _speed(sets: Iterable[SetFigures]) -> Table:
    table = _table("Speed (seconds)", ("set",), ("median", "95 % within", "slowest", "a megapixel", "in all"))
    for figures in sets:
        speed = figures.speed
        if speed is not None:
            seconds = (speed.median, speed.p95, speed.slowest, speed.per_megapixel)
            table.add_row(figures.name, *(_share(value) for value in seconds), f"{speed.total:.0f}")
    return table


def _remarks(sets: Iterable[SetFigures]) -> Iterable[str]:
    for figures in sets:
        decisions = ", ".join(f"{decision} {count}" for decision, count in figures.decisions.items())
        yield f"{figures.name}: decided {decisions or 'nothing'}."
        if figures.not_looked_for:
            kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(figures.not_looked_for.items()))
            yield f"{figures.name}: labelled, but nothing looks for them: {kinds}."


def _share(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return NONE if value is None else f"{100 * value:.0f} %"
