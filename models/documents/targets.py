"""From drawn scenes to what the network should say: batches of pictures and dense targets."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from network import CORNER_UNIT
from numpy.typing import NDArray

__all__ = ["Batch", "batches"]

STRIDE = 4
SHAPES = ((448, 336), (336, 448), (400, 400))
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pictures (n, h, w, 3) RGB uint8; heat and weight (n, h/4, w/4); one row per place that knows its corners.

    `places` (m, 3) holds picture, row and column; `corners` (m, 8) the offsets in network units; `sizes` (m) the
    object's size in the same units; `kinds` (m); `trust` (m) how much the place counts; `boxed` (m) where
    the corners are only those of the upright box.
    """

    pixels: NDArray[np.uint8]
    heat: Floats
    weight: Floats
    places: NDArray[np.int64]
    corners: Floats
    sizes: Floats
    kinds: NDArray[np.int64]
    trust: Floats
    boxed: NDArray[np.bool_]


def _augmented(
    rng: np.random.Generator, picture: NDArray[np.uint8], width: int, height: int
) -> tuple[NDArray[np.uint8], Floats]:
    """A crop or a frame of the picture at the size wanted, and the (2, 3) map that made it."""
    h, w = picture.shape[:2]
    fit = min(width / w, height / h)
    zoom = fit * float(np.exp(rng.uniform(-0.25, 0.45)))
    stretch = float(np.exp(rng.normal(0, 0.1)))
    sx, sy = zoom * stretch, zoom / stretch
    if rng.random() < 0.5:
        sx = -sx
    spare_x, spare_y = width - abs(sx) * w, height - sy * h
    tx = rng.uniform(min(0, spare_x), max(0, spare_x)) + (abs(sx) * w if sx < 0 else 0)
    ty = rng.uniform(min(0, spare_y), max(0, spare_y))
    move = np.array([[sx, 0, tx], [0, sy, ty]], np.float32)
    if zoom < 0.75:
        picture = cv2.resize(picture, None, fx=abs(sx), fy=sy, interpolation=cv2.INTER_AREA)
        quick = move.copy()
        quick[0, 0], quick[1, 1] = np.sign(sx), 1.0
    else:
        quick = move
    fill = rng.integers(0, 256, 3).tolist()
    out = cv2.warpAffine(
        picture, quick, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )
    if rng.random() < 0.5:
        out = cv2.convertScaleAbs(out, alpha=rng.uniform(0.7, 1.3), beta=rng.uniform(-25, 25))
    return out, move


def _spot(heat: Floats, weight: Floats, centre: Floats, rx: float, ry: float) -> None:
    """Raise a soft hill whose top cell is exactly 1, and let a large one count no more than a small one."""
    cx, cy = int(centre[0]), int(centre[1])
    if not (0 <= cx < heat.shape[1] and 0 <= cy < heat.shape[0]):
        return
    wide, tall = int(2.5 * rx) + 1, int(2.5 * ry) + 1
    x0, x1, y0, y1 = (
        max(0, cx - wide),
        min(heat.shape[1], cx + wide + 1),
        max(0, cy - tall),
        min(heat.shape[0], cy + tall + 1),
    )
    xs, ys = np.arange(x0, x1) - cx, np.arange(y0, y1) - cy
    hill = np.exp(-(xs[None, :] ** 2) / (2 * rx * rx) - (ys[:, None] ** 2) / (2 * ry * ry)).astype(np.float32)
    higher = hill > heat[y0:y1, x0:x1]
    heat[y0:y1, x0:x1][higher] = hill[higher]
    weight[y0:y1, x0:x1][higher] = min(1.0, 2.0 / (rx * ry))


def batches(folder: Path, rng: np.random.Generator, size: int, scales: Callable[[], float]) -> Iterator[Batch]:
    """Endless batches, their longer side 448 times what `scales` says; files may come and go while it runs."""
    files: dict[Path, list[tuple[bytes, list[tuple[Floats, int, bool, bool]]]]] = {}
    while True:
        present = sorted(folder.glob("*.pkl"))
        read = {file: pickle.loads(file.read_bytes()) for file in present if file not in files}  # noqa: S301
        files = {file: files[file] if file in files else read[file] for file in present}
        pools = [scene for scenes in files.values() for scene in scenes]
        order = rng.permutation(len(pools))[: 40 * size]
        for start in range(0, len(order) - size + 1, size):
            chosen = [pools[i] for i in order[start : start + size]]
            width, height = SHAPES[rng.integers(len(SHAPES))]
            scale = scales()
            yield _batch(rng, chosen, *(round(side * scale / 32) * 32 for side in (width, height)))


def _batch(rng: np.random.Generator, chosen: list, width: int, height: int) -> Batch:
    n, gh, gw = len(chosen), height // STRIDE, width // STRIDE
    pixels = np.empty((n, height, width, 3), np.uint8)
    heat, weight = np.zeros((n, gh, gw), np.float32), np.ones((n, gh, gw), np.float32)
    rows: list[tuple[int, int, int, Floats, float, int, float, bool]] = []
    for index, (encoded, labels) in enumerate(chosen):
        picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
        moved, move = _augmented(rng, picture, width, height)
        pixels[index] = moved[..., ::-1]
        for quad, kind, ignore, boxed in labels:
            whole = quad @ move[:, :2].T + move[:, 2]
            corners = np.clip(whole, 0, (width, height)).astype(np.float32)
            area, full = abs(cv2.contourArea(corners)), abs(cv2.contourArea(whole.astype(np.float32)))
            if area < 16:
                continue
            if move[0, 0] < 0:
                corners = corners[::-1]
            left, top = corners.min(0)
            right, bottom = corners.max(0)
            if ignore or area < 0.35 * full or min(right - left, bottom - top) < 7:
                g = np.int32(corners / STRIDE)
                cv2.fillPoly(weight[index], [g], 0.0)
                continue
            centre = corners.mean(0) / STRIDE
            rx, ry = max(0.7, (right - left) / STRIDE / 14), max(0.7, (bottom - top) / STRIDE / 14)
            _spot(heat[index], weight[index], centre, rx, ry)
            size = np.sqrt((right - left) * (bottom - top)) / CORNER_UNIT
            for dy in (-2, -1, 0, 1, 2):
                for dx in (-2, -1, 0, 1, 2):
                    x, y = int(centre[0] + dx * max(0.5, 0.6 * rx)), int(centre[1] + dy * max(0.5, 0.6 * ry))
                    if 0 <= x < gw and 0 <= y < gh:
                        here = np.array((x + 0.5, y + 0.5), np.float32) * STRIDE
                        trust = 1.0 if dx == dy == 0 else 0.25
                        rows.append((index, y, x, ((corners - here) / CORNER_UNIT).ravel(), size, kind, trust, boxed))
    places = np.array([row[:3] for row in rows], np.int64).reshape(-1, 3)
    offsets = np.array([row[3] for row in rows], np.float32).reshape(-1, 8)
    sizes, kinds, trust = (np.array([row[i] for row in rows]) for i in (4, 5, 6))
    boxed = np.array([row[7] for row in rows], bool)
    return Batch(
        pixels,
        heat,
        weight,
        places,
        offsets,
        sizes.astype(np.float32),
        kinds.astype(np.int64),
        trust.astype(np.float32),
        boxed,
    )
