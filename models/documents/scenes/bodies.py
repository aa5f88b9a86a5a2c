"""Devices as bodies with depth, from any side: laptops, monitors, tube sets, flat sets, phones, tablets.

The outline is the device without its stand, a laptop's keyboard included.
"""

from __future__ import annotations

import cv2
import numpy as np

from scenes.devices import back_of, case_colour, front_of, keys, lid_mark, panel_of
from scenes.draw import block, canvas, grey
from scenes.solids import Solid, View, any_view
from scenes.things import CLASSES, Colour, Pixels, Random, Thing

__all__ = ["device_body", "laptop_body", "monitor_body", "phone_body", "tube_body"]

SCREEN = CLASSES.index("screen")


def _at(x: float, y: float, z: float) -> np.ndarray:
    return np.array((x, y, z), np.float64)


def _framed(rng: Random, ratio: float, bezel: float, chin: float, colour: Colour, photo: Pixels, off: float) -> Pixels:
    """A front: a panel in its bezel, 300 pixels wide."""
    width = 300
    height = int(width / ratio)
    front = canvas(width, height, colour)
    b, c = max(1, int(bezel * width)), max(1, int(chin * width))
    panel = panel_of(rng, max(8, width - 2 * b), max(8, height - b - c), photo, off)
    front[b : b + panel.shape[0], b : b + panel.shape[1]] = panel
    if c > 10:
        for _ in range(rng.integers(0, 5)):
            place = (int(rng.uniform(0.1, 0.9) * width), int(height - c / 2))
            cv2.circle(front, place, int(rng.integers(1, 4)), grey(rng, 60, 220), -1, cv2.LINE_AA)
    return front


def laptop_body(rng: Random, size: float, photo: Pixels, view: View | None = None) -> Thing:
    """A laptop, open at any angle or closed, from any side."""
    wide, deep, thick = 1.0, rng.uniform(0.6, 0.75), rng.uniform(0.02, 0.06)
    case = case_colour(rng)
    tone = np.array(case, float)
    deck = canvas(300, 300 * deep, tuple(int(v) for v in np.clip(tone * rng.uniform(0.75, 1.1), 0, 255)))  # type: ignore[arg-type]
    keys(rng, deck)
    body = Solid()
    closed = rng.random() < 0.08
    lid = canvas(300, 300 * deep, case)
    lid_mark(rng, lid)
    h = thick / 2
    body.faces += _slab(wide, deep, thick, case, top=lid if closed else deck)
    if not closed:
        front = _framed(
            rng,
            wide / deep,
            rng.uniform(0.015, 0.05),
            rng.uniform(0.02, 0.08),
            grey(rng, 8, 50) if rng.random() < 0.65 else case,
            photo,
            0.35,
        )
        opened = rng.uniform(85, 140) if rng.random() < 0.9 else rng.uniform(30, 85)
        part = Solid()
        # The lid stands on the deck's far edge, its front towards the keys.
        part.box(_at(-wide / 2, -deep, deep / 2 - h), _at(wide / 2, 0, deep / 2), case, front)
        back = np.ascontiguousarray(lid)
        corners = part.faces[1][0]
        part.faces[1] = (corners, back, True, False)
        part.lean(-(opened - 90), _at(0, 0, deep / 2))
        body.faces += part.faces
    if view is None:
        view = any_view(rng, behind=0.25)
        view = View(view.yaw, float(np.clip(view.pitch + 14, 2, 75)), view.roll, view.distance)
    return body.seen(rng, view, size, SCREEN)


def _slab(wide: float, deep: float, thick: float, colour: Colour, top: Pixels) -> list:
    """A flat box that lies: its upper side carries a picture, the picture's lower edge towards the camera."""
    body = Solid()
    body.box(_at(-wide / 2, 0, -deep / 2), _at(wide / 2, thick, deep / 2), colour)
    corners = body.faces[4][0]
    body.faces[4] = (corners, top, True, False)
    return body.faces


def monitor_body(rng: Random, size: float, photo: Pixels, view: View | None = None) -> Thing:
    """A flat monitor or television on a stand, on a wall bracket, or without."""
    ratio = float(rng.choice((1.78, 1.78, 1.6, 1.33, 1.25, 2.2)))
    tall, thick = 1 / ratio, rng.uniform(0.02, 0.12)
    case = case_colour(rng)
    bezel = float(rng.choice((0.01, 0.025, rng.uniform(0.02, 0.06))))
    front = _framed(rng, ratio, bezel, bezel * float(rng.choice((1, 1.5, 3))), case, photo, 0.4)
    body = Solid()
    body.tapered(_at(-0.5, 0, 0), _at(0.5, tall, thick), rng.uniform(0.6, 1), rng.uniform(0.6, 1), case, front)
    if rng.random() < 0.75:
        foot, neck = rng.uniform(0.03, 0.25), rng.uniform(0.03, 0.12)
        stand = case_colour(rng) if rng.random() < 0.4 else case
        body.box(_at(-neck, tall * 0.7, thick), _at(neck, tall + foot, thick + 0.04), stand, counted=False)
        reach = rng.uniform(0.12, 0.32)
        body.box(_at(-reach, tall + foot, -0.08), _at(reach, tall + foot + 0.015, 0.2), stand, counted=False)
    return body.seen(rng, view or any_view(rng, behind=0.12), size, SCREEN)


