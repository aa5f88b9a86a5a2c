"""How often one person's pictures are taken for the same person's, and different people's too.

    uv run python tests/benchmarks/same_person.py [PHOTOS]

Takes faces of `../shared/data` and makes of each picture a smaller, a recompressed, a mirrored, a darkened and a turned
one: these stand for "the same person". Faces of different pictures, and of one picture, stand for "different persons".
These are NOT pictures of one person on different days, which are much less alike: the share of true matches is far too
good for real photos. The share of false ones is nearer to the truth, apart from a person who is in two pictures.
"""

from __future__ import annotations

import io
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from photocheck.consent.encodings import Encoding
from photocheck.consent.people import LEAST_SIDE, encode_faces, grouped
from photocheck.detectors.faces import FaceDetector
from photocheck.domain.consent import MOST_APART, USUALLY_APART
from photocheck.imaging.opening import open_photo

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("faces_misc", "faces_mask")
LIMITS = (MOST_APART, USUALLY_APART, 0.45)
# Of pictures with more faces than this no changed ones are made: each takes as long as the first.
MOST_FACES = 3


def changed(picture: Image.Image) -> Iterator[tuple[str, Image.Image]]:
    """The picture as it could look elsewhere, by what was done to it."""
    yield "two thirds of the size", picture.resize((picture.width * 2 // 3, picture.height * 2 // 3))
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=30)
    yield "JPEG of quality 30", Image.open(packed).convert("RGB")
    yield "mirrored", ImageOps.mirror(picture)
    yield "darkened to half", ImageEnhance.Brightness(picture).enhance(0.5)
    yield "brightened by half", ImageEnhance.Brightness(picture).enhance(1.5)
    yield "turned by 12 degrees", picture.rotate(12, Image.Resampling.BICUBIC)


def encoded(detector: FaceDetector, pixels: np.ndarray, least: float = LEAST_SIDE) -> list[Encoding]:
    """The encodings of the faces in a picture that are at least so large."""
    photo = next(open_photo(pixels).pages())
    boxes = [one.box for one in detector.detect(photo) if one.box is not None and one.confidence >= 0.5]
    return encode_faces(photo.pixels, [box for box in boxes if min(box.width, box.height) >= least])


def main(count: int) -> None:
    """Measure, and print what came out."""
    detector = FaceDetector(threads=1)
    files = [file for name in SETS for file in sorted((DATA / name / "images").iterdir())]
    random.Random(7).shuffle(files)  # noqa: S311 - the same pictures each time
    pictures: list[list[Encoding]] = []
    apart: defaultdict[str, list[float]] = defaultdict(list)
    for file in files[:count]:
        pixels = next(open_photo(file).pages()).pixels
        faces = encoded(detector, pixels)
        pictures.append(faces)
        if not 1 <= len(faces) <= MOST_FACES:
            continue
        for name, picture in changed(Image.fromarray(pixels)):
            again = encoded(detector, np.asarray(picture), LEAST_SIDE / 2)
            for face in faces:
                # A face that is not found again is not matched either.
                apart[name].append(min((float(np.linalg.norm(one - face)) for one in again), default=9.0))
    print(f"{sum(map(len, pictures))} faces in {len(pictures)} pictures; matched at {', '.join(map(str, LIMITS))}")
    apart["all of these easy pairs"] = [distance for distances in list(apart.values()) for distance in distances]
    for name, distances in apart.items():
        near = np.asarray(distances)
        shares = "  ".join(f"{np.mean(near <= limit):.3f}" for limit in LIMITS)
        print(f"{name:<24} {len(near):>4} pairs  {shares}  median distance {np.median(near):.2f}")
    everyone = [(place, face) for place, faces in enumerate(pictures) for face in faces]
    matrix = np.stack([face for _, face in everyone])
    owners = np.asarray([place for place, _ in everyone])
    distances = np.linalg.norm(matrix[:, None] - matrix[None], axis=2)
    upper = np.triu(np.ones_like(distances, bool), 1)
    for name, pairs in (
        ("faces of different pictures", upper & (owners[:, None] != owners[None])),
        ("faces of one picture", upper & (owners[:, None] == owners[None])),
    ):
        for limit in LIMITS:
            share = np.mean(distances[pairs] <= limit)
            print(f"{name:<28} {pairs.sum():>6} pairs, {100 * share:.2f} % matched at {limit}")
    print(f"grouped: {len(grouped(list(matrix)))} people, the largest has {len(grouped(list(matrix))[0])} faces")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
