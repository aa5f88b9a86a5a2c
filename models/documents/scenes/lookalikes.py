"""What looks like a page, a screen, a board or a card and is none: the hard negatives."""

from __future__ import annotations

import cv2
import numpy as np

from scenes.draw import any_colour, block, canvas, grey, lines_of_text, paint, rounded, soft_noise, text_line, vivid
from scenes.things import NOTHING, Pixels, Random, Thing, full_quad

__all__ = ["lookalike"]


def lookalike(rng: Random, size: float, photo: Pixels) -> Thing:
    """One of them, its longer side `size` pixels."""
    makers = (
        _picture,
        _poster,
        _sign,
        _book,
        _window,
        _door,
        _tiles,
        _mirror,
        _plate,
        _stripes,
        _box,
        _drawers,
        _keyboard,
        _plain,
        _vent,
        _number_plate,
        _cut_out,
        _cut_out,
        _oven,
    )
    ratio = float(rng.choice((1.0, 1.4, 0.7, rng.uniform(0.5, 2.0))))
    w, h = (size, size / ratio) if ratio > 1 else (size * ratio, size)
    pixels, mask = makers[rng.integers(len(makers))](rng, max(6, int(w)), max(6, int(h)), photo)
    return Thing(pixels, mask, full_quad(pixels.shape[1], pixels.shape[0]), NOTHING)


def _whole(pixels: Pixels) -> tuple[Pixels, Pixels]:
    return pixels, np.full(pixels.shape[:2], 255, np.uint8)


def _fit(photo: Pixels, w: int, h: int) -> Pixels:
    return cv2.resize(photo, (max(1, w), max(1, h)), interpolation=cv2.INTER_AREA)


