"""One training scene: what stands where, how the camera saw it, and the outlines to learn."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.camera import seen_by_camera
from scenes.furniture import Furniture
from scenes.placing import some_lookalikes
from scenes.rooms import office, room
from scenes.single import badge, filling, held, lying, notes, several
from scenes.stage import Stage
from scenes.surfaces import Photos, drawn
from scenes.things import Pixels, Random

__all__ = ["Label", "Scene", "draw_scene"]

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


def draw_scene(rng: Random, photos: Photos, furniture: Furniture, width: int, height: int) -> Scene:
    """Draw one scene of this size."""
    backdrop = photos.any(rng, width, height) if rng.random() < 0.55 else drawn(rng, width, height)
    stage = Stage(np.ascontiguousarray(backdrop), rng, photos, furniture)
    draw = rng.choice(len(ARRANGEMENTS), p=[often for often, _ in ARRANGEMENTS])
    ARRANGEMENTS[draw][1](stage)
    labels = [label for index in range(len(stage.placed)) if (label := _label(stage, index)) is not None]
    return Scene(seen_by_camera(rng, stage.pixels), labels)


def only_photo(stage: Stage) -> None:
    """A photo and nothing else."""
    np.copyto(stage.pixels, stage.photos.any(stage.rng, stage.width, stage.height, least=0.2))


def only_lookalikes(stage: Stage) -> None:
    """Things that are none of ours."""
    some_lookalikes(stage, 6)


# How often each is drawn.
ARRANGEMENTS = (
    (0.27, several),
    (0.11, office),
    (0.12, room),
    (0.13, filling),
    (0.06, only_photo),
    (0.03, only_lookalikes),
    (0.06, badge),
    (0.04, notes),
    (0.13, held),
    (0.05, lying),
)


def _label(stage: Stage, index: int) -> Label | None:
    placed, seen = stage.placed[index], stage.visible(index)
    inside = np.clip(placed.quad, 0, (stage.width, stage.height)).astype(np.float32)
    sides = np.linalg.norm(inside - np.roll(inside, -1, 0), axis=1)
    whole = cv2.contourArea(placed.quad)
    kept = cv2.contourArea(inside) / max(whole, 1.0)
    if seen < 0.12 or cv2.contourArea(inside) < 30:
        return None
    return Label(inside, placed.kind, seen < 0.4 or kept < 0.4 or sides.min() < LEAST_SIDE)
