"""How long one photo takes: in a warm Screener by stages, in a cold process, and how much memory it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from time import perf_counter

from twelve_megapixels import write_photos

WARM_RUNS = 5
COLD_RUNS = 3

WARM = f"""
import json, resource, sys, time
from photocheck import Screener
screener = Screener()
screener.screen(sys.argv[1])
for _ in range({WARM_RUNS}):
    wall, cpu = time.perf_counter(), time.process_time()
    report = screener.screen(sys.argv[1])
    print(json.dumps({{
        "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "stages": dict(report.timings_ms),
        "decision": report.decision.value, "findings": len(report.findings),
        "size": [report.width, report.height],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }}))
"""


def main(paths: list[str]) -> None:
    """Measure these photos, or two of 12 megapixels."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; seconds, megabytes")
        for path in paths or write_photos(Path(folder)):
            measure(str(path))


def measure(path: str) -> None:
    """Print what one photo takes."""
    done = subprocess.run([sys.executable, "-c", WARM, path], check=True, capture_output=True, text=True)
    warm = [json.loads(line) for line in done.stdout.splitlines()]
    width, height = warm[0]["size"]
    print(f"\n{Path(path).name}: {width} x {height}, {warm[0]['findings']} findings, {warm[0]['decision']}")
    print(f"  warm  {_range(run['wall'] for run in warm)}  CPU {_range(run['cpu'] for run in warm)}"
          f"  peak {max(run['peak'] for run in warm):.0f} MB")  # fmt: skip
    for stage in warm[0]["stages"]:
        print(f"        {stage:12} {median(run['stages'].get(stage, 0) for run in warm) / 1000:.2f}")
    cold = [_cold(path) for _ in range(COLD_RUNS)]
    print(f"  cold  {_range(wall for wall, _, _ in cold)}  CPU {_range(cpu for _, cpu, _ in cold)}"
          f"  peak {max(peak for _, _, peak in cold):.0f} MB")  # fmt: skip


def _cold(path: str) -> tuple[float, float, float]:
    """Start `photocheck PHOTO`; returns seconds, CPU seconds and megabytes of the whole process."""
    command = [Path(sys.executable).with_name("photocheck"), "check", "--quiet", path]
    started = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"photocheck ended with {process.returncode}")
    return perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _range(values: Iterable[float]) -> str:
    numbers = sorted(values)
    return f"{median(numbers):.2f} ({numbers[0]:.2f} to {numbers[-1]:.2f})"


if __name__ == "__main__":
    main(sys.argv[1:])