def _picture(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    s = canvas(w, h, vivid(rng, (0, 200), (20, 255)))
    t = max(1, int(min(w, h) * rng.uniform(0.03, 0.12)))
    if rng.random() < 0.4:
        block(s, (t, t, w - t, h - t), grey(rng, 215, 255))
        t = int(t * rng.uniform(2, 3.2))
    if w - 2 * t > 3 and h - 2 * t > 3:
        s[t : h - t, t : w - t] = _fit(photo, w - 2 * t, h - 2 * t)
    return _whole(s)


def _poster(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    s = _fit(photo, w, h) if rng.random() < 0.7 else canvas(w, h, vivid(rng))
    for _ in range(rng.integers(1, 3)):
        line = h * rng.uniform(0.08, 0.22)
        paint(s, text_line(rng, line, w * 0.85), w * 0.07, rng.uniform(0.02, 0.8) * h, any_colour(rng))
    return _whole(s)


def _sign(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    s = canvas(w, h, vivid(rng, (90, 255), (50, 255)))
    tone = grey(rng, 225, 255) if s.mean() < 150 else grey(rng, 0, 50)
    lines_of_text(rng, s, (w * 0.08, h * 0.15, w * 0.95, h * 0.9), h * rng.uniform(0.25, 0.6), tone, gaps=0)
    if rng.random() < 0.5:
        cv2.rectangle(s, (0, 0), (w - 1, h - 1), tone, max(1, h // 25))
    return s, rounded(w, h, min(w, h) * rng.choice((0, 0.2, 0.5)))


def _book(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    s = canvas(w, h, vivid(rng, (40, 255), (40, 230)))
    if rng.random() < 0.5:
        s[int(h * 0.35) : int(h * 0.85), int(w * 0.12) : int(w * 0.9)] = _fit(
            photo, int(w * 0.9) - int(w * 0.12), int(h * 0.85) - int(h * 0.35)
        )
    tone = grey(rng, 215, 255) if s.mean() < 150 else grey(rng, 0, 60)
    lines_of_text(rng, s, (w * 0.12, h * 0.06, w * 0.92, h * 0.33), h * rng.uniform(0.08, 0.13), tone, gaps=0)
    block(s, (0, 0, w * 0.06, h), tuple(int(c * 0.7) for c in s[0, w // 2]))  # type: ignore[arg-type]
    return _whole(s)


def _window(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    outside = _fit(photo, w, h)
    light = rng.uniform(0.2, 0.9)
    s = cv2.addWeighted(outside, 1 - light, canvas(w, h, grey(rng, 225, 255)), light, 0)
    frame, t = grey(rng, 60, 250), max(1, int(w * rng.uniform(0.02, 0.06)))
    across, down = rng.integers(1, 4), rng.integers(1, 4)
    for i in range(across + 1):
        x = int(i * (w - t) / across)
        s[:, x : x + t] = frame
    for i in range(down + 1):
        y = int(i * (h - t) / down)
        s[y : y + t] = frame
    if rng.random() < 0.2:  # a blind
        for y in range(0, h, max(3, h // 24)):
            cv2.line(s, (0, y), (w, y), grey(rng, 150, 240), max(1, h // 60))
    return _whole(s)


def _door(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    base = grey(rng, 120, 255, 8) if rng.random() < 0.65 else vivid(rng, (40, 190), (60, 200))
    s = canvas(w, h, base)
    np.copyto(s, np.clip(s * soft_noise(rng, (w, h), 2, 0.85, 1.05)[..., None], 0, 255).astype(np.uint8))
    edge = tuple(int(c * 0.75) for c in base)
    for i in range(rng.integers(0, 4)):
        block(s, (w * 0.15, h * (0.06 + 0.3 * i), w * 0.85, h * (0.3 + 0.3 * i)), edge, max(1, w // 60))  # type: ignore[arg-type]
    cv2.circle(s, (int(w * 0.9), int(h * 0.5)), max(1, int(w * 0.035)), grey(rng, 60, 220), -1, cv2.LINE_AA)
    cv2.rectangle(s, (0, 0), (w - 1, h - 1), edge, 1)
    return _whole(s)


def _tiles(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    across, down = rng.integers(2, 9), rng.integers(2, 9)
    one, two = grey(rng, 60, 250, 20), grey(rng, 60, 250, 20)
    pattern = rng.random() < 0.3
    s = canvas(w, h, grey(rng, 90, 220))
    for i in range(across):
        for j in range(down):
            tone = np.array(two if pattern and (i + j) % 2 else one) + rng.integers(-9, 10)
            box = (i * w / across + 1, j * h / down + 1, (i + 1) * w / across, (j + 1) * h / down)
            block(s, box, tuple(int(v) for v in np.clip(tone, 0, 255)))  # type: ignore[arg-type]
    return _whole(s)


def _mirror(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    s = cv2.GaussianBlur(_fit(photo, w, h), (0, 0), max(1.0, w / 60))
    t = max(1, int(w * rng.uniform(0.01, 0.08)))
    cv2.rectangle(s, (0, 0), (w - 1, h - 1), vivid(rng, (0, 150), (40, 240)), t)
    return s, rounded(w, h, min(w, h) * rng.choice((0, 0.1, 0.5)))


def _plate(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    d = min(w, h)
    s, mask = canvas(d, d, grey(rng, 200, 255)), np.zeros((d, d), np.uint8)
    c = d // 2
    cv2.circle(mask, (c, c), c - 1, 255, -1, cv2.LINE_AA)
    cv2.circle(s, (c, c), int(c * 0.7), grey(rng, 170, 250), max(1, d // 40), cv2.LINE_AA)
    if rng.random() < 0.5:
        cv2.circle(s, (c, c), int(c * rng.uniform(0.2, 0.6)), vivid(rng), -1, cv2.LINE_AA)
    return s, mask


def _stripes(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    s = canvas(w, h, any_colour(rng))
    other, step = any_colour(rng), int(rng.integers(3, max(4, w // 3)))
    for x in range(0, w, step * 2):
        s[:, x : x + step] = other
    if rng.random() < 0.5:
        np.copyto(s, cv2.GaussianBlur(s, (0, 0), max(0.6, step / 8)))
    return s, rounded(w, h, min(w, h) * rng.choice((0, 0.3, 0.5)))


def _box(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    s = canvas(w, h, (95, 140, 180) if rng.random() < 0.4 else vivid(rng, (20, 255), (60, 255)))
    block(s, (0, h * 0.46, w, h * 0.54), grey(rng, 120, 220))
    np.copyto(s, np.clip(s * soft_noise(rng, (w, h), 2, 0.8, 1.1)[..., None], 0, 255).astype(np.uint8))
    if rng.random() < 0.4:
        paint(s, text_line(rng, h * 0.16, w * 0.7), w * 0.1, h * 0.15, grey(rng, 0, 80))
    return _whole(s)


def _drawers(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    base = vivid(rng, (20, 170), (70, 240))
    s = canvas(w, h, base)
    rows, columns = rng.integers(1, 5), rng.integers(1, 4)
    for i in range(columns):
        for j in range(rows):
            x, y, bw, bh = i * w / columns, j * h / rows, w / columns, h / rows
            block(s, (x + 1, y + 1, x + bw - 1, y + bh - 1), tuple(int(c * 0.6) for c in base), max(1, w // 90))  # type: ignore[arg-type]
            block(s, (x + bw * 0.4, y + bh * 0.2, x + bw * 0.6, y + bh * 0.26), grey(rng, 30, 220))
    return _whole(s)


def _keyboard(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    h = max(6, int(w / rng.uniform(2.4, 3.6)))
    base = grey(rng, 15, 240)
    s = canvas(w, h, base)
    key = grey(rng, 10, 90) if sum(base) > 380 or rng.random() < 0.3 else grey(rng, 50, 250)
    tall = h / 5.6
    for r in range(5):
        for c in range(int(w / tall)):
            block(
                s,
                (
                    c * tall + tall * 0.4,
                    r * tall + tall * 0.3,
                    (c + 1) * tall + tall * 0.2,
                    (r + 1) * tall + tall * 0.1,
                ),
                key,
            )
    return _whole(s)


def _plain(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    """A cushion, a tray, a board of wood: one soft colour, round corners."""
    del photo
    s = canvas(w, h, vivid(rng, (60, 255), (20, 230)))
    np.copyto(s, np.clip(s * soft_noise(rng, (w, h), 3, 0.6, 1.2)[..., None], 0, 255).astype(np.uint8))
    return s, rounded(w, h, min(w, h) * rng.uniform(0.12, 0.5))


def _vent(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    s = canvas(w, h, grey(rng, 120, 240))
    for y in range(0, h, max(2, h // int(rng.integers(5, 16)))):
        cv2.line(s, (int(w * 0.05), y), (int(w * 0.95), y), grey(rng, 20, 120), max(1, h // 40))
    return _whole(s)


def _number_plate(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    del photo
    h = max(5, int(w / rng.uniform(2, 4.7)))
    s = canvas(w, h, grey(rng, 215, 255) if rng.random() < 0.6 else (40, 200, 245))
    paint(s, text_line(rng, h * 0.95, w * 0.9), w * 0.05, 0, (20, 20, 20))
    cv2.rectangle(s, (0, 0), (w - 1, h - 1), (20, 20, 20), 1)
    return s, rounded(w, h, h * 0.12)


def _cut_out(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    """A shapeless piece of another photo."""
    s, mask = _fit(photo, w, h), np.zeros((h, w), np.uint8)
    turn = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(5, 14))))
    reach = rng.uniform(0.3, 0.5, len(turn))
    points = np.stack([w * (0.5 + reach * np.cos(turn)), h * (0.5 + reach * np.sin(turn))], 1)
    if rng.random() < 0.5:
        cv2.fillPoly(mask, [points.astype(np.int32)], 255, cv2.LINE_AA)
    else:
        cv2.ellipse(
            mask, (w // 2, h // 2), (int(w * 0.48), int(h * rng.uniform(0.25, 0.48))), 0, 0, 360, 255, -1, cv2.LINE_AA
        )
    return s, mask


def _oven(rng: Random, w: int, h: int, photo: Pixels) -> tuple[Pixels, Pixels]:
    """An oven, a microwave, a fridge door: a dark pane that is no screen."""
    del photo
    s = canvas(w, h, grey(rng, 20, 245, 5))
    block(s, (w * 0.1, h * 0.3, w * 0.9, h * 0.85), grey(rng, 10, 60))
    block(s, (w * 0.15, h * 0.2, w * 0.85, h * 0.24), grey(rng, 130, 240))
    for x in np.linspace(0.15, 0.85, int(rng.integers(2, 6))):
        cv2.circle(s, (int(w * x), int(h * 0.09)), max(1, int(w * 0.035)), grey(rng, 30, 220), -1, cv2.LINE_AA)
    return _whole(s)
