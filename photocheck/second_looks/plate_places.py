"""Where a number plate may stand whose letters nobody saw: small places with many upright strokes side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Box

__all__ = ["plate_places"]

# Places are looked for in a photo whose longer side is at most this many pixels.
LONG_SIDE: Final = 1280
# Light and contrast are evened out over so many pixels, for plates in the dark; grey levels that are noise.
AROUND: Final = 41
NOISE: Final = 12.0
# Strokes are summed over places this wide and high, for small plates and larger ones; level ones count against them.
WINDOWS: Final = ((15, 5), (29, 9))
LEVEL: Final = 0.3
# So much of the photo, and what is weaker than this, has too few strokes.
DULL: Final = 0.9
LEAST: Final = 1.0
# Pixels of a plate's letters, and how much wider than high they are together.
WIDTHS: Final = (28, 400)
HEIGHTS: Final = (9, 140)
SHAPES: Final = (1.3, 7.5)
FILLED: Final = 0.5

Floats = NDArray[np.float32]


def plate_places(pixels: NDArray[np.uint8], taken: Iterable[Box], most: int) -> list[Box]:
    """Up to so many places in RGB pixels of a photo, the likeliest first, none of them on what is taken."""
    scale = min(1.0, LONG_SIDE / max(pixels.shape[:2]))
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    upright, level = _strokes(grey.astype(np.float32))
    found: list[tuple[float, Box]] = []
    for window in WINDOWS:
        strength = cv2.blur(upright, window) - LEVEL * cv2.blur(level, window)
        found += _places(np.asarray(strength, np.float32), window[0], scale)
    chosen: list[Box] = list(taken)
    before = len(chosen)
    for _, place in sorted(found, key=lambda each: -each[0]):
        if len(chosen) - before < most and not any(place.intersection(other) for other in chosen):
            chosen.append(place)
    return chosen[before:]


def _strokes(grey: Floats) -> tuple[Floats, Floats]:
    """How strongly the light changes sideways, and up and down, against how much it varies there."""
    mean = cv2.blur(grey, (AROUND, AROUND))
    spread = np.sqrt(np.maximum(cv2.blur(grey * grey, (AROUND, AROUND)) - mean * mean, 0)) + NOISE
    sideways, down = (np.abs(cv2.Sobel(grey, cv2.CV_32F, x, y, ksize=3)) for x, y in ((1, 0), (0, 1)))
    return np.asarray(sideways / spread, np.float32), np.asarray(down / spread, np.float32)


def _places(strength: Floats, wide: int, scale: float) -> Iterable[tuple[float, Box]]:
    many = (strength > max(LEAST, float(np.quantile(strength, DULL)))).astype(np.uint8)
    joined = cv2.morphologyEx(many, cv2.MORPH_CLOSE, np.ones((5, wide), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((5, 9), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, width, height, area in stats[1:].tolist():
        if not (WIDTHS[0] <= width <= WIDTHS[1] and HEIGHTS[0] <= height <= HEIGHTS[1]):
            continue
        filled = area / (width * height)
        if SHAPES[0] <= width / height <= SHAPES[1] and filled >= FILLED:
            strong = float(strength[y : y + height, x : x + width].mean()) * filled**0.5
            yield strong, Box(x / scale, y / scale, (x + width) / scale, (y + height) / scale)
