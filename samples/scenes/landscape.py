"""Hills under a summer sky: nothing in it that anybody would mind."""

from __future__ import annotations

import cv2
import numpy as np
import skimage.data
from scenes.drawing import HEIGHT, SCALE, WIDTH, Colour, Pixels, clouds, fading, jpeg, mixed, paint, photographed

# Far to near: colour in the light and in the shade, the ridge's height and how wild it is.
RIDGES: tuple[tuple[Colour, Colour, float, float], ...] = (
    ((168, 188, 204), (150, 172, 192), 0.50, 0.05),
    ((138, 166, 168), (112, 144, 148), 0.545, 0.07),
    ((122, 156, 112), (88, 126, 88), 0.60, 0.08),
    ((118, 150, 74), (74, 110, 48), 0.66, 0.10),
)


def sky(height: int, width: int, rng: np.random.Generator) -> Pixels:
    """Blue above, pale below, with fair-weather clouds that are flatter towards the horizon."""
    blue = fading(height, width, (72, 128, 196), (206, 224, 236))
    plane = clouds(height * 2, width * 2, rng, coarse=5, octaves=8)
    # Clouds hang on a ceiling: towards the horizon they come closer together in both directions.
    depth = np.linspace(0, 0.62, height, dtype=np.float32)[:, None]
    away = 1 / (1 - depth)
    x = width + (np.arange(width, dtype=np.float32)[None, :] - width / 2) * away * 0.7
    y = (away - 1) * height * 1.1 + 0 * x
    noise = cv2.remap(plane, np.float32(x), np.float32(y), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    thick = np.clip((noise - 0.55) * 5.0, 0, 1)
    shaded = np.clip((cv2.GaussianBlur(noise, (0, 0), 18) - 0.58) * 3, 0, 1)
    return blue * (1 - thick[..., None]) + mixed((255, 254, 250), (196, 204, 216), shaded) * thick[..., None]


def ridge_line(width: int, rng: np.random.Generator, height: float, wild: float) -> Pixels:
    """The upper edge of a row of hills, as a share of the picture's height for every column."""
    steps = np.linspace(0, 2 * np.pi, width, dtype=np.float32)
    line = sum(
        rng.uniform(0.3, 1) * np.sin(steps * rng.uniform(0.3, 0.9) * 2**octave + rng.uniform(0, 6.3)) * 0.45**octave
        for octave in range(4)
    )
    return (height + wild * 0.5 * np.asarray(line)).astype(np.float32)


def meadow(height: int, width: int, rng: np.random.Generator) -> Pixels:
    """Grass that gets finer with distance, with light and dark patches."""
    tile = skimage.data.grass().astype(np.float32) / 255
    tile = np.concatenate([np.concatenate([tile, tile[:, ::-1]], 1), np.concatenate([tile[::-1], tile[::-1, ::-1]], 1)])
    depth = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    zoom = 0.30 + 1.0 * depth
    x = ((np.arange(width, dtype=np.float32)[None, :] - width / 2) / zoom + 50_000) % tile.shape[1]
    y = (np.log1p(depth * 3) * 2600 + 0 * x) % tile.shape[0]
    blades = cv2.remap(tile, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    patches = clouds(height, width, rng, coarse=5, octaves=4)
    tone = np.clip((blades - 0.45) * (0.5 + 0.7 * depth) + 0.35 + 0.5 * patches, 0, 1)
    return mixed((62, 92, 34), (168, 186, 92), tone)


def hedges(scene: Pixels, rng: np.random.Generator, line: Pixels, size: float, haze: float) -> None:
    """Bushes and trees in loose rows along a ridge, lit from above."""
    height, width = scene.shape[:2]
    mask, light = np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    x, tall = 0.0, size
    while x < width:
        tall = float(np.clip(tall + rng.normal(0, size * 0.35), size * 0.5, size * 1.7))
        base = line[int(x)] * height
        for _ in range(16):
            centre = (int(x + rng.normal(0, size * 0.5)), int(base - rng.uniform(0, 1) * tall))
            radius = 1 + int(rng.uniform(0.12, 0.3) * size)
            cv2.circle(mask, centre, radius, 1.0, -1)
            cv2.circle(light, (centre[0], centre[1] - radius // 2), max(1, radius // 2), 1.0, -1)
        x += size * 0.5 if rng.random() < 0.96 else width * rng.uniform(0.05, 0.16)
    rough = clouds(height, width, rng, coarse=300, octaves=2)
    leaves = mixed((44, 70, 38), (98, 130, 60), np.clip(0.5 * rough + 0.5 * cv2.GaussianBlur(light, (0, 0), 3), 0, 1))
    paint(scene, cv2.GaussianBlur(mask, (0, 0), 2), leaves, 1 - haze)


def draw_landscape() -> bytes:
    """The hills as a JPEG."""
    rng = np.random.default_rng(21)
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    scene = sky(height, width, rng)
    rows = np.arange(height, dtype=np.float32)[:, None] / height
    for number, (light, dark, level, wild) in enumerate(RIDGES):
        line = ridge_line(width, rng, level, wild)
        below = 1 / (1 + np.exp(-np.clip((rows - line[None, :]) * height / 2.0, -30, 30)))
        fields = clouds(height, width, rng, coarse=6 + 4 * number, octaves=5)
        haze = np.clip((rows - line[None, :]) * 6, 0, 1)
        paint(scene, below.astype(np.float32), mixed(light, dark, np.clip(fields * 0.8 + 0.3 * haze, 0, 1)))
        if number >= 1:
            hedges(scene, rng, line + 0.006, 12 + 10 * (number - 1), (0.55, 0.3, 0.06)[number - 1])
    line = ridge_line(width, rng, 0.74, 0.05)
    below = 1 / (1 + np.exp(-np.clip((rows - line[None, :]) * height / 3.0, -30, 30)))
    start = int(height * 0.66)
    near = np.zeros_like(scene)
    near[start:] = meadow(height - start, width, rng)
    paint(scene, below.astype(np.float32), near)
    shade = np.clip((clouds(height, width, rng, coarse=3, octaves=3) - 0.5) * 3, 0, 1) * np.clip((rows - 0.6) * 8, 0, 1)
    scene *= 1 - 0.2 * shade[..., None]
    return jpeg(photographed(scene, rng, light=(0.7, 0.1), falloff=0.12, softness=0.6, grain=2.0))
