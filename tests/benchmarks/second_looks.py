"""What looking again for pages, plates and cards costs, beside faces, text and codes alone: a ratio, in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import process_time

from PIL import Image

from photocheck import Screener
from photocheck.screener import built_in_detectors

SAMPLES = Path(__file__).parents[2] / "samples/photos"
MEGAPIXELS = 2.0
RUNS = 3


def main(paths: Sequence[Path]) -> None:
    """Screen each photo with and without the second looks, in turn, and print CPU seconds and how far they grow."""
    alone, whole = Screener(detectors=built_in_detectors(threads=1), threads=1), Screener(threads=1)
    growths, before, after = [], 0.0, 0.0
    for path in paths:
        photo = _at_two_megapixels(path)
        times: dict[str, list[float]] = {"alone": [], "whole": []}
        for _ in range(RUNS + 1):
            for name, screener in (("alone", alone), ("whole", whole)):
                started = process_time()
                screener.screen(photo, name=path.name)
                times[name].append(process_time() - started)
        first, second = (min(times[name][1:]) for name in ("alone", "whole"))
        before, after = before + first, after + second
        growths.append(second / first - 1)
        print(f"{path.name:24} {first:6.2f} s  {second:6.2f} s  {growths[-1]:+.0%}", flush=True)
    growth = after / before - 1
    print(f"{len(paths)} photos: {before:.2f} s, {after:.2f} s, {growth:+.0%} together, median {median(growths):+.0%}")


def _at_two_megapixels(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    factor = (MEGAPIXELS * 1e6 / (picture.width * picture.height)) ** 0.5
    return picture.resize((round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.glob("*.jpg")))
