"""Pages, receipts and sticky notes, seen from the front."""

from __future__ import annotations

import cv2
import numpy as np

from scenes.draw import (
    block,
    canvas,
    grey,
    lines_of_text,
    paint,
    soft_noise,
    text_line,
    vivid,
)
from scenes.layouts import LAYOUTS
from scenes.things import CLASSES, Colour, Pixels, Random, Thing, full_quad

__all__ = ["note", "page"]

NOTE_COLOURS: tuple[Colour, ...] = (
    (120, 240, 255),
    (80, 220, 250),
    (180, 120, 250),
    (200, 160, 255),
    (120, 250, 140),
    (150, 240, 190),
    (240, 210, 140),
    (60, 150, 255),
    (90, 180, 255),
    (140, 90, 255),
    (40, 210, 170),
    (230, 180, 220),
    (245, 230, 180),
    (160, 150, 200),
)


def _paper(rng: Random) -> Colour:
    draw = rng.random()
    if draw < 0.62:
        return grey(rng, 222, 254, 4)
    if draw < 0.80:
        return grey(rng, 140, 222, 6)
    if draw < 0.92:
        return vivid(rng, (8, 45), (210, 255))
    return vivid(rng, (40, 110), (190, 255))


def page(rng: Random, size: float, photo: Pixels) -> Thing:
    """A sheet of paper whose longer side is `size` pixels: letter, form, table, receipt, article, notes, or empty."""
    kind = rng.choice(7, p=(0.27, 0.14, 0.14, 0.13, 0.12, 0.14, 0.06))
    ratio = rng.uniform(1.9, 4.2) if kind == 3 else rng.choice((1.414, 1.294, 1.5, rng.uniform(1.05, 1.9)))
    width, height = size / ratio, size
    if kind in {1, 2, 5} and rng.random() < 0.25:
        width, height = height, width
    sheet = canvas(width, height, _paper(rng))
    h, w = sheet.shape[:2]
    ink = grey(rng, 10, 90) if rng.random() < 0.8 else vivid(rng, (120, 255), (60, 170))
    LAYOUTS[kind](rng, sheet, ink, photo)
    if rng.random() < 0.15 and kind != 6:
        _stamp(rng, sheet)
    _worn(rng, sheet)
    mask = np.full((h, w), 255, np.uint8)
    if rng.random() < 0.12:  # a corner folded over or torn off
        cut = int(min(w, h) * rng.uniform(0.05, 0.16))
        corner = np.array([[0, 0], [cut, 0], [0, int(cut * rng.uniform(0.6, 1.4))]])
        corner = corner if rng.random() < 0.5 else np.array([[w, 0], [w - cut, 0], [w, cut]])
        cv2.fillPoly(mask, [corner], 0)
    return Thing(sheet, mask, full_quad(w, h), CLASSES.index("document"))


def _stamp(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    colour, size = vivid(rng, (120, 255), (90, 220)), w * rng.uniform(0.06, 0.14)
    place = (int(rng.uniform(0.2, 0.85) * w), int(rng.uniform(0.1, 0.9) * h))
    if rng.random() < 0.5:
        cv2.circle(s, place, int(size), colour, max(1, int(size / 10)), cv2.LINE_AA)
    paint(s, text_line(rng, size * 0.8, size * 3, written=True), place[0], place[1], colour)


def _worn(rng: Random, s: Pixels) -> None:
    """Folds, waves and grain."""
    h, w = s.shape[:2]
    shade = np.ones((h, w), np.float32)
    if rng.random() < 0.3:
        shade *= soft_noise(rng, (w, h), rng.uniform(2, 9), rng.uniform(0.8, 0.95), 1.03)
    for _ in range(rng.integers(1, 4) if rng.random() < 0.25 else 0):
        along = rng.random() < 0.5
        ramp = np.linspace(0, 1, h if along else w, dtype=np.float32)
        step = np.clip((ramp - rng.uniform(0.15, 0.85)) * rng.uniform(8, 60), -0.5, 0.5) * rng.uniform(-0.16, 0.16)
        shade += step[:, None] if along else step[None, :]
    if shade.min() < 0.999 or shade.max() > 1.001:
        np.copyto(s, np.clip(s * shade[..., None], 0, 255).astype(np.uint8))


def note(rng: Random, size: float) -> Thing:
    """A sticky note."""
    ratio = rng.choice((1.0, 1.0, 1.0, rng.uniform(0.6, 1.0), rng.uniform(0.25, 0.5)))
    width, height = (size, size * ratio) if rng.random() < 0.5 else (size * ratio, size)
    base = np.array(NOTE_COLOURS[rng.integers(len(NOTE_COLOURS))]) + rng.integers(-25, 26, 3)
    sheet = canvas(width, height, tuple(int(v) for v in np.clip(base, 0, 255)))  # type: ignore[arg-type]
    h, w = sheet.shape[:2]
    if rng.random() < 0.5:
        ramp = np.linspace(rng.uniform(0.78, 1.05), rng.uniform(0.85, 1.08), h, dtype=np.float32)
        np.copyto(sheet, np.clip(sheet * ramp[:, None, None], 0, 255).astype(np.uint8))
    ink = grey(rng, 0, 70) if rng.random() < 0.6 else vivid(rng, (120, 255), (40, 150))
    line = h / rng.uniform(3, 9)
    box = (w * rng.uniform(0.04, 0.2), h * rng.uniform(0.03, 0.3), w * 0.97, h * rng.uniform(0.5, 0.98))
    if rng.random() < 0.88:
        lines_of_text(rng, sheet, box, line, ink, written=rng.random() < 0.75, ragged=0.6, gaps=0.1)
    if rng.random() < 0.2:
        for x in (0.08, 0.88):
            block(sheet, (w * x, h * 0.05, w * (x + 0.06), h * 0.1), (20, 20, 20))
    if rng.random() < 0.15:
        centre = (int(w * rng.uniform(0.3, 0.7)), int(h * 0.5))
        cv2.ellipse(sheet, centre, (int(w * 0.2), int(h * 0.25)), 0, 0, 360, ink, 1, cv2.LINE_AA)
    return Thing(sheet, np.full((h, w), 255, np.uint8), full_quad(w, h), CLASSES.index("note"))
