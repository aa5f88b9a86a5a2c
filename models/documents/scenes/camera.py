"""What light, lens and sensor make of a scene."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.things import Pixels, Random

__all__ = ["seen_by_camera"]


def seen_by_camera(rng: Random, pixels: Pixels) -> Pixels:
    """Light, lens and sensor."""
    h, w = pixels.shape[:2]
    if rng.random() < 0.25:  # a glare or a dark corner
        tone = _uneven_light(rng, w, h)
        pixels = np.clip(pixels * tone, 0, 255).astype(np.uint8)
    draw = rng.random()
    if draw < 0.25:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.5, 1.6))
    elif draw < 0.33:
        length = int(rng.integers(3, 9))
        kernel = np.zeros((length, length), np.float32)
        turn = rng.uniform(0, np.pi)
        c, d = length // 2, (length // 2) * np.array((np.cos(turn), np.sin(turn)))
        cv2.line(kernel, (int(c - d[0]), int(c - d[1])), (int(c + d[0]), int(c + d[1])), 1.0, 1)
        pixels = cv2.filter2D(pixels, -1, kernel / kernel.sum())
    elif draw < 0.5:
        small = cv2.resize(
            pixels, None, fx=rng.uniform(0.45, 0.9), fy=rng.uniform(0.45, 0.9), interpolation=cv2.INTER_AREA
        )
        pixels = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.4:
        table = 255 * (np.arange(256) / 255) ** rng.uniform(0.6, 1.6)
        pixels = cv2.LUT(pixels, np.clip(table * rng.uniform(0.8, 1.15), 0, 255).astype(np.uint8))
    if rng.random() < 0.06:
        pixels = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.3:
        noise = np.empty((h, w, 3), np.int16)
        cv2.randn(noise, (0, 0, 0), (rng.uniform(1, 9),) * 3)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    return pixels


def _uneven_light(rng: Random, w: int, h: int) -> NDArray[np.float32]:
    """Uneven light as a factor for each pixel and colour."""
    small = rng.uniform(0.6, 1.35) + rng.normal(0, 0.2, (3, 4, 1)) + rng.normal(0, 0.03, (3, 4, 3))
    return cv2.resize(small.astype(np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
