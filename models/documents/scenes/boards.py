"""Whiteboards, blackboards, flip charts and notice boards."""

from __future__ import annotations

import cv2
import numpy as np

from scenes.draw import any_colour, block, canvas, grain, grey, lines_of_text, soft_noise, vivid
from scenes.papers import note, page
from scenes.things import CLASSES, Pixels, Random, Thing, full_quad

__all__ = ["board"]


def board(rng: Random, size: float, photo: Pixels) -> Thing:
    """A board, its longer side `size` pixels."""
    kind = rng.choice(4, p=(0.66, 0.16, 0.08, 0.10))  # whiteboard, notice board, blackboard, flip chart
    ratio = rng.uniform(0.65, 0.85) if kind == 3 else rng.choice((1.5, 1.33, rng.uniform(1.15, 2.2)))
    w, h = (size, size / ratio) if ratio > 1 else (size * ratio, size)
    base = (
        grey(rng, 165, 252, 9),
        vivid(rng, (60, 190), (80, 220)),
        grey(rng, 30, 75, 15),
        grey(rng, 215, 252, 4),
    )[kind]
    s = canvas(w, h, base)
    hh, ww = s.shape[:2]
    if kind == 1:
        if rng.random() < 0.5:
            s[:] = np.clip(np.array((95, 150, 195)) + rng.integers(-25, 26), 0, 255)
        grain(rng, s, rng.uniform(4, 16))
        _pinned(rng, s, photo)
    else:
        if rng.random() < 0.6:
            np.copyto(s, np.clip(s * soft_noise(rng, (ww, hh), 3, 0.82, 1.08)[..., None], 0, 255).astype(np.uint8))
        _written(rng, s, chalk=kind == 2)
    if rng.random() < (0.5 if kind == 0 else 0.9) and kind != 3:
        _frame(rng, s)
    return Thing(s, np.full((hh, ww), 255, np.uint8), full_quad(ww, hh), CLASSES.index("whiteboard"))


def _pen(rng: Random, *, chalk: bool) -> tuple[int, int, int]:
    if chalk:
        return grey(rng, 190, 250)
    return grey(rng, 10, 70) if rng.random() < 0.45 else vivid(rng, (140, 255), (60, 190))


def _written(rng: Random, s: Pixels, *, chalk: bool) -> None:
    h, w = s.shape[:2]
    if rng.random() < 0.35:
        _one_list(rng, s, chalk=chalk)
        return
    for _ in range(rng.integers(1, 6)):
        pen, line = _pen(rng, chalk=chalk), h / rng.uniform(9, 26)
        x, y = rng.uniform(0.03, 0.6) * w, rng.uniform(0.03, 0.6) * h
        box = (x, y, min(w * 0.98, x + w * rng.uniform(0.2, 0.8)), min(h * 0.97, y + line * rng.integers(1, 9)))
        lines_of_text(rng, s, box, line, pen, written=rng.random() < 0.75, ragged=0.5, gaps=0.1, leading=1.35)
    for _ in range(rng.integers(0, 7)):
        a = (int(rng.uniform(0.05, 0.9) * w), int(rng.uniform(0.05, 0.9) * h))
        b = (int(a[0] + rng.normal(0, 0.15) * w), int(a[1] + rng.normal(0, 0.12) * h))
        pen, thick = _pen(rng, chalk=chalk), max(1, int(w / 220))
        draw = rng.random()
        if draw < 0.4:
            cv2.arrowedLine(s, a, b, pen, thick, cv2.LINE_AA, tipLength=0.15)
        elif draw < 0.75:
            cv2.rectangle(s, a, b, pen, thick)
        else:
            cv2.ellipse(s, a, (int(w * 0.07) + 1, int(h * 0.06) + 1), 0, 0, 360, pen, thick, cv2.LINE_AA)


def _one_list(rng: Random, s: Pixels, *, chalk: bool) -> None:
    """A heading and a few lines, all with one pen."""
    h, w = s.shape[:2]
    pen, line, left, top = _pen(rng, chalk=chalk), h / rng.uniform(8, 16), w * rng.uniform(0.04, 0.2), h * 0.06
    written = rng.random() < 0.5
    lines_of_text(rng, s, (left, top, w * 0.6, top + line * 1.1), line, pen, written=written, ragged=0.7, gaps=0)
    end = top + line * rng.uniform(3, 11)
    box = (left, top + line * 2, w * rng.uniform(0.5, 0.97), min(end + line * 2, h * 0.97))
    lines_of_text(rng, s, box, line, pen, written=written, ragged=0.6, gaps=0.05, leading=1.4)


def _pinned(rng: Random, s: Pixels, photo: Pixels) -> None:
    h, w = s.shape[:2]
    for _ in range(rng.integers(3, 11)):
        size = rng.uniform(0.2, 0.5) * h
        sheet = (note(rng, size * 0.5) if rng.random() < 0.3 else page(rng, size, photo)).pixels
        x, y = int(rng.uniform(0, max(1, w - sheet.shape[1]))), int(rng.uniform(0, max(1, h - sheet.shape[0])))
        part = s[y : y + sheet.shape[0], x : x + sheet.shape[1]]
        part[:] = sheet[: part.shape[0], : part.shape[1]]
        cv2.circle(s, (x + sheet.shape[1] // 2, y + 2), max(1, int(w / 150)), any_colour(rng), -1)


def _frame(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    thick = max(1, int(w * rng.uniform(0.006, 0.035)))
    colour = (grey(rng, 10, 50), grey(rng, 140, 220), (60, 110, 160), vivid(rng))[
        rng.choice(4, p=(0.3, 0.45, 0.2, 0.05))
    ]
    cv2.rectangle(s, (thick // 2, thick // 2), (w - 1 - thick // 2, h - 1 - thick // 2), colour, thick)
    if rng.random() < 0.3:
        block(s, (w * 0.3, h - thick * 2, w * 0.6, h), grey(rng, 100, 220))
