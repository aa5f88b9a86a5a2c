"""One training scene: what stands where, how the camera saw it, and the outlines to learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes import devices
from scenes.boards import board
from scenes.draw import grey, vivid
from scenes.lookalikes import lookalike
from scenes.papers import card, note, page
from scenes.stage import Pose, Stage, any_pose
from scenes.surfaces import Photos, drawn
from scenes.things import CLASSES, Pixels, Random, Thing

__all__ = ["Label", "Scene", "draw_scene"]

SCREEN = CLASSES.index("screen")
LEAST_SIDE = 9.0  # pixels; smaller objects are "don't care"


@dataclass(frozen=True, slots=True)
class Label:
    """An outline (4, 2) within the picture, its class, and whether a detector may do with it as it likes."""

    quad: NDArray[np.float32]
    kind: int
    ignore: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture (BGR) and what is in it."""

    pixels: Pixels
    labels: list[Label]


def draw_scene(rng: Random, photos: Photos, width: int, height: int) -> Scene:
    """Draw one scene of this size."""
    backdrop = photos.any(rng, width, height) if rng.random() < 0.55 else drawn(rng, width, height)
    stage = Stage(np.ascontiguousarray(backdrop), rng)
    kind = rng.choice(8, p=(0.33, 0.14, 0.14, 0.12, 0.08, 0.05, 0.06, 0.08))
    (_several, _office, _filling, _only_photo, _only_lookalikes, _badge, _notes, _held)[kind](stage, photos)
    labels = [label for index in range(len(stage.placed)) if (label := _label(stage, index)) is not None]
    return Scene(_seen_by_camera(rng, stage.pixels), labels)


def _label(stage: Stage, index: int) -> Label | None:
    placed, seen = stage.placed[index], stage.visible(index)
    inside = np.clip(placed.quad, 0, (stage.width, stage.height)).astype(np.float32)
    sides = np.linalg.norm(inside - np.roll(inside, -1, 0), axis=1)
    whole = cv2.contourArea(placed.quad)
    kept = cv2.contourArea(inside) / max(whole, 1.0)
    if seen < 0.12 or cv2.contourArea(inside) < 30:
        return None
    return Label(inside, placed.kind, seen < 0.4 or kept < 0.4 or sides.min() < LEAST_SIDE)


def _any_size(rng: Random, stage: Stage, low: float = 0.06, high: float = 0.85) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high)))) * max(stage.width, stage.height)


def _any_thing(rng: Random, size: float, photo: Pixels) -> tuple[Thing, bool]:
    """Any object, and whether it shines by itself."""
    shines = bool(rng.random() < 0.5)
    makers: tuple[tuple[float, Callable[[], Thing], bool], ...] = (
        (0.22, lambda: page(rng, size, photo), False),
        (0.07, lambda: devices.monitor(rng, size, photo), True),
        (0.09, lambda: devices.laptop(rng, size, photo), True),
        (0.06, lambda: devices.television(rng, size, photo), True),
        (0.12, lambda: devices.phone(rng, size, photo), shines),
        (0.10, lambda: devices.bare_screen(rng, size, photo), shines),
        (0.03, lambda: devices.laptop_back(rng, size), False),
        (0.10, lambda: board(rng, size, photo), False),
        (0.09, lambda: card(rng, size, photo), False),
        (0.12, lambda: note(rng, size), False),
    )
    _, make, lit = makers[rng.choice(len(makers), p=[maker[0] for maker in makers])]
    return make(), lit


def _photo(stage: Stage, photos: Photos, size: float) -> Pixels:
    side = max(12, min(220, int(size)))
    return photos.any(stage.rng, side, side, least=0.5)


def _some_lookalikes(stage: Stage, photos: Photos, most: int) -> None:
    rng = stage.rng
    for _ in range(rng.integers(0, most + 1)):
        size = _any_size(rng, stage, 0.05, 0.6)
        thing = lookalike(rng, size, _photo(stage, photos, size))
        pose = any_pose(rng, rng.uniform(0, stage.width), rng.uniform(0, stage.height), steep=0.7)
        stage.put(thing, pose, shadow=rng.choice((0, 0.3, 0.6)))


def _place(stage: Stage, thing: Thing, pose: Pose, *, lit: bool) -> NDArray[np.float32]:
    """Put an object down, sometimes held, sometimes with things on it."""
    rng = stage.rng
    held = rng.random() < 0.13
    skin = stage.skin()
    if thing.kind == SCREEN and not held and rng.random() < 0.3:
        stage.body(thing, pose, rng.choice((0.05, 0.15, 0.3)))
    if held:
        h, w = thing.pixels.shape[:2]
        about = np.array([[-w, -h], [w, -h], [w, h], [-w, h]], np.float32) / 2 * 0.9 + (pose.x, pose.y)
        stage.palm(about.astype(np.float32), skin)
    quad = stage.put(thing, pose, shadow=0 if held else rng.choice((0, 0, 0.25, 0.5)), lit=lit)
    if held:
        stage.fingers(quad, skin)
    elif rng.random() < 0.14:
        for _ in range(rng.integers(1, 3)):
            stage.clutter_on(quad)
    return quad


