"""Scenes of one thing or a few: anywhere, filling the picture, in a hand, on a chest, on the floor."""

from __future__ import annotations

import cv2
import numpy as np

from scenes import bodies, devices
from scenes.boards import board
from scenes.cards import card
from scenes.draw import grey, vivid
from scenes.lookalikes import lookalike
from scenes.papers import note, page
from scenes.placing import any_size, any_thing, place, some_lookalikes
from scenes.solids import View
from scenes.stage import Pose, Stage, any_pose
from scenes.surfaces import floor
from scenes.things import Colour, Pixels, Thing

__all__ = ["badge", "filling", "held", "lying", "notes", "several"]


def several(stage: Stage) -> None:
    """One to five things, anywhere and turned anyhow."""
    rng = stage.rng
    some_lookalikes(stage, 3)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        size = any_size(rng, stage, 0.055, 0.8)
        thing, lit = any_thing(stage, size, stage.photo(size))
        reach = 0.04 if rng.random() < 0.75 else -0.12
        x, y = (rng.uniform(reach, 1 - reach) * side for side in (stage.width, stage.height))
        pose = Pose(x, y, 0, 0, 0) if thing.turned else any_pose(rng, x, y)
        place(stage, thing, pose, lit=lit)
    if rng.random() < 0.3:
        size = any_size(rng, stage, 0.05, 0.25)
        pose = any_pose(rng, rng.uniform(0, stage.width), rng.uniform(0, stage.height))
        stage.put(lookalike(rng, size, stage.photo(size)), pose, shadow=0.3)


def filling(stage: Stage) -> None:
    """One object that fills the picture or goes past its edges."""
    rng = stage.rng
    draw = rng.random()
    photo = stage.photo(200)
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
        thing, lit = any_thing(stage, max(stage.width, stage.height) * rng.uniform(0.7, 1.0), photo)
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
    place(stage, thing, pose, lit=lit)


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


def badge(stage: Stage) -> None:
    """Cards on lanyards and clips, on drawn clothes or on whoever is in the photo."""
    rng = stage.rng
    for _ in range(rng.choice((1, 1, 2))):
        size = any_size(rng, stage, 0.07, 0.4)
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
        place(stage, card(rng, size, stage.photo(size)), pose, lit=False)


def notes(stage: Stage) -> None:
    """Sticky notes: one close up, or many on a wall, a board or a screen."""
    rng = stage.rng
    if rng.random() < 0.4:
        size = max(stage.width, stage.height) * rng.uniform(0.35, 0.8)
        pose = any_pose(rng, stage.width * rng.uniform(0.4, 0.6), stage.height * rng.uniform(0.4, 0.6), steep=0.5)
        place(stage, note(rng, size), pose, lit=False)
        return
    if rng.random() < 0.4:
        big = max(stage.width, stage.height) * rng.uniform(0.5, 0.9)
        base = board(rng, big, stage.photo(big)) if rng.random() < 0.5 else devices.monitor(rng, big, stage.photo(big))
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


def held(stage: Stage) -> None:
    """A phone, a page or a card held up in a hand, often before or beside whoever holds it."""
    rng = stage.rng
    among_people = rng.random() < 0.5
    if among_people:
        np.copyto(stage.pixels, stage.people.any(rng, stage.width, stage.height, least=0.5))
    size = any_size(rng, stage, 0.12, 0.7)
    x, y = rng.uniform(0.12, 0.88) * stage.width, rng.uniform(0.12, 0.88) * stage.height
    photo, skin = stage.photo(size), stage.skin()
    if rng.random() < (0.1 if among_people else 0.6):
        _holder(stage, x + rng.normal(0, 0.9) * size, y + rng.uniform(-0.4, 1.2) * size, size, skin)
    draw = rng.random()
    if draw < 0.12:
        stage.put(stage.devices.cut_out(rng, size), Pose(x, y, 0, 0, 0), lit=True)
        return
    if draw < 0.75:
        thing = bodies.phone_body(rng, size, photo)
    elif draw < 0.87:
        thing = card(rng, max(26.0, size * 0.6), photo)
    else:
        thing = page(rng, size, photo)
    h, w = thing.pixels.shape[:2]
    stage.palm((np.array([[-w, -h], [w, -h], [w, h], [-w, h]]) * 0.45 + (x, y)).astype(np.float32), skin)
    pose = Pose(x, y, 0, 0, 0) if thing.turned else any_pose(rng, x, y, steep=0.9)
    stage.fingers(stage.put(thing, pose, lit=rng.random() < 0.5), skin)


def _holder(stage: Stage, x: float, y: float, size: float, skin: Colour) -> None:
    """A head with hair on shoulders, about as large as what the hand will hold."""
    rng = stage.rng
    head = size * rng.uniform(0.6, 1.3)
    cloth = grey(rng, 10, 250) if rng.random() < 0.5 else vivid(rng, (20, 220), (30, 250))
    shoulders = np.int32([[x, y + head * 1.25], [x, y + head * 4]])
    stage.occlude(shoulders, cloth, max(3, int(head * rng.uniform(1.4, 2.2))))
    stage.occlude(np.int32([[x, y], [x, y + head * 0.6]]), skin, max(3, int(head * 0.4)))
    stage.occlude(np.int32([[x, y - head * 0.22], [x, y - head * 0.2]]), grey(rng, 10, 90, 20), max(3, int(head * 0.8)))
    stage.occlude(np.int32([[x, y - head * 0.05], [x, y + head * 0.2]]), skin, max(3, int(head * 0.68)))


def lying(stage: Stage) -> None:
    """A phone or two, a page, a card or a note on a floor or a desk, seen from above and aside."""
    rng = stage.rng
    np.copyto(stage.pixels, floor(rng, stage.width, stage.height))
    some_lookalikes(stage, 1)
    for _ in range(rng.choice((1, 1, 2))):
        size = any_size(rng, stage, 0.045, 0.3)
        photo, slope = stage.photo(size), rng.uniform(15, 65)
        x, y = rng.uniform(0.05, 0.95) * stage.width, rng.uniform(0.05, 0.95) * stage.height
        draw = rng.random()
        if draw < 0.65:
            view = View(180 * float(rng.random() < 0.3), 0, rng.uniform(-180, 180), 5)
            thing = bodies.phone_body(rng, size * 1.6, photo, view)
        else:
            thing = (page, card)[int(draw > 0.85)](rng, max(24.0, size * 1.4), photo)
        stage.put(thing, Pose(x, y, rng.uniform(-20, 20), -slope, 0, 6), shadow=rng.choice((0.2, 0.4)))
