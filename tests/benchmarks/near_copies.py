"""How many copies of photos are found again, and how many other photos are taken for copies.

    uv run python tests/benchmarks/near_copies.py [PHOTOS]

Takes photos of `../shared/data` and makes of 50 of them a copy in half the size, one as JPEG of quality 40, one cropped
by a tenth anywhere, and one framed like a screenshot. Then searches 10,000 stored photos once.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from photocheck.consent.copies import NearCopies
from photocheck.consent.records import Link, LinkKind
from photocheck.imaging.likeness import hashes_of_copy, hashes_of_original
from photocheck.imaging.opening import open_photo
from photocheck.imaging.previews import shrunk

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("faces_wider", "faces_misc", "coco256", "documents", "composites", "negatives", "objects", "plates")
COPIED = 50


def copies(picture: Image.Image, chance: random.Random) -> Iterator[tuple[str, Image.Image]]:
    """The four copies of a picture, by name."""
    width, height = picture.size
    yield "half the size", picture.resize((max(1, width // 2), max(1, height // 2)))
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=40)
    yield "JPEG of quality 40", Image.open(packed).convert("RGB")
    x, y = chance.uniform(0, 0.1) * width, chance.uniform(0, 0.1) * height
    yield "cropped by a tenth", picture.crop((int(x), int(y), int(x + 0.9 * width), int(y + 0.9 * height)))
    colour = chance.choice([(0, 0, 0), (255, 255, 255), (24, 24, 28)])
    frame = Image.new("RGB", (width + width // 4, int(height * 1.6)), colour)
    frame.paste(picture, (width // 8, height // 4))
    frame.paste((128, 128, 128), (width // 10, height // 30, width // 3, height // 20))
    yield "in a screenshot", frame


def main(count: int) -> None:
    """Measure, and print what came out."""
    chance = random.Random(7)  # noqa: S311 - the same copies each time
    files = [file for name in SETS for file in sorted((DATA / name / "images").iterdir())]
    chance.shuffle(files)
    pages = [shrunk(next(open_photo(file).pages()).pixels, 512) for file in files[:count]]
    links = [Link(LinkKind.PHOTO, str(place), hashes=hashes_of_original(page)) for place, page in enumerate(pages)]
    known = NearCopies(links)
    found: Counter[str] = Counter()
    false = pairs = 0
    for place, page in enumerate(pages[:COPIED]):
        for name, copy in copies(Image.fromarray(page), chance):
            values = {link.value for link in known.find(hashes_of_copy(np.asarray(copy)))}
            found[name] += str(place) in values
            false += len(values - {str(place)})
            pairs += len(links) - 1
    for name, times in found.items():
        print(f"{name:<20} {times / COPIED:.2f} found")
    print(f"{'all copies':<20} {found.total() / COPIED / len(found):.3f} found")
    print(f"{'other photos':<20} {1000 * false / pairs:.3f} of 1,000 pairs taken for copies")
    noise = np.random.default_rng(1).integers(0, 2**63, (10_000, len(links[0].hashes)), dtype=np.uint64)
    many = NearCopies(Link(LinkKind.PHOTO, str(n), hashes=tuple(map(int, row))) for n, row in enumerate(noise))
    started = time.perf_counter()
    many.find(hashes_of_copy(pages[0]))
    print(f"10,000 photos searched in {time.perf_counter() - started:.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