def _several(stage: Stage, photos: Photos) -> None:
    rng = stage.rng
    _some_lookalikes(stage, photos, 3)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        size = _any_size(rng, stage, 0.055, 0.8)
        thing, lit = _any_thing(rng, size, _photo(stage, photos, size))
        reach = 0.04 if rng.random() < 0.75 else -0.12
        pose = any_pose(rng, rng.uniform(reach, 1 - reach) * stage.width, rng.uniform(reach, 1 - reach) * stage.height)
        _place(stage, thing, pose, lit=lit)
    if rng.random() < 0.3:
        size = _any_size(rng, stage, 0.05, 0.25)
        pose = any_pose(rng, rng.uniform(0, stage.width), rng.uniform(0, stage.height))
        stage.put(lookalike(rng, size, _photo(stage, photos, size)), pose, shadow=0.3)


def _office(stage: Stage, photos: Photos) -> None:
    """Rows of desks with screens, people and chairs between them."""
    rng = stage.rng
    _some_lookalikes(stage, photos, 2)
    if rng.random() < 0.35:
        size = _any_size(rng, stage, 0.2, 0.5)
        pose = any_pose(rng, rng.uniform(0.1, 0.9) * stage.width, rng.uniform(0.05, 0.3) * stage.height, steep=0.6)
        stage.put(board(rng, size, _photo(stage, photos, size)), pose)
    rows = int(rng.integers(1, 5))
    slant, yaw = rng.normal(0, 0.12), rng.normal(0, 28)
    maker = (devices.monitor, devices.monitor, devices.laptop, devices.television)[rng.integers(4)]
    for row in range(rows):
        y = stage.height * (0.3 + 0.62 * (row + rng.uniform(0.2, 0.8)) / rows)
        size = max(stage.width, stage.height) * rng.uniform(0.07, 0.2) * (0.6 + 0.9 * y / stage.height)
        deck = int(size * rng.uniform(0.25, 0.6))
        desk = np.array([[0, y + size * 0.25], [stage.width, y + size * 0.25 + slant * stage.width]])
        stage.occlude(np.int32(desk), grey(rng, 60, 245), deck) if rng.random() < 0.8 else None
        x = rng.uniform(0, size)
        while x < stage.width + size * 0.3:
            photo = _photo(stage, photos, size)
            thing = (maker if rng.random() < 0.85 else devices.laptop)(rng, size * rng.uniform(0.85, 1.15), photo)
            turn = yaw if rng.random() < 0.7 else -yaw
            pose = Pose(
                x, y + slant * x, rng.normal(0, 4), rng.normal(-6, 9), float(np.clip(turn + rng.normal(0, 9), -62, 62))
            )
            if rng.random() < 0.75:
                stage.put(thing, pose, lit=True, shadow=rng.choice((0, 0.3)))
            if rng.random() < 0.3:
                bit = max(30.0, size * rng.uniform(0.2, 0.6))
                other = (
                    page(rng, bit, photo),
                    note(rng, bit * 0.5),
                    devices.phone(rng, max(26.0, bit * 0.6), photo),
                    lookalike(rng, bit, photo),
                )[rng.integers(4)]
                stage.put(
                    other, Pose(x + size * 0.6, y + size * 0.42 + slant * x, rng.normal(0, 40), -55, 0), shadow=0.2
                )
            if rng.random() < 0.3:
                _person(stage, x + rng.normal(0, size * 0.3), y + slant * x + size * rng.uniform(0.25, 0.7), size)
            x += size * rng.uniform(0.75, 1.9)


def _person(stage: Stage, x: float, y: float, size: float) -> None:
    """A head on shoulders, or the back of a chair."""
    rng = stage.rng
    body = grey(rng, 10, 70) if rng.random() < 0.5 else vivid(rng, (20, 220), (30, 230))
    stage.occlude(np.int32([[x, y], [x, y + size]]), body, max(2, int(size * rng.uniform(0.3, 0.6))))
    if rng.random() < 0.7:
        head = np.int32([[x, y - size * 0.3], [x, y - size * 0.36]])
        stage.occlude(head, grey(rng, 10, 60, 15) if rng.random() < 0.6 else stage.skin(), max(2, int(size * 0.24)))


