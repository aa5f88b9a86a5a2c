"""Identity cards, licences, badges, bank cards and passport pages, seen from the front."""

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
from scenes.things import CLASSES, Pixels, Random, Thing, full_quad

__all__ = ["card"]

CARD_RATIO = 1.586  # ISO/IEC 7810 ID-1


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
