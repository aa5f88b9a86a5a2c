"""How a report is told: one file, one format. A format decides nothing."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from photocheck.reports.interface import ReportFormat

__all__ = ["FORMATS", "SUFFIXES", "WITH_PREVIEWS", "report_format"]

# Where each format lives: loaded when it is asked for.
FORMATS: Final = {
    "text": "photocheck.reports.terminal:TerminalReport",
    "json": "photocheck.reports.json:JsonReport",
    "jsonl": "photocheck.reports.jsonl:JsonLinesReport",
}

# The formats that show a small picture of each photo, which is made only where one of them is asked for.
WITH_PREVIEWS: Final = frozenset[str]()

# What a report file's name says about its format.
SUFFIXES: Final = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def report_format(name: str) -> ReportFormat:
    """Load the format of this name; raises KeyError where there is none."""
    module, _, attribute = FORMATS[name].partition(":")
    return cast("ReportFormat", getattr(import_module(module), attribute))
