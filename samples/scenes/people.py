"""Two people who can be recognised, side by side before a wall of posters.

They are cut out of two portraits in the public domain: an astronaut (NASA) and a rear admiral (US Navy).
"""

from __future__ import annotations

from pathlib import Path

import cv2
import matplotlib as mpl
import numpy as np
import skimage.data
from numpy.typing import NDArray
from PIL import Image
from scenes.drawing import HEIGHT, SCALE, WIDTH, Pixels, clouds, fading, jpeg, lay, mixed, paint, photographed, shape

# Roughly around each of them; where exactly the edge runs is found by colour.
ASTRONAUT = [(150, 60), (185, 8), (260, 4), (310, 50), (305, 120), (275, 190), (345, 250), (370, 330), (440, 340),
             (505, 400), (511, 511), (20, 511), (20, 400), (45, 250), (110, 170), (165, 130)]  # fmt: skip
ADMIRAL = [(140, 75), (190, 20), (260, 12), (320, 30), (380, 90), (385, 240), (350, 310), (480, 360), (511, 430),
           (511, 599), (8, 599), (20, 420), (60, 380), (190, 330), (160, 260), (145, 160)]  # fmt: skip


def cut_out(picture: NDArray[np.uint8], outline: list[tuple[int, int]]) -> Image.Image:
    """The person within the outline, without what is behind, with soft edges."""
    height, width = picture.shape[:2]
    inner = np.asarray(outline, np.float32)
    core = (inner - inner.mean(0)) * 0.72 + inner.mean(0) + (0, 20)
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    cv2.fillPoly(mask, [inner.astype(np.int32)], cv2.GC_PR_FGD)
    cv2.fillPoly(mask, [core.astype(np.int32)], cv2.GC_FGD)
    cv2.setRNGSeed(1)
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    cv2.grabCut(bgr, mask, None, np.zeros((1, 65)), np.zeros((1, 65)), 6, cv2.GC_INIT_WITH_MASK)
    person = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    person = cv2.morphologyEx(person, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(person)
    person = (labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.float32)
    soft = cv2.GaussianBlur(cv2.erode(person, np.ones((3, 3))), (0, 0), 1.4)
    return Image.fromarray(np.dstack([picture, (soft * 255).astype(np.uint8)]))


def portraits() -> tuple[Image.Image, Image.Image]:
    """Both people, cut out."""
    admiral = Image.open(Path(mpl.get_data_path()) / "sample_data" / "grace_hopper.jpg").convert("RGB")
    return cut_out(skimage.data.astronaut(), ASTRONAUT), cut_out(np.asarray(admiral), ADMIRAL)


def hall(rng: np.random.Generator) -> Pixels:
    """A light hall with tall windows and bunting, far enough behind to be out of focus."""
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    scene = fading(height, width, (226, 220, 208), (186, 172, 152))
    outside = mixed((222, 236, 246), (142, 176, 126), np.clip(np.linspace(-0.4, 1.3, height, dtype=np.float32)[:, None]
                    + 0.5 * clouds(height, width, rng, coarse=8, octaves=4) - 0.2, 0, 1))  # fmt: skip
    for left in range(180, 3200, 780):
        frame = [(left, 260), (left + 470, 260), (left + 470, 1500), (left, 1500)]
        paint(scene, shape((width, height), [(x + (x - left - 235) * 0.09, y) for x, y in frame]), (240, 238, 232))
        paint(scene, shape((width, height), frame), outside)
        corners = [(left + 224, 260), (left + 246, 260), (left + 246, 1500), (left + 224, 1500)]
        paint(scene, shape((width, height), corners),
              (240, 238, 232))  # fmt: skip
    colours = ((206, 70, 62), (238, 190, 70), (66, 130, 186), (92, 160, 96))
    for number, x in enumerate(range(-40, width, 170)):
        sag = 150 + 70 * np.sin(x / 255)
        flag = [(x, sag), (x + 140, sag + 6), (x + 70, sag + 170)]
        paint(scene, shape((width, height), flag), colours[number % 4])
    return cv2.GaussianBlur(scene, (0, 0), 20)


def draw_people() -> bytes:
    """The two as a JPEG."""
    rng = np.random.default_rng(3)
    scene = hall(rng)
    astronaut, admiral = portraits()
    lay(scene, admiral, [(1440, 560), (3220, 560), (3220, 2646), (1440, 2646)], drop=(30, 20), soft=60, shadow=0.25)
    lay(scene, astronaut, [(-60, 420), (2040, 420), (2040, 2520), (-60, 2520)], drop=(40, 20), soft=60, shadow=0.3)
    return jpeg(photographed(scene, rng, light=(0.4, 0.1), falloff=0.22, warmth=0.02, softness=0.6, grain=2.5))
