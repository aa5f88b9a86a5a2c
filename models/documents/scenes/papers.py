"""Pages, receipts, sticky notes and cards, seen from the front."""

from __future__ import annotations

import cv2
import numpy as np

from scenes.draw import (
    any_colour,
    block,
    canvas,
    grain,
    grey,
    lines_of_text,
    paint,
    rounded,
    soft_noise,
    text_line,
    vivid,
)
from scenes.things import CLASSES, Colour, Pixels, Random, Thing, full_quad

__all__ = ["card", "note", "page", "portrait"]

CARD_RATIO = 1.586  # ISO/IEC 7810 ID-1
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
    (_letter, _form, _table, _receipt, _article, _handwritten, _empty)[kind](rng, sheet, ink, photo)
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


def _line(rng: Random, sheet: Pixels) -> float:
    return max(sheet.shape[:2]) / rng.uniform(26, 75)


def _letter(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
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


def _form(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
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


def _table(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
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


def _receipt(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
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


def _article(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
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


def _handwritten(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
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


def _empty(rng: Random, s: Pixels, ink: Colour, photo: Pixels) -> None:
    del photo
    h, w = s.shape[:2]
    # Never quite empty: a plain light rectangle is a cupboard door as often as a page.
    line, place = h / rng.uniform(12, 40), h * rng.uniform(0.05, 0.5)
    box = (w * 0.1, place, w * 0.9, place + line * 5)
    lines_of_text(rng, s, box, line, ink, written=rng.random() < 0.5, ragged=0.7, gaps=0)


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


def portrait(rng: Random, width: float, height: float) -> Pixels:
    """A passport photo, roughly: a head on shoulders."""
    picture = canvas(width, height, grey(rng, 130, 250, 20))
    h, w = picture.shape[:2]
    skin = np.array(((170, 200, 235), (120, 160, 215), (80, 115, 170), (50, 75, 115))[rng.integers(4)], float)
    tone = tuple(int(v) for v in np.clip(skin * rng.uniform(0.8, 1.1), 0, 255))
    if rng.random() < 0.2:
        block(picture, (0, 0, w, h), grey(rng, 130, 220))
        return picture
    cv2.ellipse(picture, (w // 2, h), (int(w * 0.46), int(h * 0.3)), 0, 0, 360, any_colour(rng), -1, cv2.LINE_AA)
    hair = grey(rng, 10, 110, 25)
    cv2.ellipse(picture, (w // 2, int(h * 0.4)), (int(w * 0.3), int(h * 0.33)), 0, 0, 360, hair, -1, cv2.LINE_AA)
    cv2.ellipse(picture, (w // 2, int(h * 0.46)), (int(w * 0.22), int(h * 0.27)), 0, 0, 360, tone, -1, cv2.LINE_AA)
    return picture


def card(rng: Random, size: float, photo: Pixels) -> Thing:
    """An identity card, licence, staff badge, bank card or passport page, its longer side `size` pixels."""
    kind = rng.choice(5, p=(0.34, 0.3, 0.16, 0.12, 0.08))  # identity, badge, bank, blank badge, passport page
    width, height = size, size / rng.choice((CARD_RATIO, CARD_RATIO, rng.uniform(1.25, 1.65)))
    if kind in {1, 3} and rng.random() < 0.55:
        width, height = height, width
    plain = rng.random()
    base = grey(rng, 215, 254) if plain < 0.5 else vivid(rng, (10, 70), (180, 255))
    if kind == 2 and rng.random() < 0.8:
        base = vivid(rng, (60, 255), (30, 240))
    if kind == 3:
        base = grey(rng, 200, 254, 5) if rng.random() < 0.8 else grey(rng, 90, 254, 5)
    sheet = canvas(width, height, base)
    h, w = sheet.shape[:2]
    if kind == 0 and rng.random() < 0.5:
        wash = soft_noise(rng, (w, h), 3, 0, 1)[..., None]
        np.copyto(
            sheet,
            (sheet * (1 - wash * 0.5) + np.array(vivid(rng, (30, 120), (190, 255))) * wash * 0.5).astype(np.uint8),
        )
    if kind == 2 and rng.random() < 0.35:
        np.copyto(sheet, cv2.resize(photo, (w, h), interpolation=cv2.INTER_AREA))
    (_identity, _badge, _bank, _blank, _passport)[kind](rng, sheet)
    grain(rng, sheet, rng.uniform(0, 3))
    mask = rounded(w, h, min(w, h) * rng.uniform(0.0, 0.09))
    if kind in {1, 3} and rng.random() < 0.45:
        return _in_holder(rng, sheet, mask)
    return Thing(sheet, mask, full_quad(w, h), CLASSES.index("id-card"))


def _identity(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    ink, band = grey(rng, 10, 80), h * rng.uniform(0.12, 0.26)
    if rng.random() < 0.75:
        block(s, (0, 0, w, band), vivid(rng, (80, 255), (50, 220)))
    paint(s, text_line(rng, band * 0.75, w * 0.7), w * 0.05, band * 0.1, grey(rng, 0, 255, 0))
    pw, ph = w * rng.uniform(0.2, 0.3), h * rng.uniform(0.42, 0.62)
    at_left = rng.random() < 0.6
    x, y = (w * 0.05 if at_left else w * 0.95 - pw), band + h * 0.06
    picture = portrait(rng, pw, ph)
    s[int(y) : int(y) + picture.shape[0], int(x) : int(x) + picture.shape[1]] = picture[: h - int(y), : w - int(x)]
    left, right = (x + pw + w * 0.05, w * 0.96) if at_left else (w * 0.05, x - w * 0.04)
    lines_of_text(rng, s, (left, y, right, h * 0.92), h / rng.uniform(9, 16), ink, ragged=0.6, gaps=0.1)
    if rng.random() < 0.25:
        block(s, (w * 0.78, h * 0.62, w * 0.9, h * 0.8), grey(rng, 120, 220))


def _badge(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    band, ink = h * rng.uniform(0.1, 0.3), grey(rng, 10, 90)
    colour = vivid(rng, (80, 255), (40, 230))
    block(s, (0, 0, w, band), colour)
    if rng.random() < 0.4:
        block(s, (0, h - band * 0.6, w, h), colour)
    paint(s, text_line(rng, min(band * 0.7, w / 7), w * 0.8), w * 0.08, band * 0.15, grey(rng, 200, 255))
    if h > w:
        pw, ph = w * rng.uniform(0.35, 0.6), h * rng.uniform(0.28, 0.42)
        x, y = (w - pw) / 2, band + h * 0.04
        text = (w * 0.1, y + ph + h * 0.04, w * 0.9, h * 0.95)
    else:
        pw, ph = w * rng.uniform(0.2, 0.3), h * rng.uniform(0.4, 0.6)
        x, y = (w * 0.06 if rng.random() < 0.4 else w * 0.94 - pw), band + h * 0.08
        text = (x + pw + w * 0.05, y, w * 0.96, h * 0.92) if x < w / 2 else (w * 0.06, y, x - w * 0.04, h * 0.92)
    if rng.random() < 0.85:
        picture = portrait(rng, pw, ph)
        s[int(y) : int(y) + picture.shape[0], int(x) : int(x) + picture.shape[1]] = picture[: h - int(y), : w - int(x)]
    lines_of_text(rng, s, text, h / rng.uniform(7, 13), ink, ragged=0.5, gaps=0.05)


def _bank(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    ink = grey(rng, 190, 255) if s.mean() < 150 else grey(rng, 10, 80)
    if rng.random() < 0.2:
        block(s, (0, h * 0.1, w, h * 0.3), grey(rng, 10, 50))
    else:
        block(s, (w * 0.1, h * 0.35, w * 0.23, h * 0.53), (90, 190, 215))
    paint(s, text_line(rng, h * 0.16, w * 0.8), w * 0.09, h * 0.57, ink)
    paint(s, text_line(rng, h * 0.1, w * 0.5), w * 0.09, h * 0.8, ink)
    for i in range(2):
        cv2.circle(s, (int(w * (0.8 + i * 0.08)), int(h * 0.82)), int(h * 0.1), vivid(rng), -1, cv2.LINE_AA)


def _blank(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    if rng.random() < 0.5:
        lines_of_text(
            rng, s, (w * 0.1, h * 0.3, w * 0.9, h * 0.8), h / rng.uniform(3, 7), grey(rng, 20, 120), ragged=0.6
        )


def _passport(rng: Random, s: Pixels) -> None:
    h, w = s.shape[:2]
    _identity(rng, s)
    block(s, (0, h * 0.76, w, h), grey(rng, 215, 250))
    for y in (0.79, 0.89):
        paint(s, text_line(rng, h * 0.09, w * 0.95), w * 0.03, h * y, (30, 30, 30))


def _in_holder(rng: Random, sheet: Pixels, mask: Pixels) -> Thing:
    """A card in a plastic or leather holder, which is part of the outline."""
    h, w = sheet.shape[:2]
    edge = max(1, int(min(w, h) * rng.uniform(0.03, 0.1)))
    top = edge * int(rng.integers(1, 4))
    frame = canvas(w + 2 * edge, h + edge + top, grey(rng, 10, 60) if rng.random() < 0.6 else vivid(rng))
    inner = frame[top : top + h, edge : edge + w]
    inner[mask > 127] = sheet[mask > 127]
    hh, ww = frame.shape[:2]
    slot = max(1, int(top * 0.3))
    block(frame, (ww * 0.4, top * 0.3, ww * 0.6, top * 0.3 + slot), grey(rng, 120, 230))
    return Thing(frame, rounded(ww, hh, edge), full_quad(ww, hh), CLASSES.index("id-card"))
