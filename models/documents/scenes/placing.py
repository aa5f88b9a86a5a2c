"""Choosing one thing of any sort, and putting it down, held or covered in part."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scenes import bodies, devices
from scenes.boards import board
from scenes.cards import card
from scenes.lookalikes import lookalike
from scenes.papers import note, page
from scenes.stage import Pose, Stage, any_pose
from scenes.things import CLASSES, Pixels, Random, Thing

__all__ = ["any_size", "any_thing", "place", "some_lookalikes"]

SCREEN = CLASSES.index("screen")


def any_size(rng: Random, stage: Stage, low: float = 0.06, high: float = 0.85) -> float:
    """A length in pixels, small ones as often as large ones."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high)))) * max(stage.width, stage.height)


def any_thing(stage: Stage, size: float, photo: Pixels) -> tuple[Thing, bool]:
    """Any object, and whether it shines by itself."""
    rng = stage.rng
    shines = bool(rng.random() < 0.5)
    makers: tuple[tuple[float, Callable[[], Thing], bool], ...] = (
        (0.20, lambda: page(rng, size, photo), False),
        (0.16, lambda: bodies.device_body(rng, size, photo), shines),
        (0.06, lambda: stage.devices.cut_out(rng, size), True),
        (0.06, lambda: stage.furniture.device(rng, size), shines),
        (0.03, lambda: devices.monitor(rng, size, photo), True),
        (0.03, lambda: devices.television(rng, size, photo), True),
        (0.05, lambda: devices.phone(rng, size, photo), shines),
        (0.12, lambda: devices.bare_screen(rng, size, photo), shines),
        (0.02, lambda: devices.laptop_back(rng, size), False),
        (0.09, lambda: board(rng, size, photo), False),
        (0.09, lambda: card(rng, size, photo), False),
        (0.09, lambda: note(rng, size), False),
    )
    _, make, lit = makers[rng.choice(len(makers), p=[maker[0] for maker in makers])]
    return make(), lit


def some_lookalikes(stage: Stage, most: int) -> None:
    """Up to so many things that look like ours and are none, and furniture."""
    rng = stage.rng
    for _ in range(rng.integers(0, most + 1)):
        size = any_size(rng, stage, 0.05, 0.6)
        x, y = rng.uniform(0, stage.width), rng.uniform(0, stage.height)
        if rng.random() < 0.4:
            thing, pose = stage.furniture.other(rng, size), Pose(x, y, rng.normal(0, 4), 0, 0)
        else:
            thing, pose = lookalike(rng, size, stage.photo(size)), any_pose(rng, x, y, steep=0.7)
        stage.put(thing, pose, shadow=rng.choice((0, 0.3, 0.6)))


def place(stage: Stage, thing: Thing, pose: Pose, *, lit: bool) -> NDArray[np.float32]:
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
