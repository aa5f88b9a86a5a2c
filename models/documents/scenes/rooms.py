"""Scenes of places: offices with rows of desks, rooms with furniture and people."""

from __future__ import annotations

import numpy as np

from scenes import bodies, devices
from scenes.boards import board
from scenes.draw import grey, vivid
from scenes.lookalikes import lookalike
from scenes.papers import note, page
from scenes.placing import any_size, any_thing, some_lookalikes
from scenes.solids import View
from scenes.stage import Pose, Stage, any_pose

__all__ = ["office", "room"]


def office(stage: Stage) -> None:
    """Rows of desks with screens, people and chairs between them."""
    rng = stage.rng
    some_lookalikes(stage, 2)
    if rng.random() < 0.35:
        size = any_size(rng, stage, 0.2, 0.5)
        pose = any_pose(rng, rng.uniform(0.1, 0.9) * stage.width, rng.uniform(0.05, 0.3) * stage.height, steep=0.6)
        stage.put(board(rng, size, stage.photo(size)), pose)
    rows = int(rng.integers(1, 5))
    slant, yaw = rng.normal(0, 0.12), rng.normal(0, 28)
    flat = rng.random() < 0.3
    maker = (devices.monitor, devices.monitor, devices.laptop, devices.television)[rng.integers(4)]
    solid = (bodies.monitor_body, bodies.monitor_body, bodies.laptop_body, bodies.tube_body)[rng.integers(4)]
    above = rng.uniform(0, 45)
    real = not flat and rng.random() < 0.3
    for row in range(rows):
        y = stage.height * (0.3 + 0.62 * (row + rng.uniform(0.2, 0.8)) / rows)
        size = max(stage.width, stage.height) * rng.uniform(0.07, 0.2) * (0.6 + 0.9 * y / stage.height)
        deck = int(size * rng.uniform(0.25, 0.6))
        desk = np.array([[0, y + size * 0.25], [stage.width, y + size * 0.25 + slant * stage.width]])
        stage.occlude(np.int32(desk), grey(rng, 60, 245), deck) if rng.random() < 0.8 else None
        x = rng.uniform(0, size)
        while x < stage.width + size * 0.3:
            photo = stage.photo(size)
            length = size * rng.uniform(0.85, 1.15)
            turn = yaw if rng.random() < 0.7 else -yaw
            if flat:
                thing = (maker if rng.random() < 0.85 else devices.laptop)(rng, length, photo)
                aside = float(np.clip(turn + rng.normal(0, 9), -62, 62))
                pose = Pose(x, y + slant * x, rng.normal(0, 4), rng.normal(-6, 9), aside)
            else:
                behind = 180 if rng.random() < 0.2 else 0
                view = View(turn + behind + rng.normal(0, 12), above + rng.normal(0, 4), rng.normal(0, 3))
                thing = (solid if rng.random() < 0.8 else bodies.laptop_body)(rng, length, photo, view)
                if real:
                    thing = stage.devices.cut_out(rng, length)
                pose = Pose(x, y + slant * x, 0, 0, 0)
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
                person(stage, x + rng.normal(0, size * 0.3), y + slant * x + size * rng.uniform(0.25, 0.7), size)
            x += size * rng.uniform(0.75, 1.9)


def person(stage: Stage, x: float, y: float, size: float) -> None:
    """Somebody, a chair, a head on shoulders, or the back of a chair."""
    rng = stage.rng
    if rng.random() < 0.6:
        maker = stage.furniture.person if rng.random() < 0.6 else stage.furniture.other
        stage.put(maker(rng, size * rng.uniform(1.0, 2.6)), Pose(x, y, 0, 0, 0))
        return
    body = grey(rng, 10, 70) if rng.random() < 0.5 else vivid(rng, (20, 220), (30, 230))
    stage.occlude(np.int32([[x, y], [x, y + size]]), body, max(2, int(size * rng.uniform(0.3, 0.6))))
    if rng.random() < 0.7:
        head = np.int32([[x, y - size * 0.3], [x, y - size * 0.36]])
        stage.occlude(head, grey(rng, 10, 60, 15) if rng.random() < 0.6 else stage.skin(), max(2, int(size * 0.24)))


def room(stage: Stage) -> None:
    """A wall and a floor, things on both, people, and what we look for between them."""
    rng = stage.rng
    long = max(stage.width, stage.height)
    foot = stage.height * rng.uniform(0.55, 1.0)
    lean = rng.normal(0, 3), rng.normal(0, 6), rng.normal(0, 22)
    for _ in range(rng.integers(0, 5)):  # on the wall
        size = any_size(rng, stage, 0.08, 0.45)
        x, y = rng.uniform(0, 1) * stage.width, rng.uniform(0, 0.75) * foot
        pose = Pose(x, y, *(value + rng.normal(0, 2) for value in lean))
        draw = rng.random()
        if draw < 0.5:
            stage.put(lookalike(rng, size, stage.photo(size)), pose, shadow=0.2)
        elif draw < 0.72:
            stage.put(board(rng, size, stage.photo(size)), pose, shadow=0.2)
        elif draw < 0.88:
            stage.put(page(rng, size * 0.6, stage.photo(size)), pose, shadow=0.2)
        else:
            stage.put(devices.monitor(rng, size, stage.photo(size)), pose, lit=True)
    for _ in range(rng.integers(2, 8)):
        size = any_size(rng, stage, 0.12, 0.8)
        x, bottom = rng.uniform(-0.05, 1.05) * stage.width, foot + rng.uniform(-0.05, 0.35) * long
        thing = stage.furniture.person(rng, size) if rng.random() < 0.3 else stage.furniture.other(rng, size)
        top = bottom - thing.pixels.shape[0]
        stage.put(thing, Pose(x, bottom - thing.pixels.shape[0] / 2, 0, 0, 0), shadow=rng.choice((0, 0.3)))
        if rng.random() < 0.4 and thing.pixels.shape[1] > 30:
            _on_top(stage, x, top, thing.pixels.shape[1])


def _on_top(stage: Stage, x: float, y: float, room_for: float) -> None:
    """A device, or something of paper, that stands or lies on a piece of furniture."""
    rng = stage.rng
    size = room_for * rng.uniform(0.3, 0.9)
    thing, lit = any_thing(stage, size, stage.photo(size))
    h = thing.pixels.shape[0]
    x += rng.normal(0, 0.15) * room_for
    if thing.turned:
        stage.put(thing, Pose(x, y - h * 0.4, 0, 0, 0), lit=lit)
    else:
        stage.put(thing, Pose(x, y, rng.normal(0, 25), -rng.uniform(30, 65), rng.normal(0, 10)), lit=lit, shadow=0.2)
