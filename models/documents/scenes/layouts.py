"""What is printed or written on a sheet of paper."""

from __future__ import annotations

import cv2
import numpy as np

from scenes.draw import (
    any_colour,
    block,
    grey,
    lines_of_text,
    paint,
    text_line,
    vivid,
)
from scenes.things import Colour, Pixels, Random

__all__ = ["LAYOUTS"]


def _line(rng: Random, sheet: Pixels) -> float:
    return max(sheet.shape[:2]) / rng.uniform(26, 75)


def letter(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """An address, a heading and paragraphs."""
    h, w = s.shape[:2]
    m, line = w * rng.uniform(0.05, 0.13), _line(rng, s)
    top = m
    if rng.random() < 0.45:
        _header(rng, s, photo)
        top = max(m, h * 0.13)
    lines_of_text(rng, s, (m, top, w * rng.uniform(0.35, 0.6), top + line * 6), line, ink, ragged=0.5, gaps=0.05)
    end = h * rng.choice((rng.uniform(0.45, 0.95), 0.93))
    lines_of_text(rng, s, (m, top + line * 8, w - m, end), line, ink, ragged=rng.choice((0.05, 0.4)), gaps=0.18)


def _header(rng: Random, s: Pixels, photo: Pixels) -> None:
    h, w = s.shape[:2]
    draw = rng.random()
    if draw < 0.5:
        block(s, (0, 0, w, h * rng.uniform(0.03, 0.2)), vivid(rng, (60, 255), (40, 230)))
    elif draw < 0.75:
        side = h * rng.uniform(0.05, 0.1)
        x = rng.uniform(0.03, 0.8) * w
        cv2.circle(s, (int(x + side / 2), int(h * 0.06)), int(side / 2), any_colour(rng), -1, cv2.LINE_AA)
    else:
        _picture(s, photo, (0, 0, w, h * rng.uniform(0.1, 0.3)))
    paint(s, text_line(rng, h * rng.uniform(0.02, 0.05), w * 0.5), w * 0.06, h * 0.03, grey(rng, 0, 250))


def _picture(s: Pixels, photo: Pixels, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = (int(v) for v in box)
    if right - left > 3 and bottom - top > 3:
        s[top:bottom, left:right] = cv2.resize(photo, (right - left, bottom - top), interpolation=cv2.INTER_AREA)[
            : s.shape[0] - top, : s.shape[1] - left
        ]


def form(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """Boxes, some filled in by hand."""
    h, w = s.shape[:2]
    m, line = w * rng.uniform(0.03, 0.09), _line(rng, s)
    if rng.random() < 0.5:
        _header(rng, s, photo)
    y = h * rng.uniform(0.1, 0.2)
    paint(s, text_line(rng, line * 1.7, w * 0.6), m, y - line * 2.4 if y > line * 2.4 else 0, ink)
    edge = grey(rng, 60, 190)
    while y < h * 0.93:
        tall = line * rng.uniform(1.4, 3.5)
        columns = rng.integers(1, 4)
        for c in range(columns):
            x = m + (w - 2 * m) * c / columns
            block(s, (x, y, m + (w - 2 * m) * (c + 1) / columns - 1, y + tall), edge, 1)
            paint(s, text_line(rng, line * 0.8, (w - 2 * m) / columns * 0.5), x + 2, y + 1, ink)
            if rng.random() < 0.4:
                pen = vivid(rng, (100, 255), (60, 160))
                paint(s, text_line(rng, line, (w - 2 * m) / columns * 0.6, written=True), x + 4, y + tall * 0.4, pen)
        y += tall + (line if rng.random() < 0.2 else 0)


def table(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """Columns under a heading, ruled or not."""
    h, w = s.shape[:2]
    m, line = w * rng.uniform(0.04, 0.1), _line(rng, s)
    if rng.random() < 0.4:
        _header(rng, s, photo)
    lines_of_text(rng, s, (m, h * 0.08, w * 0.5, h * 0.22), line, ink, ragged=0.6)
    top, bottom = h * rng.uniform(0.22, 0.35), h * rng.uniform(0.5, 0.92)
    block(s, (m, top, w - m, top + line * 1.5), vivid(rng, (0, 255), (40, 220)))
    stops = np.sort(rng.uniform(m, w - m, rng.integers(2, 6)))
    ruled, y = rng.random() < 0.6, top + line * 1.7
    while y < bottom:
        for a, b in zip((m, *stops), (*stops, w - m), strict=True):
            if b - a > line * 2:
                paint(s, text_line(rng, line, (b - a) * rng.uniform(0.3, 0.9)), a + 2, y, ink)
        if ruled:
            cv2.line(s, (int(m), int(y)), (int(w - m), int(y)), grey(rng, 120, 200), 1)
        y += line * 1.5
    for x in stops if ruled else ():
        cv2.line(s, (int(x), int(top)), (int(x), int(bottom)), (140, 140, 140), 1)


def receipt(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """What a till prints."""
    del photo
    h, w = s.shape[:2]
    line = w / rng.uniform(14, 26)
    y, m = line, w * rng.uniform(0.03, 0.1)
    end = h - line * rng.uniform(1, 6)
    while y < end:
        draw = rng.random()
        if y < h * 0.15 or draw < 0.2:
            mask = text_line(rng, line * rng.choice((1.0, 1.0, 1.6)), w * rng.uniform(0.3, 0.8))
            paint(s, mask, (w - mask.shape[1]) / 2, y, ink)
        elif draw < 0.85:
            paint(s, text_line(rng, line, w * rng.uniform(0.2, 0.6)), m, y, ink)
            paint(s, text_line(rng, line, w * 0.15), w * 0.78, y, ink)
        elif draw < 0.9:
            cv2.line(s, (int(m), int(y + line / 2)), (int(w - m), int(y + line / 2)), ink, 1)
        y += line * rng.choice((1.15, 1.15, 2.0))
    if rng.random() < 0.3:
        _bars(rng, s, (w * 0.2, h - line * 4, w * 0.8, h - line * 1.2))
    if rng.random() < 0.25:
        place = (int(rng.uniform(0.2, 0.8) * w), int(rng.uniform(0.1, 0.9) * h))
        cv2.ellipse(s, place, (int(w * 0.15), int(w * 0.08)), rng.uniform(-30, 30), 0, 360, ink, 1, cv2.LINE_AA)


def _bars(rng: Random, s: Pixels, box: tuple[float, float, float, float]) -> None:
    x, top, right, bottom = box
    while x < right:
        wide = rng.uniform(0.6, 3)
        block(s, (x, top, x + wide, bottom), (20, 20, 20))
        x += wide + rng.uniform(0.6, 3)


def article(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """Columns of print with pictures."""
    h, w = s.shape[:2]
    m, line = w * rng.uniform(0.04, 0.09), max(1.6, h / rng.uniform(55, 95))
    top = h * rng.uniform(0.04, 0.1)
    if rng.random() < 0.4:
        _header(rng, s, photo)
        top = h * 0.3
    paint(s, text_line(rng, line * rng.uniform(1.8, 4), w - 2 * m), m, top, ink)
    top += line * 5
    columns = int(rng.integers(1, 4))
    for c in range(columns):
        left, right = m + (w - 2 * m) * c / columns, m + (w - 2 * m) * (c + 0.92) / columns
        y = top
        if rng.random() < 0.5:
            tall = h * rng.uniform(0.1, 0.25)
            place = top + rng.choice((0, rng.uniform(0, 0.4))) * h
            lines_of_text(rng, s, (left, y, right, place), line, ink, ragged=0.06)
            _picture(s, photo, (left, place, right, min(place + tall, h - m)))
            y = place + tall + line
        lines_of_text(rng, s, (left, y, right, h * 0.95), line, ink, ragged=0.06)


def handwritten(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """Lines by hand, on ruled or squared paper or plain."""
    del photo
    h, w = s.shape[:2]
    line = h / rng.uniform(10, 34)
    if rng.random() < 0.5:
        rule = vivid(rng, (20, 120), (150, 240))
        for y in np.arange(line, h, line):
            cv2.line(s, (0, int(y)), (w, int(y)), rule, 1)
        if rng.random() < 0.4:
            for x in np.arange(line, w, line):
                cv2.line(s, (int(x), 0), (int(x), h), rule, 1)
        elif rng.random() < 0.5:
            cv2.line(s, (int(w * 0.12), 0), (int(w * 0.12), h), (150, 150, 235), 1)
    pen = ink if rng.random() < 0.4 else vivid(rng, (90, 255), (40, 150))
    box = (w * rng.uniform(0.03, 0.2), h * rng.uniform(0.02, 0.3), w * 0.97, h * rng.uniform(0.3, 0.98))
    lines_of_text(rng, s, box, line * rng.uniform(0.8, 1.0), pen, written=True, ragged=0.5, leading=1.0)


def empty(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    """Only a few lines."""
    del photo
    h, w = s.shape[:2]
    # Never quite empty: a plain light rectangle is a cupboard door as often as a page.
    line, place = h / rng.uniform(12, 40), h * rng.uniform(0.05, 0.5)
    box = (w * 0.1, place, w * 0.9, place + line * 5)
    lines_of_text(rng, s, box, line, ink, written=rng.random() < 0.5, ragged=0.7, gaps=0)


# In the order of the chances that `papers.page` gives them.
LAYOUTS = (letter, form, table, receipt, article, handwritten, empty)
