"""What scenes are drawn on: photos, and drawn desks, walls, floors and cloth."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from scenes.draw import canvas, grain, grey, soft_noise, vivid
from scenes.things import Pixels, Random

__all__ = ["Photos", "drawn", "floor", "recoloured", "turned_photo"]


class Photos:
    """The photos in a folder, kept small in memory."""

    def __init__(self, folder: Path) -> None:
        self._photos = [cv2.imread(str(path)) for path in sorted(folder.glob("*.jpg"))]

    def any(self, rng: Random, width: int, height: int, *, least: float = 0.35) -> Pixels:
        """A piece of one of them at this size, at least `least` of it wide, sometimes mirrored or recoloured."""
        photo = self._photos[rng.integers(len(self._photos))]
        h, w = photo.shape[:2]
        most = min(w / width, h / height)
        factor = most * rng.uniform(least, 1)
        pw, ph = max(8, int(width * factor)), max(8, int(height * factor))
        x, y = rng.integers(0, w - pw + 1), rng.integers(0, h - ph + 1)
        piece = cv2.resize(
            photo[y : y + ph, x : x + pw],
            (width, height),
            interpolation=cv2.INTER_AREA if factor > 1 else cv2.INTER_LINEAR,
        )
        return turned_photo(rng, piece)


def turned_photo(rng: Random, piece: Pixels) -> Pixels:
    """Mirror, darken or recolour a photo now and then."""
    return recoloured(rng, cv2.flip(piece, 1) if rng.random() < 0.5 else piece)


def recoloured(rng: Random, piece: Pixels) -> Pixels:
    """Darken or recolour a photo now and then."""
    if rng.random() < 0.3:
        piece = cv2.convertScaleAbs(piece, alpha=rng.uniform(0.5, 1.3), beta=rng.uniform(-20, 40))
    if rng.random() < 0.12:
        hsv = cv2.cvtColor(piece, cv2.COLOR_BGR2HSV)
        hsv[..., 0] = (hsv[..., 0].astype(int) + rng.integers(0, 180)) % 180
        piece = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)
    return np.ascontiguousarray(piece)


def _wood(rng: Random, w: int, h: int) -> Pixels:
    base = np.array(
        ((70, 110, 165), (110, 150, 195), (45, 65, 100), (150, 185, 215), (90, 100, 110), (200, 210, 220))[
            rng.integers(6)
        ]
    )
    fine = cv2.resize(rng.random((h, max(2, w // 60)), dtype=np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
    tone = (soft_noise(rng, (w, h), 4, 0.85, 1.1) * (0.9 + 0.18 * fine))[..., None]
    s = np.clip(base * tone, 0, 255).astype(np.uint8)
    for _ in range(rng.integers(0, 5)):
        y = int(rng.uniform(0, h))
        cv2.line(s, (0, y), (w, y), tuple(int(v * 0.6) for v in base), int(rng.integers(1, 3)))
    if rng.random() < 0.4:
        s = cv2.resize(np.ascontiguousarray(np.rot90(s)), (w, h))
    return s


def _plain(rng: Random, w: int, h: int) -> Pixels:
    base = grey(rng, 60, 252, 10) if rng.random() < 0.75 else vivid(rng, (20, 200), (50, 250))
    s = np.clip(np.array(base) * soft_noise(rng, (w, h), rng.uniform(1, 4), 0.75, 1.08)[..., None], 0, 255).astype(
        np.uint8
    )
    if rng.random() < 0.5:
        grain(rng, s, rng.uniform(1, 9))
    return s


def _cloth(rng: Random, w: int, h: int) -> Pixels:
    base = np.array(vivid(rng, (10, 255), (30, 230)))
    weave = 1 + 0.1 * rng.standard_normal((h, w), dtype=np.float32)
    folds = soft_noise(rng, (w, h), rng.uniform(3, 10), 0.55, 1.15)
    return np.clip(base * (weave * folds)[..., None], 0, 255).astype(np.uint8)


def _checked(rng: Random, w: int, h: int) -> Pixels:
    s = _plain(rng, w, h)
    step, tone = int(rng.integers(12, 110)), grey(rng, 40, 240)
    slant = rng.uniform(-0.4, 0.4)
    for x in range(-h, w + h, step):
        cv2.line(s, (x, 0), (int(x + slant * h), h), tone, int(rng.integers(1, 4)))
    for y in range(0, h, int(step * rng.uniform(0.4, 1.6)) + 3):
        cv2.line(s, (0, y), (w, y), tone, int(rng.integers(1, 4)))
    return s


def _room(rng: Random, w: int, h: int) -> Pixels:
    """A wall over a floor or a desk."""
    s, low = _plain(rng, w, h), (_wood if rng.random() < 0.6 else _plain)(rng, w, h)
    edge = int(h * rng.uniform(0.35, 0.8))
    tilt = int(rng.uniform(-0.08, 0.08) * h)
    mask = np.zeros((h, w), np.uint8)
    cv2.fillPoly(mask, [np.array([[0, edge], [w, edge + tilt], [w, h], [0, h]])], 255, cv2.LINE_AA)
    np.copyto(s, low, where=mask[..., None] > 127)
    if rng.random() < 0.4:
        cv2.line(s, (0, edge), (w, edge + tilt), grey(rng, 30, 240), int(rng.integers(1, 6)))
    return s


def drawn(rng: Random, w: int, h: int) -> Pixels:
    """A drawn surface of this size."""
    maker = (_wood, _plain, _cloth, _checked, _room, _room, floor)[rng.integers(7)]
    if rng.random() < 0.04:
        return canvas(w, h, grey(rng, 0, 255))
    return maker(rng, w, h)


def floor(rng: Random, w: int, h: int) -> Pixels:
    """Carpet, concrete, planks or tiles, seen aslant, with the gloss of lamps on it."""
    side = max(w, h) * 2
    base = np.array(grey(rng, 45, 200, 14), np.float32)
    tone = soft_noise(rng, (side, side), rng.uniform(2, 12), 0.85, 1.1)
    tone *= 1 + rng.uniform(0.01, 0.14) * cv2.resize(
        rng.standard_normal((side // 2, side // 2), dtype=np.float32), (side, side)
    )
    draw = rng.random()
    long, wide = int(side / rng.uniform(2, 7)), int(side / rng.uniform(6, 40))
    if draw < 0.55:  # planks, or large tiles
        for row, y in enumerate(range(0, side, wide)):
            shift = int(rng.integers(0, long))
            for x in range(-shift, side, long):
                tone[y : y + wide, max(0, x) : max(0, x + long)] *= rng.uniform(0.86, 1.1)
            if row and draw < 0.4:
                tone[y : y + 1] *= rng.uniform(0.5, 1.4)
    s = np.clip(base * tone[..., None], 0, 255).astype(np.uint8)
    for _ in range(rng.integers(0, 4) if rng.random() < 0.5 else 0):  # patches, lines and stains
        a, b = (tuple(int(v) for v in rng.integers(0, side, 2)) for _ in range(2))
        cv2.line(s, a, b, grey(rng, 20, 240, 20), int(rng.integers(1, max(2, side // 30))))
    slant = rng.uniform(0.0, 0.3) * side
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(-60, 60), 1.3)
    s = cv2.warpAffine(s, turn, (side, side), borderMode=cv2.BORDER_REFLECT)
    seen = np.array([[slant, side * 0.2], [side - slant, side * 0.2], [side, side], [0, side]], np.float32)
    move = cv2.getPerspectiveTransform(seen, np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32))
    out = cv2.warpPerspective(s, move, (w, h), flags=cv2.INTER_AREA)
    if rng.random() < 0.6:
        gloss = soft_noise(rng, (w, h), 3, -0.2, rng.uniform(0.1, 0.8))[..., None]
        out = np.clip(out + 90 * np.clip(gloss, 0, 1), 0, 255).astype(np.uint8)
    return out
