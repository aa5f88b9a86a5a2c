"""A car in front of a house, with a number plate that was never issued."""

from __future__ import annotations

import cv2
import numpy as np
import skimage.data
from PIL import Image, ImageDraw
from scenes.drawing import (
    HEIGHT,
    SCALE,
    WIDTH,
    Colour,
    Pixels,
    clouds,
    fading,
    font,
    jpeg,
    lay,
    mixed,
    paint,
    photographed,
    shape,
    smooth,
)
from scenes.poster import bricks

# The age mark 98 belongs to the autumn of 2048.
PLATE = "VX98 PHC"
SIZE = (WIDTH * SCALE, HEIGHT * SCALE)
MIDDLE = 1600
Points = list[tuple[float, float]]


def both_sides(right: Points) -> Points:
    """An outline from its right half, given from the top down as distances from the middle."""
    return [(MIDDLE + x, y) for x, y in right] + [(MIDDLE - x, y) for x, y in reversed(right)]


def mirrored(points: Points) -> Points:
    """The same outline on the other side of the car."""
    return [(2 * MIDDLE - x, y) for x, y in points]


def plate() -> Image.Image:
    """A yellow rear plate."""
    picture = Image.new("RGB", (1040, 222), (245, 203, 52))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((3, 3, 1036, 218), 18, outline=(60, 52, 20), width=5)
    draw.text((520, 112), PLATE, font=font(166, "DejaVuSans-Bold"), fill=(18, 18, 20), anchor="mm")
    return picture


def street(rng: np.random.Generator) -> Pixels:
    """A brick house with a door's edge, and a drive of gravel."""
    scene = cv2.GaussianBlur(bricks(rng), (0, 0), 5) * 0.86
    door = [(2690, -20), (3240, -20), (3240, 1500), (2690, 1500)]
    paint(scene, shape(SIZE, [(x - 40 if x < 3000 else x, y) for x, y in door], 6), (226, 224, 218))
    paint(scene, shape(SIZE, door, 6), (38, 74, 66))
    for top, bottom in ((60, 640), (740, 1380)):
        paint(scene, shape(SIZE, [(2780, top), (3240, top), (3240, bottom), (2780, bottom)], 7), (30, 60, 54))
    start = 1490
    tile = skimage.data.gravel().astype(np.float32) / 255
    tile = np.tile(np.concatenate([tile, tile[:, ::-1]], 1), (4, 4))
    depth = np.linspace(0.0, 1.0, SIZE[1] - start, dtype=np.float32)[:, None]
    zoom = 0.55 + 1.6 * depth
    x = ((np.arange(SIZE[0], dtype=np.float32)[None, :] - MIDDLE) / zoom + 2048 * 4) % (tile.shape[1] - 1)
    y = (np.log1p(depth * 3) * 1100 + 0 * x) % (tile.shape[0] - 1)
    stones = cv2.remap(tile, np.float32(x), np.float32(y), cv2.INTER_LINEAR)
    scene[start:] = mixed((92, 86, 78), (206, 198, 184), stones)
    scene[start : start + 50] *= np.linspace(0.5, 1, 50, dtype=np.float32)[:, None, None]
    return scene


def sheen(top: Colour, bottom: Colour, first: int, last: int) -> Pixels:
    """A colour that changes from one height of the picture to another."""
    rows = np.clip((np.arange(SIZE[1], dtype=np.float32) - first) / (last - first), 0, 1)
    return mixed(top, bottom, rows[:, None].repeat(SIZE[0], axis=1))


