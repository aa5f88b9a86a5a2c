"""How much faster two worker processes are than one, on real photos with the real detectors.

    uv run python tests/benchmarks/two_processes.py FOLDER... [--photos N]

One process with one core's threads, then two of them. Wall time on a machine that does other things says little, so the
CPU seconds are printed too: two workers that take no more CPU than one are twice as fast where two cores are free.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.running import Runner
from photocheck.batch.sources import Source
from photocheck.batch.task import Plan, RealLooker
from photocheck.batch.worker import Allowance
from photocheck.second_looks.interface import DEFAULT_READER


def measure(photos: list[Path], jobs: int) -> tuple[float, float]:
    """Look at the photos with so many workers; the seconds and CPU seconds after the models were loaded."""
    before = os.times()
    with ProcessExecutor(jobs, Allowance(600, 8_000_000_000)) as executor:
        runner = Runner(executor, Plan(RealLooker(DEFAULT_READER), threads=1), abreast=2 * jobs, ahead=128)
        list(runner.run([Source(str(photo), str(photo)) for photo in photos[:jobs]]))
        started = time.perf_counter()
        reports = list(runner.run([Source(str(photo), str(photo)) for photo in photos]))
        seconds = time.perf_counter() - started
    after = os.times()
    assert len(reports) == len(photos)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, cpu


def main() -> None:
    """Measure one and two, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--photos", type=int, default=200)
    asked = parser.parse_args()
    found = sorted(path for folder in asked.folders for path in folder.iterdir())
    photos = found[:: max(1, len(found) // asked.photos)][: asked.photos]
    one, one_cpu = measure(photos, 1)
    two, two_cpu = measure(photos, 2)
    count = len(photos)
    print(f"{count} photos, load {os.getloadavg()[0]:.1f}")
    for jobs, seconds, cpu in ((1, one, one_cpu), (2, two, two_cpu)):
        print(f"{jobs} process(es): {seconds:.1f} s, {count / seconds * 60:.0f} photos a minute, {cpu:.1f} s of CPU")
    print(f"two are {one / two:.2f} times as fast as one (target: 1.7); CPU {two_cpu / one_cpu:.2f} times")


if __name__ == "__main__":
    sys.exit(main())
