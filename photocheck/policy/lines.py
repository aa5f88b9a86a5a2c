"""Find the line on which a key of a TOML file stands, which the standard library's parser does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

__all__ = ["Path", "lines_of_keys"]

# The way to a value: keys of tables, and the places of tables in a list, from 0.
Path = tuple[str | int, ...]

KEY: Final = r"[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'"
DOTTED: Final = rf"(?:{KEY})(?:\s*\.\s*(?:{KEY}))*"
LIST_HEADER: Final = re.compile(rf"\s*\[\[\s*({DOTTED})\s*\]\]")
HEADER: Final = re.compile(rf"\s*\[\s*({DOTTED})\s*\]")
VALUE: Final = re.compile(rf"\s*({DOTTED})\s*=")


def lines_of_keys(toml: str) -> Mapping[Path, int]:
    """Map the way to each table and key to its line, counted from 1.

    Reads headers and the beginnings of lines only, so a key in an inline table is not found, and neither is
    one in a list of tables within another list: the line of what is around it is known then.
    """
    lines: dict[Path, int] = {}
    seen: Counter[Path] = Counter()
    table: Path = ()
    for number, line in enumerate(toml.splitlines(), start=1):
        if header := LIST_HEADER.match(line):
            keys = _keys(header[1])
            table = (*keys, seen[keys])
            seen[keys] += 1
            lines[table] = number
        elif header := HEADER.match(line):
            table = _keys(header[1])
            lines[table] = number
        elif value := VALUE.match(line):
            lines.setdefault((*table, *_keys(value[1])), number)
    return lines


def _keys(dotted: str) -> Path:
    return tuple(key.strip("\"'") for key in re.findall(KEY, dotted))
