"""The whole check on real files of every format and every kind of damage, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LONGEST_SECONDS = 20.0
MOST_BYTES = 2_000_000_000

PROGRAM = """
import json, sys, time
from pathlib import Path
from photocheck import Screener

def peak():
    # Of this program alone: getrusage's ru_maxrss begins with what the process that started it had.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))

screener = Screener()
for path in sys.argv[1:]:
    started = time.perf_counter()
    report = screener.screen(path)
    print(json.dumps({
        "file": path,
        "decision": str(report.decision.value),
        "problems": [problem.message for problem in report.problems],
        "kinds": sorted({finding.kind for finding in report.findings}),
        "width": report.width,
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time(),
        "peak": peak(),
    }), flush=True)
"""


@pytest.fixture(scope="module")
def screened(shared_data):
    """What the screener says of each file, beside its label."""
    rows = [json.loads(line) for line in (shared_data / "formats" / "labels.jsonl").read_text().splitlines()]
    paths = [str(shared_data / "formats" / row["file"]) for row in rows]
    command = [sys.executable, "-W", "error::RuntimeWarning", "-c", PROGRAM, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["file"] for report in reports] == paths
    return list(zip(rows, reports, strict=True))


@pytest.mark.slow
def test_every_file_gives_a_report_or_a_problem(screened):
    """None ends the process, and what could not be looked at is said in a sentence."""
    for row, report in screened:
        assert report["width"] or report["problems"], row["file"]
        assert all(problem.endswith(".") for problem in report["problems"]), row["file"]


@pytest.mark.slow
def test_none_takes_too_long_or_too_much_memory(screened):
    """Twenty seconds and two gigabytes, for the worst of them."""
    slowest = max(screened, key=lambda pair: pair[1]["seconds"])[1]
    assert slowest["seconds"] < LONGEST_SECONDS, slowest
    assert screened[-1][1]["peak"] < MOST_BYTES


@pytest.mark.slow
def test_none_that_nobody_can_decode_is_called_clean(screened):
    """Nor is one of which only a part could be looked at."""
    for row, report in screened:
        if report["problems"]:
            assert report["decision"] == "not-checked", row["file"]
        if not row["pil_decodes"] and not row["file"].endswith((".heic", ".heif")):
            assert report["decision"] == "not-checked", row["file"]


@pytest.mark.slow
def test_files_with_a_position_have_to_be_dealt_with(screened):
    """A position in the file reaches the verdict."""
    with_position = [report for _, report in screened if "location" in report["kinds"]]
    assert len(with_position) >= 6
    assert all(report["decision"] in {"hide", "do-not-share", "not-checked"} for report in with_position)
