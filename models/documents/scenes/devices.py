"""Screens of every sort, seen from the front or the back: monitor, laptop, television, phone, tablet.

The outline is the device with its bezel (a laptop's keyboard too), without stand and cables: so are the boxes drawn
in most data sets, and so it stays when the device is switched off.
"""

from __future__ import annotations

import cv2
import numpy as np

from scenes.contents import content, message
from scenes.draw import (
    any_colour,
    blend,
    block,
    canvas,
    grain,
    grey,
    paint,
    rounded,
    soft_noise,
    text_line,
    vivid,
)
from scenes.things import CLASSES, Colour, Pixels, Random, Thing, full_quad

__all__ = [
    "back_of",
    "bare_screen",
    "case_colour",
    "front_of",
    "keys",
    "laptop",
    "laptop_back",
    "lid_mark",
    "monitor",
    "panel_of",
    "phone",
    "television",
]

SCREEN = CLASSES.index("screen")


def _off(rng: Random, w: int, h: int) -> Pixels:
    """A dark panel with what it reflects."""
    s = canvas(w, h, grey(rng, 5, 62, 5))
    if rng.random() < 0.7:
        light = soft_noise(rng, (w, h), rng.uniform(1.5, 5), 0, rng.uniform(15, 80))[..., None]
        np.copyto(s, np.clip(s + light, 0, 255).astype(np.uint8))
    if rng.random() < 0.35:  # a window or a lamp in it
        x, y = rng.uniform(0, w * 0.8), rng.uniform(0, h * 0.7)
        shine = np.zeros((h, w), np.uint8)
        cv2.rectangle(shine, (int(x), int(y)), (int(x + w * 0.2), int(y + h * 0.25)), int(rng.integers(40, 150)), -1)
        blend(s, (225, 225, 225), cv2.GaussianBlur(shine, (0, 0), max(1.0, w / 40)))
    return s


def panel_of(rng: Random, w: int, h: int, photo: Pixels, off: float) -> Pixels:
    """What a panel shows, lit or not, with what shines on it."""
    s = _off(rng, w, h) if rng.random() < off else content(rng, w, h, photo)
    if rng.random() < 0.25:
        shine = np.zeros((h, w), np.uint8)
        a, b = rng.uniform(-0.3, 1.0, 2) * w
        wide = w * rng.uniform(0.1, 0.5)
        cv2.fillPoly(shine, [np.int32([[a, 0], [a + wide, 0], [b + wide, h], [b, h]])], int(rng.integers(15, 90)))
        blend(s, (255, 255, 255), shine)
    return s


def case_colour(rng: Random) -> Colour:
    """The colour of a housing."""
    draw = rng.random()
    if draw < 0.62:
        return grey(rng, 8, 60, 4)
    return grey(rng, 90, 250, 6) if draw < 0.95 else vivid(rng)


