"""A whiteboard in a meeting room: a plan for the week, with a resident's telephone number."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
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
    paint,
    photographed,
    shape,
)

BLACK: Colour = (40, 42, 48)
BLUE: Colour = (32, 70, 158)
RED: Colour = (186, 44, 40)
GREEN: Colour = (30, 118, 70)

LINES: tuple[tuple[str, Colour, int, int, int], ...] = (
    ("This week", BLACK, 120, 80, 116),
    ("Mon   skips to the depot, 8 am", BLUE, 130, 300, 74),
    ("Tue   ring the resident back:", BLUE, 130, 430, 74),
    ("07700 900318", RED, 420, 548, 96),
    ("Wed   boiler at no. 12, key is with us", BLUE, 130, 700, 74),
    ("Fri    van to the garage", BLUE, 130, 830, 74),
    ("ask about parking!", GREEN, 1240, 1010, 70),
)


def written(
    board: Image.Image, words: str, place: tuple[int, int], size: int, ink: Colour, rng: np.random.Generator
) -> None:
    """Write with a marker: every letter a little different, the ink uneven."""
    x, base = float(place[0]), float(place[1])
    for letter in words:
        big = size + int(rng.integers(-3, 4))
        face = font(big, "DejaVuSans-Oblique")
        glyph = Image.new("L", (big * 2, big * 2))
        ImageDraw.Draw(glyph).text((big // 2, big // 3), letter, font=face, fill=255, stroke_width=2)
        glyph = glyph.rotate(float(rng.uniform(-5, 5)), Image.Resampling.BICUBIC)
        dry = Image.fromarray((225 + 30 * clouds(glyph.height, glyph.width, rng, coarse=5, octaves=4)).astype(np.uint8))
        cover = Image.composite(dry, Image.new("L", glyph.size), glyph)
        board.paste(ink, (round(x) - big // 2, round(base + rng.normal(0, 3))), cover)
        x += face.getlength(letter) * float(rng.uniform(0.96, 1.03))
        base -= 0.35


def surface(rng: np.random.Generator) -> Image.Image:
    """The board with its writing, traces of what was wiped off, and an arrow."""
    smear = clouds(1240, 2200, rng, coarse=6, octaves=5)[..., None]
    board = Image.fromarray(np.clip(np.asarray((243, 245, 246)) - 12 * smear, 0, 255).astype(np.uint8))
    wiped = Image.new("L", board.size)
    draw = ImageDraw.Draw(wiped)
    for _ in range(24):
        x, y = rng.uniform(1200, 2000), rng.uniform(120, 1000)
        draw.arc((x, y, x + rng.uniform(80, 420), y + rng.uniform(40, 180)), 180, 330, fill=46, width=22)
    board.paste((150, 160, 190), (0, 0), wiped.filter(ImageFilter.GaussianBlur(9)))
    for words, ink, x, y, size in LINES:
        written(board, words, (x, y), size, ink, rng)
    draw = ImageDraw.Draw(board)
    draw.line((122, 226, 720, 214), fill=BLACK, width=9)
    draw.arc((400, 530, 1180, 690), 4, 350, fill=RED, width=8)
    draw.line((1210, 1050, 1000, 900), fill=GREEN, width=9)
    draw.line((1000, 900, 1050, 905), fill=GREEN, width=9)
    draw.line((1000, 900, 1010, 950), fill=GREEN, width=9)
    return board.filter(ImageFilter.GaussianBlur(1.0))


def framed(board: Image.Image) -> Image.Image:
    """Put the board into its aluminium frame, with a tray and pens."""
    picture = Image.new("RGBA", (2300, 1430))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, 2300, 1340), 26, fill=(168, 172, 178, 255))
    draw.rounded_rectangle((8, 8, 2292, 1332), 22, outline=(214, 217, 222, 255), width=10)
    picture.paste(board, (50, 50))
    draw.rectangle((500, 1322, 1800, 1392), fill=(150, 154, 160, 255))
    draw.rectangle((500, 1322, 1800, 1336), fill=(206, 209, 214, 255))
    for x, ink in ((620, BLUE), (900, RED), (1130, GREEN)):
        draw.rounded_rectangle((x, 1300, x + 190, 1332), 12, fill=(240, 240, 238, 255))
        draw.rounded_rectangle((x, 1300, x + 60, 1332), 12, fill=(*ink, 255))
    draw.rounded_rectangle((1450, 1278, 1700, 1334), 10, fill=(52, 56, 66, 255))
    draw.rectangle((1450, 1316, 1700, 1334), fill=(196, 198, 202, 255))
    return picture


def room(rng: np.random.Generator) -> Pixels:
    """A painted wall, a table's edge and two chair backs, out of focus."""
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    wall = fading(height, width, (198, 204, 196), (176, 182, 172)) * (
        0.97 + 0.03 * clouds(height, width, rng, coarse=8, octaves=6)[..., None]
    )
    paint(wall, shape((width, height), [(-10, 2120), (3210, 2090), (3210, 2410), (-10, 2410)]), (128, 98, 70))
    paint(wall, shape((width, height), [(-10, 2120), (3210, 2090), (3210, 2112), (-10, 2142)]), (178, 146, 112))
    return wall


def chairs(scene: Pixels) -> None:
    """Backs of chairs in front of everything, too close to be sharp."""
    height, width = scene.shape[:2]
    for x in (260, 2180):
        back = shape((width, height), [(x, 2040), (x + 660, 2030), (x + 720, 2420), (x - 50, 2420)])
        cover = cv2.GaussianBlur(back, (0, 0), 22)
        paint(scene, cover, (58, 66, 84))


def draw_whiteboard() -> bytes:
    """The whiteboard as a JPEG."""
    rng = np.random.default_rng(8)
    scene = room(rng)
    corners = [(300, 250), (2960, 120), (2930, 1920), (330, 1800)]
    lay(scene, framed(surface(rng)), corners, drop=(22, 34), soft=30)
    chairs(scene)
    return jpeg(photographed(scene, rng, light=(0.25, 0.15), falloff=0.42, warmth=0.02, grain=3.5))
