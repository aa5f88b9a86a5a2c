"""Real screens and phones, from the photos that gather_devices.py gathered: parts of the photos, and cut-outs."""

from __future__ import annotations

import pickle
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.surfaces import recoloured
from scenes.things import CLASSES, Pixels, Random, Thing

__all__ = ["Devices"]

Box = tuple[float, float, float, float]
# A cut-out shorter than this, in pixels of its photo, shows nothing.
LEAST_SIDE = 24


class Devices:
    """The photos with their boxes."""

    def __init__(self, file: Path) -> None:
        self._photos: list[tuple[Pixels, list[tuple[Box, int | None]]]] = []
        for packed, boxes in pickle.loads(file.read_bytes()):  # noqa: S301 - written by gather_devices.py
            photo = cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR)
            known = [(box, CLASSES.index(kind) if kind else None) for box, kind in boxes if kind in {None, *CLASSES}]
            self._photos.append((photo, known))
        self._cuts = [
            (photo, box, kind)
            for photo, boxes in self._photos
            for box, kind in boxes
            if kind is not None and min(box[2] - box[0], box[3] - box[1]) >= LEAST_SIDE
        ]

    def part(self, rng: Random, width: int, height: int) -> tuple[Pixels, list[tuple[NDArray[np.float32], int | None]]]:
        """A part of a photo at this size, and the outlines in it with their kind, None for "may be anything"."""
        photo, boxes = self._photos[rng.integers(len(self._photos))]
        h, w = photo.shape[:2]
        wide = int(w * rng.uniform(0.3, 1.0))
        tall = min(h, int(wide * height / width * np.exp(rng.normal(0, 0.12))))
        x, y = rng.integers(0, w - wide + 1), rng.integers(0, h - tall + 1)
        way = cv2.INTER_AREA if wide > width else cv2.INTER_CUBIC
        piece = cv2.resize(photo[y : y + tall, x : x + wide], (width, height), interpolation=way)
        scale = np.array((width / wide, height / tall), np.float32)
        return recoloured(rng, piece), [((_corners(box) - np.float32((x, y))) * scale, kind) for box, kind in boxes]

    def cut_out(self, rng: Random, size: float) -> Thing:
        """One of the screens or phones with a little of what is around it, its own longer side `size` pixels."""
        photo, box, kind = self._cuts[rng.integers(len(self._cuts))]
        h, w = photo.shape[:2]
        around = rng.uniform(0.06, 0.3) * max(box[2] - box[0], box[3] - box[1])
        x0, y0 = max(0, int(box[0] - around)), max(0, int(box[1] - around))
        x1, y1 = min(w, int(box[2] + around)), min(h, int(box[3] + around))
        factor = size / max(box[2] - box[0], box[3] - box[1]) * np.exp(rng.normal(0, 0.12, 2))
        new = (max(8, int((x1 - x0) * factor[0])), max(8, int((y1 - y0) * factor[1])))
        way = cv2.INTER_AREA if factor.max() < 1 else cv2.INTER_CUBIC
        piece = cv2.resize(photo[y0:y1, x0:x1], new, interpolation=way)
        quad = (_corners(box) - (x0, y0)) * np.array((new[0] / (x1 - x0), new[1] / (y1 - y0)), np.float32)
        soft = max(1, int(around * factor.min() * 0.35))
        mask = np.zeros(piece.shape[:2], np.uint8)
        cv2.rectangle(mask, (soft, soft), (new[0] - soft - 1, new[1] - soft - 1), 255, -1)
        mask = cv2.blur(mask, (2 * soft + 1, 2 * soft + 1))
        if rng.random() < 0.5:
            piece, mask = cv2.flip(piece, 1), cv2.flip(mask, 1)
            quad = quad[::-1] * (-1, 1) + (new[0], 0)
        return Thing(recoloured(rng, piece), mask, quad.astype(np.float32), kind, turned=True, boxed=True)


def _corners(box: Box) -> NDArray[np.float32]:
    left, top, right, bottom = box
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
