"""What a copy of a 12-megapixel JPEG costs on top of screening the photo and the copy.

uv run python tests/benchmarks/redact_twelve_megapixels.py
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np
from PIL import Image

from photocheck.screener import Screener

SAMPLE = Path(__file__).parents[2] / "samples" / "photos" / "people.jpg"
ROUNDS = 5
# The grain of a sensor, levels: without it the file has a third of the size that a telephone's has.
GRAIN = 5.0


class Timed:
    """A screener that counts what its own looks cost, in seconds of the clock and of the processor."""

    def __init__(self, screener: Screener) -> None:
        self.screener, self.policy, self.clock, self.processor = screener, screener.policy, 0.0, 0.0

    def screen(self, *arguments: object, **options: object) -> object:
        """Screen, and count."""
        clock, processor = perf_counter(), process_time()
        try:
            return self.screener.screen(*arguments, **options)
        finally:
            self.clock += perf_counter() - clock
            self.processor += process_time() - processor


def main() -> None:
    """Make the copy some times and print the medians."""
    from photocheck.redactor import redact_photo

    with Image.open(SAMPLE) as sample, tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "large.jpg"
        packed = io.BytesIO()
        smooth = np.asarray(sample.resize((4000, 3000), Image.Resampling.LANCZOS), np.float32)
        grain = np.random.default_rng(1).normal(0, GRAIN, (3000, 4000, 1))
        Image.fromarray(np.clip(smooth + grain, 0, 255).astype(np.uint8)).save(packed, "JPEG", quality=92)
        photo.write_bytes(packed.getvalue())
        screener = Screener()
        report = screener.screen(photo)
        costs = []
        for number in range(ROUNDS + 1):
            timed = Timed(screener)
            clock, processor = perf_counter(), process_time()
            made = redact_photo(timed, report, to=Path(folder) / f"{number}.jpg")
            costs.append((perf_counter() - clock - timed.clock, process_time() - processor - timed.processor))
    clock, processor = (median(values) for values in zip(*costs[1:], strict=True))
    print(f"{made.words} in 12 megapixels of {len(packed.getvalue()) / 1e6:.1f} MB, {made.looks} look(s)")
    print(f"beside the screenings: {clock:.2f} s by the clock, {processor:.2f} s of the processor")


if __name__ == "__main__":
    main()
