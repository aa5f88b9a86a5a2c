"""A comparison as one table, for the terminal and, with bars between its columns, for a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from photocheck.evaluate.comparison import ComparedSet, Comparison, Count, ToolFigures

__all__ = ["render_comparison"]

# A tool does not look for this, or there is nothing to tell.
NONE: Final = "-"


def render_comparison(comparison: Comparison, stream: TextIO, width: int | None = None) -> None:
    """Print what each tool found, missed and wrongly found in each set, its seconds and its memory.

    `width` is that of the terminal unless it is given. Nothing that stands in a photo is printed.
    """
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    console.print(f"{comparison.date}, {comparison.machine}")
    console.print("Each cell: found/missed/false; “-”: does not look for it, or the labels do not tell.")
    names = [info.name for info in comparison.tools]
    table = Table(box=MARKDOWN, padding=(0, 1))
    table.add_column("", overflow="fold")
    for heading in ("labelled", *names):
        table.add_column(heading, justify="right", overflow="fold")
    for compared in comparison.sets:
        table.add_row(f"{compared.name}, {compared.photos} photo{'s' if compared.photos > 1 else ''}")
        for row in _rows(compared, names):
            table.add_row(*row)
    console.print(table)
    console.print()
    for line in _remarks(comparison):
        console.print(line, soft_wrap=True)


def _rows(compared: ComparedSet, names: list[str]) -> Iterator[tuple[str, ...]]:
    tools = [compared.tools[name] for name in names]
    for what, labelled in _counted(tools).items():
        yield (what, str(labelled), *(_cell(tool.counts.get(what)) for tool in tools))
    if any(tool.not_checked for tool in tools):
        yield ("photos not looked at", "", *(str(tool.not_checked) for tool in tools))
    seconds = ((NONE if tool.speed is None else f"{tool.speed.median:.2f}") for tool in tools)
    yield ("seconds a photo, median", "", *seconds)
    memory = ((NONE if tool.peak_mb is None else f"{tool.peak_mb:.0f}") for tool in tools)
    yield ("memory so far, MB", "", *memory)


def _counted(tools: list[ToolFigures]) -> dict[str, int]:
    """What any of them looks for, in the order of the one that looks for most."""
    counted: dict[str, int] = {}
    for tool in sorted(tools, key=lambda tool: -len(tool.counts)):
        for what, count in tool.counts.items():
            counted.setdefault(what, count.labelled)
    return counted


def _cell(count: Count | None) -> str:
    if count is None:
        return NONE
    return f"{count.found}/{count.missed}/{NONE if count.false is None else count.false}"


def _remarks(comparison: Comparison) -> Iterator[str]:
    for info in comparison.tools:
        versions = ", ".join(f"{package} {version}" for package, version in info.versions.items())
        told = "; ".join(part for part in (versions, info.remark, f"loaded in {info.load:.1f} s") if part)
        yield f"{info.name}: {told}."
    for gone in comparison.missing:
        yield f"{gone.name} was not measured: {gone.why}. To install it: {gone.install}"