def tube_body(rng: Random, size: float, photo: Pixels, view: View | None = None) -> Thing:
    """An old set or monitor with a deep housing."""
    ratio = rng.uniform(1.0, 1.33)
    tall = 1 / ratio
    case = grey(rng, 12, 75, 6) if rng.random() < 0.55 else grey(rng, 120, 235, 14)
    width, height = 300, int(300 * tall)
    front = canvas(width, height, case)
    m = rng.uniform(0.05, 0.13) * width
    right = m if rng.random() < 0.7 else width * rng.uniform(0.15, 0.28)
    low = height * rng.uniform(0.1, 0.28)
    x, y, pw, ph = int(m), int(m), int(width - m - right), int(height - m - low)
    panel = panel_of(rng, pw, ph, photo, 0.55)
    mask = np.zeros((ph, pw), np.uint8)
    cv2.ellipse(mask, (pw // 2, ph // 2), (int(pw * 0.62), int(ph * 0.62)), 0, 0, 360, 255, -1)
    bulge = rng.random() < 0.5
    part = front[y : y + ph, x : x + pw]
    np.copyto(part, panel, where=(mask[..., None] > 0) if bulge else True)
    block(front, (x - 2, y - 2, x + pw + 2, y + ph + 2), tuple(int(c * 0.6) for c in case), 2)  # type: ignore[arg-type]
    for _ in range(rng.integers(0, 7)):
        place = (int(rng.uniform(0.1, 0.9) * width), int(height - low * rng.uniform(0.2, 0.7)))
        cv2.circle(front, place, int(rng.integers(1, 5)), grey(rng, 40, 200), -1, cv2.LINE_AA)
    body = Solid()
    lip = rng.uniform(0.05, 0.2)
    body.box(_at(-0.5, 0, 0), _at(0.5, tall, lip), case, front)
    deep = rng.uniform(0.25, 0.7)
    body.tapered(
        _at(-0.46, tall * 0.04, lip),
        _at(0.46, tall * 0.94, lip + deep),
        rng.uniform(0.5, 0.85),
        rng.uniform(0.5, 0.85),
        case,
    )
    if rng.random() < 0.4:
        body.box(_at(-0.25, tall, 0.05), _at(0.25, tall + 0.06, 0.4), case, counted=False)
    return body.seen(rng, view or any_view(rng, behind=0.1), size, SCREEN)


def phone_body(rng: Random, size: float, photo: Pixels, view: View | None = None) -> Thing:
    """A phone or tablet as a slab, from the front, from behind or lying flat."""
    tablet = rng.random() < 0.15
    ratio = rng.uniform(1.3, 1.6) if tablet else rng.uniform(1.7, 2.2)
    height = 300
    width = int(height / ratio)
    front, back = front_of(rng, width, height, photo), back_of(rng, width, height)
    if rng.random() < 0.4:
        front, back = (np.ascontiguousarray(np.rot90(side)) for side in (front, back))
    h, w = front.shape[:2]
    edge = grey(rng, 10, 70) if rng.random() < 0.6 else grey(rng, 120, 240)
    thick = 300 * rng.uniform(0.03, 0.08)
    body = Solid()
    body.box(_at(0, 0, 0), _at(w, h, thick), edge, front)
    corners = body.faces[1][0]
    body.faces[1] = (corners, back, True, False)
    if view is None:
        behind = 180 if rng.random() < 0.35 else 0
        lying = rng.random() < 0.35
        pitch = rng.uniform(25, 70) if lying else rng.normal(0, 16)
        view = View(
            behind + rng.normal(0, 22),
            pitch,
            rng.normal(0, 12) if rng.random() < 0.7 else rng.uniform(-180, 180),
            rng.uniform(1.8, 5),
        )
    return body.seen(rng, view, size, SCREEN)


def device_body(rng: Random, size: float, photo: Pixels) -> Thing:
    """Any of them."""
    makers = (laptop_body, monitor_body, tube_body, phone_body)
    return makers[rng.choice(4, p=(0.33, 0.23, 0.16, 0.28))](rng, size, photo)
