"""A folder with every format and every kind of damage among real photos, looked at by the real detectors.

    uv run python tests/benchmarks/every_format.py [PHOTOS]

Runs the command line with two workers over `../shared/data/formats` and so many photos of the other sets, and prints
how each file ended: every one has to be in the report or counted as passed over, whatever could not be read has to be
listed as such, and no real photo may suffer from its neighbours.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("faces_misc", "documents", "negatives", "qr_barcode", "plates")


def gather(folder, photos):
    """Put the files together, real ones spread among the others; returns how many there are and the real names."""
    for path in sorted((DATA / "formats" / "images").iterdir()):
        shutil.copy(path, folder / path.name)
    real = [path for name in SETS for path in sorted((DATA / name / "images").iterdir())[: photos // len(SETS)]]
    names = {path: f"{chr(97 + at % 26)}-real-{path.name}" for at, path in enumerate(real)}
    for path, name in names.items():
        shutil.copy(path, folder / name)
    return sum(1 for _ in folder.iterdir()), set(names.values())


def main(photos):
    """Run, and print."""
    with tempfile.TemporaryDirectory() as place:
        folder, report = Path(place, "in"), Path(place, "run.json")
        folder.mkdir()
        files, real = gather(folder, photos)
        command = [
            Path(sys.executable).with_name("photocheck"),
            "check",
            folder,
            "--jobs",
            "2",
            "--no-store",
            "--quiet",
        ]
        started = time.perf_counter()
        code = subprocess.run([*command, "--format", "json", "-o", report], check=False).returncode
        seconds = time.perf_counter() - started
        run = json.loads(report.read_text())
    told = {Path(photo["source"]).name: photo for photo in run["photos"]}
    closed = {name for name, photo in told.items() if photo["problems"]}
    unsaid = [name for name in closed if told[name]["verdicts"][0]["decision"] != "not-checked"]
    print(
        f"{files} files, {len(real)} of them real photos: {seconds:.0f} s, exit code {code} (3: not all were checked)"
    )
    print(f"in the report {len(told)}, passed over {sum(run['skipped'].values())}: {run['skipped']}")
    print(f"could not be checked {len(closed)}: called anything else {len(unsaid)}, real photos {len(closed & real)}")
    messages = Counter(problem["message"] for name in closed for problem in told[name]["problems"])
    for message, count in messages.most_common():
        print(f"  {count:>3}  {message}")
    print({decision: count for decision, count in run["totals"].items() if count})
    assert len(told) + sum(run["skipped"].values()) == files
    assert not unsaid
    assert not closed & real


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