def bare_screen(rng: Random, size: float, photo: Pixels) -> Thing:
    """A screen without a visible case: projected, built in, or cut out by what is in front of it."""
    w, h = int(size), int(size / rng.choice((1.78, 1.6, 1.33, rng.uniform(1.2, 2.1))))
    s = message(rng, w, h) if rng.random() < 0.45 else panel_of(rng, w, h, photo, 0.08)
    if rng.random() < 0.5:
        cv2.rectangle(s, (0, 0), (w - 1, h - 1), grey(rng, 10, 90), max(1, w // 150))
    return Thing(s, np.full(s.shape[:2], 255, np.uint8), full_quad(w, h), SCREEN)


def monitor(rng: Random, size: float, photo: Pixels) -> Thing:
    """A monitor or a flat television with its stand."""
    w = int(size)
    h = int(size / rng.choice((1.78, 1.78, 1.6, 1.33, 1.25, rng.uniform(1.2, 2.3))))
    bezel = max(1, int(w * rng.choice((0.012, 0.025, rng.uniform(0.02, 0.07)))))
    chin = int(bezel * rng.choice((1, 1, 1.6, rng.uniform(1, 3.5))))
    foot = int(h * rng.uniform(0.0, 0.35)) if rng.random() < 0.75 else 0
    case = case_colour(rng)
    s = canvas(w, h + foot, case)
    mask = np.zeros(s.shape[:2], np.uint8)
    mask[:h] = rounded(w, h, bezel * rng.uniform(0, 1.5))
    pw, ph = max(4, w - 2 * bezel), max(4, h - bezel - chin)
    s[bezel : bezel + ph, bezel : bezel + pw] = panel_of(rng, pw, ph, photo, 0.4)[: max(0, h - bezel), : w - bezel]
    if rng.random() < 0.4:
        cv2.rectangle(s, (0, 0), (w - 1, h - 1), tuple(min(255, c + 30) for c in case), 1)
    if chin > 4 and rng.random() < 0.5:
        paint(s, text_line(rng, chin * 0.6, w * 0.08), w * 0.46, h - chin * 0.8, grey(rng, 120, 240))
    if foot > 3:
        neck = w * rng.uniform(0.06, 0.2)
        stand = case_colour(rng) if rng.random() < 0.3 else case
        for box in (
            (w / 2 - neck, h, w / 2 + neck, h + foot),
            (w * rng.uniform(0.2, 0.38), h + foot * 0.8, w * 0.68, h + foot),
        ):
            block(s, box, stand)
            cv2.rectangle(mask, (int(box[0]), int(box[1])), (int(box[2]), int(box[3])), 255, -1)
    return Thing(s, mask, full_quad(w, h), SCREEN)


def television(rng: Random, size: float, photo: Pixels) -> Thing:
    """An old set or monitor with a deep housing, its tube bulging."""
    w, h = int(size), int(size / rng.uniform(0.98, 1.32))
    s = canvas(w, h, grey(rng, 15, 75, 6) if rng.random() < 0.6 else grey(rng, 120, 235, 12))
    shade = np.linspace(1.15, 0.8, h, dtype=np.float32)[:, None, None]
    np.copyto(s, np.clip(s * shade, 0, 255).astype(np.uint8))
    m = w * rng.uniform(0.05, 0.14)
    right = m if rng.random() < 0.7 else w * rng.uniform(0.15, 0.3)
    bottom = h * rng.uniform(0.1, 0.3)
    x, y, pw, ph = int(m), int(m), int(w - m - right), int(h - m - bottom)
    glass = panel_of(rng, pw, ph, photo, 0.55)
    glass = np.clip(glass * soft_noise(rng, (pw, ph), 2, 0.8, 1.1)[..., None], 0, 255).astype(np.uint8)
    blend(s[y : y + ph, x : x + pw], glass, rounded(pw, ph, min(pw, ph) * rng.uniform(0.03, 0.14)))
    for _ in range(rng.integers(0, 6)):
        place = (int(rng.uniform(0.1, 0.9) * w), int(h - bottom * rng.uniform(0.2, 0.7)))
        cv2.circle(s, place, max(1, int(w * 0.012)), grey(rng, 60, 200), -1)
    return Thing(s, rounded(w, h, w * rng.uniform(0.01, 0.07)), full_quad(w, h), SCREEN)


def laptop(rng: Random, size: float, photo: Pixels) -> Thing:
    """An open laptop: its lid leans back, the keyboard lies in front; the outline holds both."""
    lid_w = size * rng.uniform(0.75, 1.0)
    lid_h = lid_w / rng.uniform(1.4, 1.85) * rng.uniform(0.75, 1.0)
    deck_h = lid_h * rng.uniform(0.12, 0.9)
    spread = rng.uniform(0.0, 0.16) * deck_h / lid_h
    wide = lid_w * (1 + 2 * spread)
    shift = rng.uniform(-0.25, 0.25) * lid_w * (deck_h / lid_h)
    w, h = int(wide + abs(shift)) + 2, int(lid_h + deck_h) + 2
    s, mask = canvas(w, h, (0, 0, 0)), np.zeros((h, w), np.uint8)
    x0 = (lid_w * spread) + max(0.0, -shift)
    case = case_colour(rng)
    bezel = max(1, int(lid_w * rng.uniform(0.015, 0.05)))
    lid = canvas(lid_w, lid_h, grey(rng, 8, 50) if rng.random() < 0.6 else case)
    panel = panel_of(rng, lid.shape[1] - 2 * bezel, lid.shape[0] - 3 * bezel, photo, 0.3)
    lid[bezel : bezel + panel.shape[0], bezel : bezel + panel.shape[1]] = panel
    deck = canvas(lid_w, max(6.0, deck_h), case)
    keys(rng, deck)
    top = np.array([[x0, 0], [x0 + lid_w, 0], [x0 + lid_w, lid_h], [x0, lid_h]], np.float32)
    xb = x0 - lid_w * spread + shift
    low = np.array([top[3], top[2], [xb + wide, lid_h + deck_h], [xb, lid_h + deck_h]], np.float32)
    for part, where in ((lid, top), (deck, low)):
        move = cv2.getPerspectiveTransform(full_quad(part.shape[1], part.shape[0]), where)
        inside = cv2.warpPerspective(np.full(part.shape[:2], 255, np.uint8), move, (w, h))
        blend(s, cv2.warpPerspective(part, move, (w, h), borderMode=cv2.BORDER_REPLICATE), inside)
        mask = np.maximum(mask, inside)
    left, right = min(x0, xb), max(x0 + lid_w, xb + wide)
    quad = np.array([[x0, 0], [x0 + lid_w, 0], [right, h - 2], [left, h - 2]], np.float32)
    return Thing(s, mask, quad, SCREEN)


def keys(rng: Random, deck: Pixels) -> None:
    """A keyboard and a touch pad on a deck."""
    h, w = deck.shape[:2]
    key = grey(rng, 10, 60) if rng.random() < 0.7 else grey(rng, 200, 250)
    left, right, top, bottom = w * 0.06, w * 0.94, h * 0.1, h * rng.uniform(0.55, 0.68)
    rows = 5
    tall = (bottom - top) / rows
    if tall < 2.5:
        block(deck, (left, top, right, bottom), key)
    else:
        for r in range(rows):
            x = left
            while x < right - tall:
                wide = tall * rng.choice((1.3, 1.3, 2.0))
                block(deck, (x, top + r * tall, min(x + wide - 1, right), top + (r + 1) * tall - 1), key)
                x += wide
    block(deck, (w * 0.36, h * 0.72, w * 0.62, h * 0.95), grey(rng, 60, 220), 1)


def lid_mark(rng: Random, s: Pixels) -> None:
    """A maker's mark in the middle of a lid."""
    h, w = s.shape[:2]
    tone = tuple(int(np.clip(int(c) + rng.choice((-60, 60)), 0, 255)) for c in s[0, 0])
    draw = rng.random()
    if draw < 0.4:
        cv2.circle(s, (w // 2, h // 2), max(2, int(h * rng.uniform(0.05, 0.1))), tone, -1, cv2.LINE_AA)
    elif draw < 0.8:
        mark = text_line(rng, max(3.0, h * 0.09), w * 0.3)
        paint(s, mark, (w - mark.shape[1]) / 2, h * 0.46, tone)  # type: ignore[arg-type]


def laptop_back(rng: Random, size: float) -> Thing:
    """A closed laptop, or a monitor or tablet from behind: a plain lid with a mark on it."""
    w, h = int(size), int(size / rng.uniform(1.3, 1.75))
    base = grey(rng, 140, 225, 6) if rng.random() < 0.6 else grey(rng, 15, 90, 6)
    s = canvas(w, h, base)
    np.copyto(s, np.clip(s * soft_noise(rng, (w, h), 2, 0.82, 1.1)[..., None], 0, 255).astype(np.uint8))
    lid_mark(rng, s)
    cv2.line(s, (0, h - 2), (w, h - 2), tuple(int(c * 0.5) for c in base), max(1, h // 60))
    return Thing(s, rounded(w, h, h * rng.uniform(0.01, 0.07)), full_quad(w, h), SCREEN)


def phone(rng: Random, size: float, photo: Pixels) -> Thing:
    """A phone or tablet, its longer side `size` pixels: lit, off, or its back with the cameras."""
    tablet = rng.random() < 0.15
    h, w = int(size), int(size / (rng.uniform(1.3, 1.6) if tablet else rng.uniform(1.7, 2.2)))
    radius = w * rng.uniform(0.03, 0.2)
    draw = rng.random()
    s = back_of(rng, w, h) if draw < 0.34 else front_of(rng, w, h, photo)
    if rng.random() < 0.45:
        cv2.rectangle(s, (0, 0), (w - 1, h - 1), grey(rng, 60, 210), 1)
    if rng.random() < 0.35:
        return _turned(Thing(s, rounded(w, h, radius), full_quad(w, h), SCREEN))
    return Thing(s, rounded(w, h, radius), full_quad(w, h), SCREEN)


def front_of(rng: Random, w: int, h: int, photo: Pixels) -> Pixels:
    """A phone's front: the panel in its case."""
    s = canvas(w, h, case_colour(rng))
    side = max(1, int(w * rng.uniform(0.02, 0.07)))
    end = max(side, int(h * rng.choice((0.02, 0.03, rng.uniform(0.06, 0.14)))))
    pw, ph = max(4, w - 2 * side), max(4, h - 2 * end)
    panel = panel_of(rng, pw, ph, photo, 0.5)
    glass = s[end : end + ph, side : side + pw]
    gh, gw = glass.shape[:2]
    blend(glass, panel[:gh, :gw], rounded(gw, gh, w * 0.08 if end < h * 0.05 else 1))
    if rng.random() < 0.4:
        place = (w // 2, int(h - end / 2) if end > h * 0.05 else int(end + h * 0.02))
        cv2.circle(s, place, max(1, int(w * 0.03)), grey(rng, 20, 90), -1)
    return s


def back_of(rng: Random, w: int, h: int) -> Pixels:
    """A phone's back with its cameras."""
    draw = rng.random()
    s = canvas(
        w,
        h,
        grey(rng, 10, 60) if draw < 0.45 else grey(rng, 100, 250) if draw < 0.7 else vivid(rng, (40, 255), (50, 250)),
    )
    np.copyto(s, np.clip(s * soft_noise(rng, (w, h), 2, 0.8, 1.15)[..., None], 0, 255).astype(np.uint8))
    cw, ch = w * rng.uniform(0.25, 0.5), h * rng.uniform(0.1, 0.24)
    x = w * 0.06 if rng.random() < 0.7 else (w - cw) / 2
    block(s, (x, h * 0.03, x + cw, h * 0.03 + ch), tuple(int(c * 0.75) for c in s[0, 0]))  # type: ignore[arg-type]
    for i in range(rng.integers(1, 4)):
        place = (int(x + cw * (0.3 + 0.4 * (i % 2))), int(h * 0.03 + ch * (0.25 + 0.25 * i)))
        cv2.circle(s, place, max(1, int(w * 0.08)), grey(rng, 5, 50), -1, cv2.LINE_AA)
    if rng.random() < 0.4:
        cv2.circle(s, (w // 2, h // 2), max(1, int(w * 0.08)), grey(rng, 90, 220), -1, cv2.LINE_AA)
    if rng.random() < 0.15:
        mark = text_line(rng, w * 0.2, w * 0.7)
        paint(s, mark, w * 0.15, h * rng.uniform(0.3, 0.7), any_colour(rng))
    grain(rng, s, 1.5)
    return s


def _turned(thing: Thing) -> Thing:
    pixels = np.ascontiguousarray(np.rot90(thing.pixels))
    h, w = pixels.shape[:2]
    return Thing(pixels, np.ascontiguousarray(np.rot90(thing.mask)), full_quad(w, h), thing.kind)
