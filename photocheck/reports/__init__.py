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
    "html": "photocheck.reports.html:HtmlReport",
    "csv": "photocheck.reports.csv:CsvReport",
    "markdown": "photocheck.reports.markdown:MarkdownReport",
}

# The formats that show what a photo looks like, or which are alike: previews are made only where one is asked for.
WITH_PREVIEWS: Final = frozenset({"html", "csv"})

# What a report file's name says about its format.
SUFFIXES: Final = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".md": "markdown",
}


def report_format(name: str) -> ReportFormat:
    """Load the format of this name; raises KeyError where there is none."""
    module, _, attribute = FORMATS[name].partition(":")
    return cast("ReportFormat", getattr(import_module(module), attribute))
