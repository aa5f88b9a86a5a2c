"""Draw training scenes into files of 256, until stopped or the number is reached.

    python generate.py BACKGROUNDS PEOPLE FURNITURE DEVICES FOLDER FIRST COUNT

Each file `NNNNN.pkl` holds the scenes of one seed as JPEG bytes with their outlines; a seed gives the same scenes
again (with the same fonts and backgrounds).
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import cv2
import numpy as np
from scenes.furniture import Furniture
from scenes.photographed import Devices
from scenes.scene import draw_scene
from scenes.stage import Sources
from scenes.surfaces import Photos

SHAPES = ((512, 384), (384, 512), (448, 448))
PER_FILE = 240


def main(sources: Sources, folder: Path, first: int, count: int) -> None:
    """Draw `count` files from seed `first` on."""
    cv2.setNumThreads(1)
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(first, first + count):
        target = folder / f"{seed:05d}.pkl"
        if target.exists():
            continue
        rng = np.random.default_rng(seed)
        cv2.setRNGSeed(seed)
        scenes = []
        for _ in range(PER_FILE):
            width, height = SHAPES[rng.integers(3)]
            scene = draw_scene(rng, sources, width, height)
            quality = int(rng.integers(40, 97))
            encoded = cv2.imencode(".jpg", scene.pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
            labels = [(label.quad, label.kind, label.ignore, label.boxed) for label in scene.labels]
            scenes.append((encoded.tobytes(), labels))
        partial = target.with_suffix(".part")
        partial.write_bytes(pickle.dumps(scenes))
        partial.rename(target)


if __name__ == "__main__":
    backgrounds, people, furniture, devices, drawn = (Path(name) for name in sys.argv[1:6])
    whatever = Sources(Photos(backgrounds), Photos(people), Furniture(furniture), Devices(devices))
    main(whatever, drawn, int(sys.argv[6]), int(sys.argv[7]))
