"""Photos a minute: a folder checked by photocheck beside presidio-image-redactor and then deface on the same photos.

    uv run python tests/benchmarks/photos_a_minute.py [--photos 100] [--largest]

Takes photos of `../shared/data` of many kinds, most of them small, or the largest there. photocheck is run as a user
runs it, on a folder, from its start to its end; the other two look at one photo after the other in a process that has
its models loaded, and may use all cores for each. Prints how long each took, by the clock and of the cores, and what
it found. See README.md beside this file on the other tools' environment.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from beside_others import MEASURED, PEERS_FOLDER, environment_of_peers, words_for
from PIL import Image

from photocheck.evaluate.peers.process import Running

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("faces_misc", "faces_mask", "coco256", "documents", "composites", "objects", "plates", "qr_barcode")
FORMATS = frozenset({".jpg", ".jpeg", ".png"})


def photos_of(count):
    """So many photos, as many of each set as can be."""
    each = [photos_in(name) for name in SETS]
    turns = [path for row in zip(*(paths[: count // len(each) + 1] for paths in each), strict=False) for path in row]
    return turns[:count]


def largest_photos(count):
    """The photos with the most pixels: nearest to what a camera makes."""
    return sorted((path for name in SETS for path in photos_in(name)), key=pixels, reverse=True)[:count]


def photos_in(name):
    """The photos of a set that all three tools can open."""
    return [path for path in sorted((DATA / name / "images").iterdir()) if path.suffix.lower() in FORMATS]


def pixels(path):
    """How many it has."""
    with Image.open(path) as picture:
        return picture.width * picture.height


def checked(photos):
    """Run the command line on a folder of these photos; returns seconds, CPU seconds and what was found."""
    with tempfile.TemporaryDirectory() as place:
        folder, report = Path(place, "in"), Path(place, "run.json")
        folder.mkdir()
        for at, path in enumerate(photos):
            shutil.copy(path, folder / f"{at:03}{path.suffix}")
        command = [Path(sys.executable).with_name("photocheck"), "check", folder, "--no-store", "--quiet"]
        started, before = time.perf_counter(), children_seconds()
        subprocess.run([*command, "--format", "json", "-o", report], check=False)
        seconds, cpu = time.perf_counter() - started, children_seconds() - before
        run = json.loads(report.read_text())
    assert len(run["photos"]) == len(photos)
    findings = [finding for photo in run["photos"] for finding in photo["findings"]]
    names = [name for one in findings for name in {match["pattern"] for match in one["matches"]} or {one["kind"]}]
    return seconds, cpu, Counter(names)


def children_seconds():
    """What the processes took that were started from here, and those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def looked_at(tool, environment, photos):
    """Let another tool look at one photo after the other; returns seconds, CPU seconds and what was found."""
    worker = Running(MEASURED[tool], environment)
    started = time.perf_counter()
    found, cpu = Counter(), 0.0
    for path in photos:
        answer = worker.look_at(path.resolve())
        found.update(words_for(answer))
        cpu += answer["cpu"]
    seconds = time.perf_counter() - started
    worker.end()
    return seconds, cpu, found


def main():
    """Run the three, one after the other, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--largest", action="store_true", help="the largest photos, not some of each kind")
    parser.add_argument("--venv", type=Path, default=PEERS_FOLDER)
    parser.add_argument("--spacy-model", help="a spaCy model that can be installed by its name")
    arguments = parser.parse_args()
    environment = environment_of_peers(arguments.venv, arguments.spacy_model)
    photos = (largest_photos if arguments.largest else photos_of)(arguments.photos)
    size = sum(map(pixels, photos)) / len(photos) / 1e6
    print(f"{len(photos)} photos of {size:.1f} megapixels of {', '.join(SETS)}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    took = {}
    for tool in ("photocheck", "presidio", "deface"):
        ours = tool == "photocheck"
        seconds, cpu, found = checked(photos) if ours else looked_at(tool, environment, photos)
        took[tool] = (seconds, cpu)
        words = ", ".join(f"{name} {count}" for name, count in found.most_common())
        print(
            f"{tool}: {seconds:.0f} s, {60 * len(photos) / seconds:.0f} a minute, {cpu:.0f} s of CPU; found {words}",
            flush=True,
        )
    clock, cpu = (took["presidio"][at] + took["deface"][at] for at in (0, 1))
    print(f"presidio and deface together {60 * len(photos) / clock:.0f} a minute")
    ratios = clock / took["photocheck"][0], cpu / took["photocheck"][1]
    print(f"photocheck is {ratios[0]:.2f} times as fast (target: 2), and the others take {ratios[1]:.2f} times its CPU")


if __name__ == "__main__":
    main()