def _filling(stage: Stage, photos: Photos) -> None:
    """One object that fills the picture or goes past its edges."""
    rng = stage.rng
    draw = rng.random()
    photo = _photo(stage, photos, 200)
    fit = rng.uniform(0.86, 1.1)
    if rng.random() < 0.3:
        _scan(stage, photo)
        return
    if draw < 0.45:
        thing = page(rng, 100, photo)
        size = max(thing.pixels.shape[:2])
        scale = min(stage.width / thing.pixels.shape[1], stage.height / thing.pixels.shape[0]) * fit
        thing, lit = page(rng, size * scale, photo), False
    elif draw < 0.62:
        thing, lit = card(rng, stage.width * fit, photo), False
    elif draw < 0.76:
        thing, lit = board(rng, max(stage.width, stage.height) * fit, photo), False
    else:
        thing, lit = _any_thing(rng, max(stage.width, stage.height) * rng.uniform(0.7, 1.0), photo)
    h, w = thing.pixels.shape[:2]
    if rng.random() < 0.55:  # stretched to the whole picture, as a scan is
        fw, fh = stage.width * rng.uniform(0.95, 1.02), stage.height * rng.uniform(0.95, 1.02)
        if 0.6 < (w / h) / (fw / fh) < 1.7:
            scale = np.array((fw / w, fh / h), np.float32)
            size = (max(4, int(fw)), max(4, int(fh)))
            thing = Thing(cv2.resize(thing.pixels, size), cv2.resize(thing.mask, size), thing.quad * scale, thing.kind)
            if rng.random() < 0.5:
                stage.pixels[:] = grey(rng, 235, 255, 2) if rng.random() < 0.6 else grey(rng, 0, 40)
        pose = Pose(stage.width / 2, stage.height / 2, rng.normal(0, 1), rng.normal(0, 2), rng.normal(0, 2))
    else:
        pose = Pose(stage.width / 2, stage.height / 2, rng.normal(0, 6), rng.normal(0, 10), rng.normal(0, 10))
    _place(stage, thing, pose, lit=lit)


def _scan(stage: Stage, photo: Pixels) -> None:
    """A page or receipt as a scanner gives it: nothing around but a plain margin to the picture's shape."""
    rng = stage.rng
    stage.pixels[:] = grey(rng, 0, 255) if rng.random() < 0.5 else (118, 118, 118)
    thing = page(rng, stage.height * rng.uniform(0.9, 1.0), photo)
    h, w = thing.pixels.shape[:2]
    scale = min(1.0, stage.width / w)
    size = (int(w * scale), int(h * scale))
    thing = Thing(
        cv2.resize(thing.pixels, size), cv2.resize(thing.mask, size), thing.quad * np.float32(scale), thing.kind
    )
    stage.put(thing, Pose(stage.width / 2, stage.height / 2, rng.normal(0, 0.4), 0, 0, 5), lit=rng.random() < 0.5)


def _only_photo(stage: Stage, photos: Photos) -> None:
    np.copyto(stage.pixels, photos.any(stage.rng, stage.width, stage.height, least=0.2))


def _only_lookalikes(stage: Stage, photos: Photos) -> None:
    _some_lookalikes(stage, photos, 6)


def _badge(stage: Stage, photos: Photos) -> None:
    """Cards on lanyards and clips, on drawn clothes or on whoever is in the photo."""
    rng = stage.rng
    for _ in range(rng.choice((1, 1, 2))):
        size = _any_size(rng, stage, 0.07, 0.4)
        x, y = rng.uniform(0.15, 0.85) * stage.width, rng.uniform(0.35, 0.85) * stage.height
        if rng.random() < 0.6:
            cloth = grey(rng, 10, 80) if rng.random() < 0.5 else vivid(rng, (10, 255), (30, 250))
            stage.occlude(
                np.int32([[x, y - size * 0.8], [x, stage.height + size]]),
                cloth,
                max(3, int(size * rng.uniform(2.2, 4.5))),
            )
            if rng.random() < 0.5:
                shirt = np.int32([[x, y - size * 3], [x, y + size * rng.uniform(-0.5, 2)]])
                stage.occlude(shirt, grey(rng, 200, 255), max(2, int(size * rng.uniform(0.3, 0.8))))
            stage.occlude(np.int32([[x, y - size * 2.6], [x, y - size * 2.9]]), stage.skin(), max(3, int(size * 1.2)))
        if rng.random() < 0.75:
            strap, thick = vivid(rng, (0, 255), (10, 240)), max(1, int(size * rng.uniform(0.04, 0.12)))
            for side in (-1, 1):
                top = (x + side * size * rng.uniform(0.3, 0.8), y - size * rng.uniform(1.5, 2.6))
                stage.occlude(np.int32([top, (x, y - size * 0.45)]), strap, thick)
        pose = Pose(x, y, rng.normal(0, 6), rng.normal(0, 10), rng.normal(0, 18))
        _place(stage, card(rng, size, _photo(stage, photos, size)), pose, lit=False)


