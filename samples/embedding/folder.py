"""Look at every photo of a folder, a few side by side, and take the reports one by one as they are ready."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from photocheck import PhotoReport, Screener


def reports_of(folder: Path, screener: Screener, side_by_side: int = 2) -> Iterator[PhotoReport]:
    """Yield a report for every file below a folder, in order; what is no photo is `not-checked`, never left out.

    One Screener serves all threads. For thousands of photos use `photocheck FOLDER`, which has processes of their own,
    limits of time and memory, and remembers what it found.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(side_by_side) as pool:
        yield from pool.map(screener.screen, files)


if __name__ == "__main__":
    for report in reports_of(Path(sys.argv[1]), Screener(threads=1)):
        print(report.decision, report.source)
