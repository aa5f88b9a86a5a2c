"""Thousands of photos in a row, through one Screener and then through the service: memory and speed along the way.

    uv run python tests/benchmarks/long_run.py                       # 5,000 photos each way: hours on two cores
    uv run python tests/benchmarks/long_run.py --photos 300 --small

The photos are those of samples/ and of ../shared/data where that is there, of all sizes, and two of 12 megapixels;
`--small` leaves out what has more than a megapixel. They come round and round in the same order, so that each round is
the same work and rounds can be held against one another. Each line says what a round took and how much memory there is;
the first round warms up. The verdict is on the CPU, since the clock tells of whatever else the machine does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

from a_service import memory, processor_seconds, serving
from PIL import Image
from twelve_megapixels import SAMPLES, write_photos

from photocheck import Screener

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = (
    "faces_misc",
    "composites",
    "coco256",
    "documents",
    "objects",
    "plates",
    "qr_barcode",
    "faces_wider",
    "negatives",
)
ENDINGS = {".jpg", ".jpeg", ".png"}
A_ROUND = 100
SMALL = 1e6
# More than these is no longer flat: of the memory, and of the CPU seconds a photo.
MEMORY_MAY_GROW = 1.10
PHOTOS_MAY_SLOW = 1.10
JOBS = 2


@dataclass(frozen=True)
class Round:
    """What a round took: seconds and CPU seconds a photo, and megabytes at its end."""

    seconds: float
    cpu: float
    memory: float


def photos_of(count, folder, *, small):
    """So many photos, as many of each kind as can be, large ones among them."""
    sets = [sorted(SAMPLES.glob("*.jpg")), *(sorted((DATA / name / "images").glob("*")) for name in SETS)]
    turns = [path for row in zip_longest(*sets) for path in row if path is not None]
    large = [] if small else write_photos(folder)
    fitting = (path for path in turns if path.suffix.lower() in ENDINGS and (not small or _pixels(path) <= SMALL))
    return list(dict.fromkeys(path for path, _ in zip(chain(large, fitting), range(count), strict=False)))


def _pixels(path):
    with Image.open(path) as picture:
        return picture.width * picture.height


def rounds_of(photos, count, look_at_all):
    """Look at the photos round after round until there were so many; prints a line for each."""
    rounds = []
    for number in range(max(3, count // len(photos))):
        began, spent = time.perf_counter(), processor_seconds()
        look_at_all(photos)
        took, spent = time.perf_counter() - began, processor_seconds() - spent
        one = Round(took / len(photos), spent / len(photos), memory())
        rounds.append(one)
        print(
            f"{(number + 1) * len(photos):6} photos: {one.seconds:.2f} s and {one.cpu:.2f} s of CPU a photo, "
            f"{one.memory:.0f} MB",
            flush=True,
        )
    return rounds


def tell(name, rounds):
    """The first after the one that warms up, the middle and the last, and whether that is flat; True where it is."""
    warm = rounds[1:]
    first, middle, last = warm[0], warm[len(warm) // 2], warm[-1]
    grown, slowed = last.memory / first.memory, last.cpu / first.cpu
    flat = grown <= MEMORY_MAY_GROW and slowed <= PHOTOS_MAY_SLOW
    for what, one in (("first", first), ("middle", middle), ("last", last)):
        print(f"  {name}, {what}: {one.cpu:.2f} s of CPU a photo, {one.memory:.0f} MB")
    print(f"  {name}: memory {grown:.3f} times, CPU {slowed:.3f} times the first's: {'flat' if flat else 'NOT FLAT'}")
    return flat


def through_a_screener(photos, count):
    """One Screener, one photo after the other."""
    screener = Screener()

    def look_at_all(some):
        for path in some:
            assert not screener.screen(path).problems, path

    return rounds_of(photos, count, look_at_all)


def through_the_service(photos, count):
    """Two workers, and two clients that send one photo after the other."""
    with serving(jobs=JOBS, queue=JOBS, clients=JOBS) as client, ThreadPoolExecutor(JOBS) as clients:

        def send(path):
            answer = client.post("/v1/check", files={"photo": (path.name, path.read_bytes())})
            assert answer.status_code == 200, (path, answer.text)

        return rounds_of(photos, count, lambda some: list(clients.map(send, some)))


def main():
    """Run both, and say whether they stay flat."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=5000, help="how many each way")
    parser.add_argument("--small", action="store_true", help="none of more than a megapixel")
    parser.add_argument("--only", choices=("screener", "service"), help="one of the two ways")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photos = photos_of(min(A_ROUND, asked.photos // 3), Path(folder), small=asked.small)
        print(f"rounds of {len(photos)} photos; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        ways = {"screener": through_a_screener, "service": through_the_service}
        flat = [tell(name, way(photos, asked.photos)) for name, way in ways.items() if asked.only in {None, name}]
    return 0 if all(flat) else 1


if __name__ == "__main__":
    sys.exit(main())
