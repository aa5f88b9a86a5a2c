"""Put the lines that were read in a photo together into passages: what lies on one page, in rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from photocheck.domain.containment import holders
from photocheck.domain.findings import OBJECT_KINDS, Finding
from photocheck.domain.geometry import Box
from photocheck.recognisers.lines import Line, by_direction
from photocheck.recognisers.passage import Cell, Passage
from photocheck.recognisers.rows import in_rows

__all__ = ["passages", "written_passage"]

# What has text in it that may be personal. What stands in the file, and product codes, speak for themselves.
READ_KINDS: Final = ("text", "number-plate", "qr-code")
# How wide a gap in a row may be, in heights: in a table, and where nothing holds the lines together.
GAP_ON_A_PAGE: Final = 40.0
GAP_IN_THE_OPEN: Final = 8.0


def passages(findings: Sequence[Finding]) -> Iterator[Passage]:
    """Yield the passages of a photo; a cell's key is the finding's place in the sequence."""
    # Numbered, so that each is another than the lines, which have no number yet.
    objects = [
        replace(finding, number=number)
        for number, finding in enumerate(findings, start=1)
        if finding.kind in OBJECT_KINDS and finding.region is not None
    ]
    groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for index, finding in enumerate(findings):
        if finding.kind not in READ_KINDS or finding.text is None or not finding.text.revealed:
            continue
        if finding.kind == "qr-code" or finding.region is None:
            yield written_passage(finding.text.revealed, key=index)
            continue
        held_by = holders(replace(finding, number=0), objects)
        groups[finding.page, held_by[0].number if held_by else 0].append(
            Line.of(index, finding.text.revealed, finding.region)
        )
    for (_, holder), lines in groups.items():
        for together in by_direction(lines):
            yield Passage(in_rows(together, GAP_IN_THE_OPEN))
            if holder:
                # A table's row goes across the page, and an address in a letter stands in a column of its own: both.
                yield Passage(in_rows(together, GAP_ON_A_PAGE))


def written_passage(text: str, key: int = 0) -> Passage:
    """A passage from plain text: line breaks make rows, tabs make columns. Every line gets the same key."""
    rows = []
    for number, row in enumerate(text.split("\n")):
        cells = []
        left = 0.0
        for piece in row.split("\t"):
            cells.append(Cell.of(key, piece, Box(left, 1.5 * number, left + 0.5 * len(piece), 1.5 * number + 1)))
            left += max(0.5 * len(piece) + 2, 12.0)
        rows.append(cells)
    return Passage(rows)
