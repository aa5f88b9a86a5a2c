"""One Screener serves many threads and tasks, and each photo gets its own report."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photocheck import Screener

SAMPLES = Path(__file__).parents[1] / "samples" / "photos"


def pictures(count):
    """Pictures that each hold another number of patches, so that a mix-up would show."""
    made = []
    for number in range(count):
        pixels = np.full((120, 40 * count, 3), 128, np.uint8)
        for patch in range(number):
            pixels[40:70, 40 * patch + 5 : 40 * patch + 30] = ((220, 20, 20), (20, 20, 220))[patch % 2]
        made.append(pixels)
    return made


def told(report):
    """A report without what differs from run to run."""
    return replace(report, timings_ms={})


def test_many_threads_get_what_one_would(colour_screener):
    """Every photo four times, eight threads at once."""
    screener = colour_screener()
    photos = pictures(12)
    alone = [told(screener.screen(photo)) for photo in photos]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(screener.screen, photos * 4))
    assert [told(report) for report in together] == alone * 4


def test_awaited_photos_get_the_same_and_leave_the_loop_free(colour_screener):
    """Meanwhile other tasks run; however many wait, only as many threads look as there are cores."""
    screener = colour_screener()
    photos = pictures(12)

    async def look():
        ticks = 0
        threads = 0
        waiting = asyncio.gather(*(screener.screen_async(photo, name=f"{n}.png") for n, photo in enumerate(photos)))
        while not waiting.done():
            await asyncio.sleep(0)
            ticks += 1
            threads = max(threads, sum("awaited" in thread.name for thread in threading.enumerate()))
        return await waiting, ticks, threads

    # In a thread of its own: a browser of an earlier test may have left a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        reports, ticks, threads = apart.submit(lambda: asyncio.run(look())).result()
    assert [told(report) for report in reports] == [
        told(screener.screen(photo, name=f"{n}.png")) for n, photo in enumerate(photos)
    ]
    assert ticks > 1
    assert 1 <= threads <= screener._awaited._max_workers


@pytest.mark.slow
def test_the_models_serve_many_threads():
    """With the real detectors: three samples at once, twice, say what they say one by one."""
    screener = Screener(threads=1)
    photos = [SAMPLES / name for name in ("desk.jpg", "people.jpg", "coffee.jpg")]
    alone = [told(screener.screen(photo)) for photo in photos]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(screener.screen, photos * 2))
    assert [told(report) for report in together] == alone * 2