def _notes(stage: Stage, photos: Photos) -> None:
    """Sticky notes: one close up, or many on a wall, a board or a screen."""
    rng = stage.rng
    if rng.random() < 0.4:
        size = max(stage.width, stage.height) * rng.uniform(0.35, 0.8)
        pose = any_pose(rng, stage.width * rng.uniform(0.4, 0.6), stage.height * rng.uniform(0.4, 0.6), steep=0.5)
        _place(stage, note(rng, size), pose, lit=False)
        return
    if rng.random() < 0.4:
        big = max(stage.width, stage.height) * rng.uniform(0.5, 0.9)
        base = (
            board(rng, big, _photo(stage, photos, big))
            if rng.random() < 0.5
            else devices.monitor(rng, big, _photo(stage, photos, big))
        )
        stage.put(base, Pose(stage.width / 2, stage.height / 2, rng.normal(0, 3), rng.normal(0, 10), rng.normal(0, 15)))
    size = max(stage.width, stage.height) * rng.uniform(0.05, 0.16)
    for _ in range(rng.integers(2, 9)):
        pose = Pose(
            rng.uniform(0.1, 0.9) * stage.width,
            rng.uniform(0.1, 0.9) * stage.height,
            rng.normal(0, 8),
            rng.normal(0, 14),
            rng.normal(0, 14),
        )
        stage.put(note(rng, size * rng.uniform(0.8, 1.2)), pose, shadow=rng.choice((0, 0.3, 0.5)))


def _held(stage: Stage, photos: Photos) -> None:
    """A phone, a page or a card held up in a hand."""
    rng = stage.rng
    size = _any_size(rng, stage, 0.1, 0.6)
    x, y = rng.uniform(0.15, 0.85) * stage.width, rng.uniform(0.15, 0.85) * stage.height
    photo, skin = _photo(stage, photos, size), stage.skin()
    draw = rng.random()
    thing = (
        devices.phone(rng, size, photo)
        if draw < 0.62
        else card(rng, max(26.0, size * 0.6), photo)
        if draw < 0.82
        else page(rng, size, photo)
    )
    h, w = thing.pixels.shape[:2]
    stage.palm((np.array([[-w, -h], [w, -h], [w, h], [-w, h]]) * 0.45 + (x, y)).astype(np.float32), skin)
    stage.fingers(stage.put(thing, any_pose(rng, x, y, steep=0.9), lit=rng.random() < 0.5), skin)


def _seen_by_camera(rng: Random, pixels: Pixels) -> Pixels:
    """Light, lens and sensor."""
    h, w = pixels.shape[:2]
    if rng.random() < 0.25:  # a glare or a dark corner
        tone = soft_noise_rgb(rng, w, h)
        pixels = np.clip(pixels * tone, 0, 255).astype(np.uint8)
    draw = rng.random()
    if draw < 0.25:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.5, 1.6))
    elif draw < 0.33:
        length = int(rng.integers(3, 9))
        kernel = np.zeros((length, length), np.float32)
        turn = rng.uniform(0, np.pi)
        c, d = length // 2, (length // 2) * np.array((np.cos(turn), np.sin(turn)))
        cv2.line(kernel, (int(c - d[0]), int(c - d[1])), (int(c + d[0]), int(c + d[1])), 1.0, 1)
        pixels = cv2.filter2D(pixels, -1, kernel / kernel.sum())
    elif draw < 0.5:
        small = cv2.resize(
            pixels, None, fx=rng.uniform(0.45, 0.9), fy=rng.uniform(0.45, 0.9), interpolation=cv2.INTER_AREA
        )
        pixels = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.4:
        table = 255 * (np.arange(256) / 255) ** rng.uniform(0.6, 1.6)
        pixels = cv2.LUT(pixels, np.clip(table * rng.uniform(0.8, 1.15), 0, 255).astype(np.uint8))
    if rng.random() < 0.06:
        pixels = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.3:
        noise = np.empty((h, w, 3), np.int16)
        cv2.randn(noise, (0, 0, 0), (rng.uniform(1, 9),) * 3)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    return pixels


def soft_noise_rgb(rng: Random, w: int, h: int) -> NDArray[np.float32]:
    """Uneven light as a factor for each pixel and colour."""
    small = rng.uniform(0.6, 1.35) + rng.normal(0, 0.2, (3, 4, 1)) + rng.normal(0, 0.03, (3, 4, 3))
    return cv2.resize(small.astype(np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