def body(scene: Pixels, rng: np.random.Generator) -> None:
    """Wheels, body and glass, from the back to the front."""
    ground = shape(SIZE, smooth(both_sides([(1050, 1960), (1090, 2060), (900, 2110)])), 40)
    scene *= 1 - 0.75 * ground[..., None]
    for side in (-1, 1):
        x = MIDDLE + side * 800
        wheel = smooth([(x - 150, 1640), (x + 150, 1640), (x + 158, 2040), (x - 158, 2040)], 2)
        paint(scene, shape(SIZE, wheel, 3), (26, 26, 28))
        paint(scene, shape(SIZE, [(px + side * -60, py) for px, py in wheel], 3), (14, 14, 15), 0.6)
    outline = both_sides([(560, 480), (690, 560), (800, 800), (900, 1010), (985, 1090), (1010, 1400), (990, 1700),
                          (930, 1850), (600, 1880)])  # fmt: skip
    paint(scene, shape(SIZE, smooth(outline, 4), 2.5), sheen((92, 150, 196), (24, 62, 104), 480, 1860))
    shine = shape(SIZE, smooth(both_sides([(900, 1060), (960, 1100), (960, 1130), (700, 1115)]), 3), 12)
    paint(scene, shine, (206, 228, 244), 0.55)
    crease = shape(SIZE, both_sides([(960, 1392), (960, 1402)]), 4)
    paint(scene, crease, (14, 40, 70), 0.6)
    shade = shape(SIZE, both_sides([(985, 1410), (990, 1520)]), 26)
    paint(scene, shade, (12, 36, 66), 0.28)
    glass = both_sides([(520, 560), (620, 610), (735, 880), (765, 985), (400, 1010)])
    paint(scene, shape(SIZE, smooth(glass, 3), 3), (12, 16, 20))
    inner = both_sides([(505, 578), (600, 622), (712, 880), (740, 968), (400, 990)])
    reflected = mixed(
        (30, 40, 48), (150, 172, 186), np.clip(clouds(SIZE[1], SIZE[0], rng, coarse=4, octaves=3) - 0.25, 0, 1)
    )
    paint(scene, shape(SIZE, smooth(inner, 3), 3), reflected)
    wiper = [(1560, 1000), (1600, 985), (1990, 930), (1994, 944), (1620, 1010)]
    paint(scene, shape(SIZE, wiper, 2), (14, 15, 17))
    paint(scene, shape(SIZE, smooth(both_sides([(480, 455), (600, 480), (640, 520), (500, 528)]), 2), 3), (40, 88, 132))


def lights(scene: Pixels) -> None:
    """Rear lights on both sides."""
    outer = [(2330, 1120), (2570, 1100), (2600, 1190), (2590, 1340), (2480, 1350), (2420, 1240), (2300, 1200)]
    for points in (outer, mirrored(outer)):
        mask = shape(SIZE, smooth(points, 3), 3)
        paint(scene, mask, sheen((196, 30, 34), (118, 8, 16), 1100, 1350))
        xs = [x for x, _ in points]
        middle = sum(xs) / len(xs)
        small = [(middle + (x - middle) * 0.55, 1215 + (y - 1215) * 0.35) for x, y in points]
        paint(scene, shape(SIZE, smooth(small, 3), 5), (250, 150, 130), 0.75)
        band = [(middle + (x - middle) * 0.8, 1300 + (y - 1215) * 0.12) for x, y in points]
        paint(scene, shape(SIZE, smooth(band, 3), 4), (240, 236, 230), 0.8)


def details(scene: Pixels) -> None:
    """The recess with the plate, the handle, the bumper and the exhaust."""
    recess = both_sides([(640, 1160), (660, 1200), (610, 1460), (560, 1480)])
    paint(scene, shape(SIZE, smooth(recess, 3), 4), sheen((16, 44, 76), (40, 88, 132), 1150, 1480))
    handle = both_sides([(330, 1172), (345, 1190), (330, 1216)])
    paint(scene, shape(SIZE, smooth(handle, 2), 3), (176, 182, 190))
    lay(scene, plate(), [(1110, 1240), (2090, 1240), (2090, 1440), (1110, 1440)], drop=(4, 8), soft=6)
    bumper = both_sides([(985, 1560), (1010, 1600), (985, 1740), (900, 1790), (600, 1800)])
    paint(scene, shape(SIZE, smooth(bumper, 3), 4), sheen((64, 118, 164), (20, 52, 90), 1550, 1800))
    paint(scene, shape(SIZE, both_sides([(930, 1580), (930, 1590)]), 6), (190, 216, 236), 0.5)
    skirt = both_sides([(900, 1770), (860, 1880), (500, 1900)])
    paint(scene, shape(SIZE, smooth(skirt, 2), 4), (24, 25, 28))
    for x in (1000, 2080):
        reflector = [(x, 1690), (x + 130, 1690), (x + 130, 1722), (x, 1722)]
        paint(scene, shape(SIZE, reflector, 3), (168, 20, 24))
    paint(scene, shape(SIZE, smooth([(2050, 1850), (2170, 1850), (2170, 1905), (2050, 1905)], 3), 3), (150, 152, 156))
    paint(scene, shape(SIZE, smooth([(2066, 1860), (2154, 1860), (2154, 1897), (2066, 1897)], 3), 3), (20, 20, 22))


def draw_car() -> bytes:
    """The car as a JPEG."""
    rng = np.random.default_rng(7)
    scene = street(rng)
    body(scene, rng)
    lights(scene)
    details(scene)
    glow = fading(SIZE[1], SIZE[0], (255, 250, 238), (255, 255, 255)) / 255
    return jpeg(photographed(scene * glow, rng, light=(0.3, 0.1), falloff=0.3, warmth=0.02, grain=3.0))
