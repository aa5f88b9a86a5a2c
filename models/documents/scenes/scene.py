"""One training scene: what stands where, how the camera saw it, and the outlines to learn."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.camera import seen_by_camera
from scenes.placing import some_lookalikes
from scenes.rooms import office, room
from scenes.single import badge, filling, held, lying, notes, several
from scenes.stage import Sources, Stage
from scenes.surfaces import drawn
from scenes.things import Pixels, Random

__all__ = ["Label", "Scene", "draw_scene"]

LEAST_SIDE = 9.0  # pixels; smaller objects are "don't care"


@dataclass(frozen=True, slots=True)
class Label:
    """An outline (4, 2) within the picture, and its class.

    `ignore`: a detector may do with it as it likes. `boxed`: the outline is only the upright box around it.
    """

    quad: NDArray[np.float32]
    kind: int
    ignore: bool
    boxed: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture (BGR) and what is in it."""

    pixels: Pixels
    labels: list[Label]


def draw_scene(rng: Random, sources: Sources, width: int, height: int) -> Scene:
    """Draw one scene of this size."""
    backdrop = sources.photos.any(rng, width, height) if rng.random() < 0.55 else drawn(rng, width, height)
    stage = Stage(np.ascontiguousarray(backdrop), rng, sources)
    draw = rng.choice(len(ARRANGEMENTS), p=[often for often, _ in ARRANGEMENTS])
    ARRANGEMENTS[draw][1](stage)
    labels = [label for index in range(len(stage.placed)) if (label := _label(stage, index)) is not None]
    return Scene(seen_by_camera(rng, stage.pixels), labels)


def only_photo(stage: Stage) -> None:
    """A photo and nothing else."""
    np.copyto(stage.pixels, stage.photos.any(stage.rng, stage.width, stage.height, least=0.2))


def photographed(stage: Stage) -> None:
    """A part of a photo with real screens or phones in it, and sometimes a drawn thing besides."""
    pixels, outlines = stage.devices.part(stage.rng, stage.width, stage.height)
    np.copyto(stage.pixels, pixels)
    for outline, kind in outlines:
        stage.already_there(outline, kind)
    if stage.rng.random() < 0.25:
        several(stage)


def only_lookalikes(stage: Stage) -> None:
    """Things that are none of ours."""
    some_lookalikes(stage, 6)


# How often each is drawn.
ARRANGEMENTS = (
    (0.15, several),
    (0.10, office),
    (0.08, room),
    (0.08, filling),
    (0.13, only_photo),
    (0.05, only_lookalikes),
    (0.15, photographed),
    (0.06, badge),
    (0.03, notes),
    (0.13, held),
    (0.04, lying),
)


def _label(stage: Stage, index: int) -> Label | None:
    placed, seen = stage.placed[index], stage.visible(index)
    inside = np.clip(placed.quad, 0, (stage.width, stage.height)).astype(np.float32)
    sides = np.linalg.norm(inside - np.roll(inside, -1, 0), axis=1)
    whole = cv2.contourArea(placed.quad)
    kept = cv2.contourArea(inside) / max(whole, 1.0)
    if seen < 0.12 or cv2.contourArea(inside) < 30:
        return None
    unsure = placed.unclear or seen < 0.4 or kept < 0.4 or bool(sides.min() < LEAST_SIDE)
    return Label(inside, placed.kind, unsure, placed.boxed)
