"""What a lit screen shows."""

from __future__ import annotations

import cv2
import numpy as np

from scenes.draw import any_colour, block, canvas, grey, lines_of_text, paint, soft_noise, text_line, vivid
from scenes.things import Colour, Pixels, Random

__all__ = ["content", "message"]


def content(rng: Random, width: float, height: float, photo: Pixels) -> Pixels:
    """A window, a desktop, a table, a program, a film, a slide, a call or a plain colour."""
    sheet = canvas(max(4, int(width)), max(4, int(height)), (0, 0, 0))
    makers = (_window, _desktop, _table, _program, _film, _slide, _call, _wash)
    makers[rng.choice(8, p=(0.24, 0.12, 0.14, 0.12, 0.12, 0.1, 0.06, 0.1))](rng, sheet, photo)
    return sheet


def message(rng: Random, width: int, height: int) -> Pixels:
    """A title bar, a subject and a few lines."""
    sheet = canvas(width, height, (0, 0, 0))
    h, w = sheet.shape[:2]
    _, ink = _ground(rng, sheet, 150)
    bar = h * rng.uniform(0.04, 0.12)
    block(sheet, (0, 0, w, bar), vivid(rng, (60, 255), (40, 200)) if rng.random() < 0.8 else grey(rng, 20, 120))
    line, left = h / rng.uniform(12, 24), w * rng.uniform(0.03, 0.1)
    paint(sheet, text_line(rng, line, w * 0.4), left, bar + line * 0.7, ink)
    box = (left, bar + line * 2.5, w * rng.uniform(0.5, 0.97), min(h * 0.97, bar + line * rng.uniform(6, 16)))
    lines_of_text(rng, sheet, box, line, ink, ragged=0.5, gaps=0.05, leading=1.35)
    return sheet


def _ground(rng: Random, s: Pixels, light: int = 200) -> tuple[bool, Colour]:
    """Fill with a light or a dark ground; says whether it is dark, and the ink that goes with it."""
    dark = bool(rng.random() < 0.35)
    s[:] = grey(rng, 12, 60, 15) if dark else grey(rng, light, 255, 6)
    return dark, grey(rng, 150, 250, 25) if dark else grey(rng, 10, 110, 25)


def _line(rng: Random, s: Pixels) -> float:
    return float(max(1.5, s.shape[0] / rng.uniform(14, 50)))


def _window(rng: Random, s: Pixels, photo: Pixels) -> None:
    del photo
    h, w = s.shape[:2]
    dark, ink = _ground(rng, s)
    bar, line, left = h * rng.uniform(0.04, 0.12), _line(rng, s), w * 0.03
    block(s, (0, 0, w, bar), vivid(rng, (40, 255), (40, 200)) if rng.random() < 0.7 else grey(rng, 60, 220))
    paint(s, text_line(rng, bar * 0.7, w * 0.3), w * 0.02, bar * 0.1, grey(rng, 180, 255))
    if rng.random() < 0.5:
        side = w * rng.uniform(0.12, 0.3)
        block(s, (0, bar, side, h), grey(rng, 30, 70) if dark else grey(rng, 180, 240))
        lines_of_text(rng, s, (w * 0.01, bar * 1.3, side * 0.9, h), line, ink, leading=1.8)
        left = side + w * 0.03
    lines_of_text(rng, s, (left, bar + line, w * 0.97, h * rng.uniform(0.4, 0.98)), line, ink, ragged=0.5, leading=1.4)
    if rng.random() < 0.3:
        x, y = rng.uniform(left, w * 0.8), rng.uniform(bar, h * 0.8)
        block(s, (x, y, x + w * 0.18, y + h * 0.1), vivid(rng))


def _desktop(rng: Random, s: Pixels, photo: Pixels) -> None:
    _film(rng, s, photo)
    h, w = s.shape[:2]
    block(s, (0, h * 0.95, w, h), grey(rng, 20, 230))
    for _ in range(rng.integers(0, 3)):
        wide, tall = int(w * rng.uniform(0.3, 0.7)), int(h * rng.uniform(0.3, 0.7))
        x, y = int(rng.uniform(0, w - wide)), int(rng.uniform(0, max(1.0, h * 0.94 - tall)))
        part = s[y : y + tall, x : x + wide]
        if min(part.shape[:2]) > 4:
            _window(rng, part, photo)


def _table(rng: Random, s: Pixels, photo: Pixels) -> None:
    del photo
    h, w = s.shape[:2]
    _, ink = _ground(rng, s)
    line = _line(rng, s)
    block(s, (0, 0, w, h * 0.12), vivid(rng, (60, 255), (50, 230)))
    for y in np.arange(h * 0.14, h, max(3, line * 1.6)):
        cv2.line(s, (0, int(y)), (w, int(y)), grey(rng, 120, 200), 1)
        for x in np.arange(0, w, max(8, w / 6)):
            if rng.random() < 0.7:
                paint(s, text_line(rng, line, w / 9), x + 2, y + 1, ink)


def _program(rng: Random, s: Pixels, photo: Pixels) -> None:
    del photo
    h, w = s.shape[:2]
    dark, _ = _ground(rng, s)
    line = _line(rng, s)
    for y in np.arange(line, h - line, line * 1.3):
        x = w * 0.04 * rng.integers(1, 5)
        for _ in range(rng.integers(0, 4)):
            piece = text_line(rng, line, w * rng.uniform(0.05, 0.25))
            paint(s, piece, x, y, vivid(rng, (30, 200), (140, 255)) if dark else vivid(rng, (90, 255), (30, 150)))
            x += piece.shape[1] + 3
    block(s, (0, 0, w * 0.03, h), grey(rng, 40, 200))


def _film(rng: Random, s: Pixels, photo: Pixels) -> None:
    del rng
    s[:] = cv2.resize(photo, (s.shape[1], s.shape[0]), interpolation=cv2.INTER_AREA)


def _slide(rng: Random, s: Pixels, photo: Pixels) -> None:
    del photo
    h, w = s.shape[:2]
    s[:] = vivid(rng, (0, 255), (60, 255))
    tone = grey(rng, 0, 40) if s.mean() > 140 else grey(rng, 215, 255)
    lines_of_text(rng, s, (w * 0.08, h * 0.1, w * 0.9, h * 0.28), h * 0.13, tone, gaps=0)
    lines_of_text(rng, s, (w * 0.1, h * 0.35, w * 0.9, h * 0.9), h * 0.07, tone, ragged=0.5)


def _call(rng: Random, s: Pixels, photo: Pixels) -> None:
    del photo
    h, w = s.shape[:2]
    n = int(rng.integers(1, 4))
    for i in range(n * n):
        x, y = i % n * w // n, i // n * h // n
        block(s, (x + 1, y + 1, x + w / n - 1, y + h / n - 1), any_colour(rng))
        cv2.circle(s, (int(x + w / n / 2), int(y + h / n * 0.5)), max(2, int(h / n * 0.2)), (110, 150, 205), -1)


def _wash(rng: Random, s: Pixels, photo: Pixels) -> None:
    del photo
    wash = soft_noise(rng, (s.shape[1], s.shape[0]), 2, 0, 1)[..., None]
    s[:] = (np.array(any_colour(rng)) * wash + np.array(any_colour(rng)) * (1 - wash)).astype(np.uint8)
