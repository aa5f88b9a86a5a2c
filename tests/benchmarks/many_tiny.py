"""What photocheck itself costs around the detectors, on many tiny photos with a stub in their place.

    uv run python tests/benchmarks/many_tiny.py [PHOTOS]

Runs the command line with two workers: once with the real screener around a stub of the detectors, and once with a stub
of the whole screener, which does not even open a photo. Prints the overhead of a photo, how much the parent's memory
grows, how much faster the second run is (everything known already), with files read again and without, and how long it
takes to judge all by another policy.
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
STUBS = {"ScreenerOfStubs": "a stub of the detectors", "StubScreener": "a stub of the whole screener"}


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


def run(folder, store, stub, *options, form="jsonl"):
    """Run the command line in a process, and tell its seconds, its CPU seconds and its largest memory in MB."""
    out = ("--format", form, "--output", store.with_suffix(f".{form}"), "--quiet")
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "check", folder, "--store", store, "--jobs", "2", *out, *options],
        env={**os.environ, "STUB": stub},
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1, "the stub finds a phone number in each photo"
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(folder, few, place, stub):
    """Measure with this stub, and print the ratios."""
    photos = sum(1 for _ in folder.rglob("*.png"))
    per = 1000 / photos
    _, _, memory_few = run(few, place / f"{stub}-few.sqlite", stub)
    store = place / f"{stub}.sqlite"
    first, first_cpu, memory = run(folder, store, stub)
    again = [run(folder, store, stub)[:2] for _ in range(3)]
    second, second_cpu = min(again)
    run(folder, store, stub, form="text")
    as_text, *_ = run(folder, store, stub, form="text")
    reread, *_ = run(folder, store, stub, "--reread")
    other, *_ = run(folder, store, stub, "--policy", "emergency", "--for", "partners")
    print(f"\n{photos} photos, two workers, {STUBS[stub]}, load {os.getloadavg()[0]:.1f}")
    print(f"first run {first:.1f} s: {first * per:.2f} ms a photo, {first_cpu * per:.2f} ms of CPU (target: 3 ms)")
    print(f"memory of the parent {memory:.0f} MB: {memory - memory_few:+.1f} MB beside 200 photos (target: below 60)")
    print(f"second run {second:.2f} s, {second_cpu:.2f} s of CPU: {first / second:.0f} times as fast (target: 50)")
    print(f"  as text {as_text:.2f} s; with --reread {reread:.1f} s, {first / reread:.1f} times as fast")
    for real in (0.5, 1.0, 2.0):
        times = (real / 2 * photos + first) / second
        print(f"  {times:.0f} times with detectors that take {real} s a photo, on two cores (calculated)")
    print(f"another policy {other:.1f} s: {photos / other:.0f} photos a second (target: 20,000 in 20 s)")
    size = store.stat().st_size / 1e6
    print(f"store {size:.1f} MB: {size * 1000 / photos:.2f} kB a photo", flush=True)


def main():
    """Measure with each stub."""
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as place:
        folder, few = Path(place, "photos"), Path(place, "few")
        for where, count in ((folder, photos), (few, 200)):
            where.mkdir()
            make_photos(where, count)
        for stub in STUBS:
            measure(folder, few, Path(place), stub)


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"]:
        import stub_looker

        from photocheck.cli import cli

        cli(sys.argv[1:], obj=getattr(stub_looker, os.environ["STUB"]))
    main()
