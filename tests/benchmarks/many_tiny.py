"""What photocheck itself costs around the detectors, on many tiny photos with a stub in their place.

    uv run python tests/benchmarks/many_tiny.py [PHOTOS]

Runs the command line with two workers, and prints the overhead of a photo, how much the parent's memory grows, how much
faster the second run is (everything known already), and how long it takes to judge all by another policy.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]


def make_photos(folder, photos):
    """Write tiny files that differ, in folders of a thousand."""
    from PIL import Image

    beginning = folder / "0.png"
    Image.new("RGB", (16, 12), (90, 120, 150)).save(beginning)
    png = beginning.read_bytes()
    beginning.unlink()
    for number in range(photos):
        path = folder / f"{number // 1000:03}" / f"{number:06}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png + number.to_bytes(4, "big"))


def run(folder, store, *options):
    """Run the command line in a process, and tell its seconds, its CPU seconds and its largest memory in MB."""
    out = ("--format", "jsonl", "--output", store.with_suffix(".jsonl"), "--quiet")
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "check", folder, "--store", store, "--jobs", "2", *out, *options]
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1, "the stub finds a phone number in each photo"
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    """Measure, and print the ratios."""
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "photos")
        folder.mkdir()
        make_photos(folder, photos)
        few = Path(place, "few")
        few.mkdir()
        make_photos(few, 200)
        _, _, memory_few = run(few, Path(place, "few.sqlite"))
        store = Path(place, "store.sqlite")
        first, first_cpu, memory = run(folder, store)
        second, second_cpu, _ = run(folder, store)
        other, _, _ = run(folder, store, "--policy", "emergency", "--for", "partners")
        size = store.stat().st_size / 1e6
    per = 1000 / photos
    waits = os.environ.get("STUB_SECONDS", "0")
    print(f"{photos} photos, two workers, load {os.getloadavg()[0]:.1f}, a stub that takes {waits} s")
    print(f"first run {first:.1f} s: {first * per:.2f} ms a photo, {first_cpu * per:.2f} ms of CPU (target: 3 ms)")
    print(f"memory of the parent {memory:.0f} MB: {memory - memory_few:+.1f} MB beside 200 photos (target: below 60)")
    print(f"second run {second:.1f} s: {second * per:.2f} ms a photo, {second_cpu * per:.2f} ms of CPU")
    print(f"the second is {first / second:.1f} times as fast as the first (target: 50)")
    for real in (0.5, 1.0, 2.0):
        times = (real / 2 * photos + first) / second
        print(f"  and {times:.0f} times with detectors that take {real} s a photo, on two cores")
    print(f"another policy {other:.1f} s: {photos / other:.0f} photos a second (target: 20,000 in 20 s)")
    print(f"store {size:.1f} MB: {size * 1000 / photos:.2f} kB a photo")


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"]:
        import stub_looker

        from photocheck.cli import cli

        cli(sys.argv[1:], obj=stub_looker.StubScreener)
    main()
