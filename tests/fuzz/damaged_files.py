"""Damage real files of every format and kind, open each as the command line does, and count what came of it.

    uv run python tests/fuzz/damaged_files.py ../shared/data/formats/images [--count 2000] [--seed 1] [--whole 40]

No crash, nothing that takes longer than 20 seconds, no process above 2 GB, and no file that another program cannot
read to its end may be called looked at. `--whole` looks at so many of them with every detector, not only at the file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

import psutil
from damaging import damaged

from photocheck.detectors.metadata import MetadataDetector
from photocheck.isolation import isolate
from photocheck.screener import Screener

# The other program decodes every page in a process of its own, as a viewer would.
READER = """
import io, sys, warnings
from PIL import Image
from photocheck.imaging.formats import FORMATS
from photocheck.imaging.photo_file import load_decoders
warnings.simplefilter("ignore")
load_decoders()
while length := int(sys.stdin.buffer.readline() or 0):
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read(length)), formats=FORMATS) as picture:
            for page in range(1 if picture.format == "MPO" else min(getattr(picture, "n_frames", 1), 30)):
                picture.seek(page)
                picture.load()
        told = "read"
    except Exception as error:
        told = type(error).__name__
    print(told, flush=True)
"""


class Reader:
    """Pillow by itself, in a process that is started again where it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def reads(self, data: bytes) -> bool:
        """Whether it decodes every page."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{len(data)}\n".encode() + data)
            self._process.stdin.flush()
            return self._process.stdout.readline().strip() == b"read"
        except OSError:
            return False


def peak() -> int:
    """The most memory that a decoding process has taken since the last time, in bytes."""
    most = 0
    for child in psutil.Process().children():
        try:
            if "photocheck.isolation.serving" not in child.cmdline():
                continue
            status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
            most = max(most, 1024 * int(status.split("VmHWM:")[1].split()[0]))
            Path(f"/proc/{child.pid}/clear_refs").write_text("5", encoding="ascii")
        except (psutil.Error, OSError, IndexError):
            continue
    return most


def main() -> None:
    """Damage, look, count, and print a table; the exit code says whether everything held."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--count", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--whole", type=int, default=0, help="look at so many with every detector")
    asked = arguments.parse_args()
    os.environ.pop("PHOTOCHECK_ISOLATE", None)
    isolate(at_once=True)
    chance = Random(asked.seed)  # noqa: S311 - no secrets
    files = [path.read_bytes() for path in sorted(asked.folder.iterdir()) if path.is_file()]
    files = [data for data in files if data]
    only_file, whole = Screener(detectors=[MetadataDetector()]), Screener() if asked.whole else None
    reader = Reader()
    counts: Counter[str] = Counter()
    slowest, largest = (0.0, ""), (0, "")
    for number in range(asked.count):
        how, data = damaged(chance.choice(files), chance, chance.choice(files))
        name = f"file {number}, {how}"
        screener = whole if whole is not None and number < asked.whole else only_file
        started = perf_counter()
        report = screener.screen(data, name=name)
        slowest = max(slowest, (perf_counter() - started, name))
        largest = max(largest, (peak(), name))
        counts["files"] += 1
        counts["not checked" if report.problems else "looked at"] += 1
        for problem in report.problems:
            crashed = "ended the program" in problem.message
            counts["CRASH" if crashed else f"  {problem.message[:60]}"] += 1
            if crashed or "fault" in problem.message:
                print(f"{name}: {problem.message}")
        if not report.problems and not reader.reads(data):
            counts["CALLED LOOKED AT, AND CANNOT BE READ"] += 1
            print(f"{name}: called looked at, and cannot be read")
    for what, count in counts.most_common():
        print(f"{count:>6}  {what}")
    print(f"slowest: {slowest[0]:.1f} s ({slowest[1]}); most memory: {largest[0] / 1e6:.0f} MB ({largest[1]})")
    held = not any(what.isupper() for what in counts) and slowest[0] <= 20 and largest[0] <= 2e9
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
