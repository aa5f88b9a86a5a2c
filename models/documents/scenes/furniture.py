"""Furniture, people and devices as pictures with a silhouette, rendered by render_furniture.py."""

from __future__ import annotations

import pickle
from pathlib import Path

import cv2
import numpy as np

from scenes.solids import four_corners
from scenes.things import CLASSES, NOTHING, Random, Thing

__all__ = ["Furniture"]

PEOPLE = "reallusion"


class Furniture:
    """The rendered pictures, each unpacked when it is used."""

    def __init__(self, file: Path) -> None:
        found = pickle.loads(file.read_bytes())  # noqa: S301 - written by render_furniture.py
        self._people = [item for item in found if PEOPLE in item[0]]
        self._devices = [item for item in found if item[2]]
        self._others = [item for item in found if not item[2] and PEOPLE not in item[0]]

    def person(self, rng: Random, size: float) -> Thing:
        """Somebody who stands, sits or lies."""
        return self._one(rng, self._people, size)

    def device(self, rng: Random, size: float) -> Thing:
        """A screen, or rarely a whiteboard."""
        return self._one(rng, self._devices, size)

    def other(self, rng: Random, size: float) -> Thing:
        """Anything else: chairs, cupboards, lamps, plants, doors, cups."""
        return self._one(rng, self._others, size)

    @staticmethod
    def _one(rng: Random, pool: list, size: float) -> Thing:
        _, packed, kind = pool[rng.integers(len(pool))]
        whole = cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_UNCHANGED)
        if rng.random() < 0.5:
            whole = cv2.flip(whole, 1)
        factor = size / max(whole.shape[:2])
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        whole = cv2.resize(whole, None, fx=factor, fy=factor, interpolation=way)
        if min(whole.shape[:2]) < 3:
            whole = cv2.resize(whole, (8, 8))
        pixels, mask = np.ascontiguousarray(whole[..., :3]), np.ascontiguousarray(whole[..., 3])
        if rng.random() < 0.35 and kind is None:  # the same chair in another colour
            hsv = cv2.cvtColor(pixels, cv2.COLOR_BGR2HSV)
            hsv[..., 0] = (hsv[..., 0].astype(int) + rng.integers(0, 180)) % 180
            pixels = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)
        inside = cv2.findNonZero((mask > 127).astype(np.uint8))
        outline = np.zeros((1, 1, 2), np.int32) if inside is None else inside
        quad = four_corners(cv2.convexHull(outline.astype(np.float32)))
        return Thing(pixels, mask, quad, CLASSES.index(kind) if kind else NOTHING, turned=True)
