"""A monitor on a desk that shows a marked case, with a PIN on its frame."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scenes.drawing import (
    HEIGHT,
    SCALE,
    WIDTH,
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
    turned,
    wood,
)

INK = (34, 40, 52)
GREY = (112, 120, 134)
BLUE = (28, 74, 140)


def program() -> Image.Image:
    """The window of a case system."""
    window = Image.new("RGB", (1920, 1080), (244, 246, 249))
    draw = ImageDraw.Draw(window)
    draw.rectangle((0, 0, 1920, 78), fill=BLUE)
    draw.text((40, 20), "Adult social care - case record", font=font(34, "DejaVuSans-Bold"), fill="white")
    draw.text((1560, 24), "Signed in: frontdesk", font=font(26), fill=(205, 220, 240))
    draw.rectangle((0, 78, 1920, 138), fill=(178, 34, 34))
    draw.text((760, 88), "OFFICIAL-SENSITIVE", font=font(36, "DejaVuSans-Bold"), fill="white")
    draw.rectangle((0, 138, 330, 1080), fill=(228, 233, 240))
    for number, entry in enumerate(("Overview", "Contacts", "Assessments", "Care plan", "Visits", "Documents")):
        if number == 2:
            draw.rectangle((0, 186 + number * 84, 330, 252 + number * 84), fill=(205, 218, 236))
        draw.text((44, 200 + number * 84), entry, font=font(30), fill=INK)
    _fields(draw)
    draw.text((390, 660), "Notes", font=font(30, "DejaVuSans-Bold"), fill=INK)
    draw.rounded_rectangle((390, 706, 1860, 1020), 10, fill="white", outline=(200, 206, 216), width=2)
    notes = (
        "02 Nov  Rang back. Hip is mending, walks with a frame.",
        "29 Oct  Hospital discharge. Needs help in the mornings for four weeks.",
        "21 Oct  Neighbour called: nobody had answered the door for two days.",
    )
    for number, line in enumerate(notes):
        draw.text((420, 736 + number * 62), line, font=font(29), fill=INK)
    return window


def _fields(draw: ImageDraw.ImageDraw) -> None:
    fields = (
        ("Case", "ASC-2026-00417"),
        ("NHS number", "999 318 4217"),
        ("Telephone", "07700 900318"),
        ("E-mail", "resident@example.org"),
        ("Date of birth", "02/07/1941"),
        ("Address", "12 Example Road, Redditch B98 0ZZ"),
    )
    for number, (name, value) in enumerate(fields):
        x, y = 390 + (number % 2) * 750, 190 + number // 2 * 150
        draw.text((x, y), name, font=font(26), fill=GREY)
        draw.rounded_rectangle((x, y + 40, x + 700, y + 106), 10, fill="white", outline=(200, 206, 216), width=2)
        draw.text((x + 22, y + 54), value, font=font(31), fill=INK)


def note() -> Image.Image:
    """A small pink note with the PIN of the door."""
    picture = Image.new("RGB", (400, 400), (246, 158, 186))
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(("login", "frontdesk", "PIN 4471")):
        draw.text((40, 50 + number * 104), line, font=font(60, "DejaVuSans-Oblique"), fill=(60, 30, 70))
    return picture


def keyboard() -> Image.Image:
    """A plain keyboard without letters, seen from above."""
    picture = Image.new("RGBA", (1600, 420))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, 1600, 420), 40, fill=(52, 54, 60, 255))
    for row in range(4):
        for column in range(14):
            x, y = 40 + column * 109, 34 + row * 92
            wide = 98
            if row == 3 and 4 <= column <= 8:
                if column > 4:
                    continue
                wide = 98 + 4 * 109
            draw.rounded_rectangle((x, y, x + wide, y + 80), 14, fill=(84, 87, 95, 255))
            draw.rounded_rectangle((x + 8, y + 4, x + wide - 8, y + 66), 10, fill=(98, 101, 110, 255))
    return picture


def office(rng: np.random.Generator) -> Pixels:
    """A wall with a window far behind, out of focus, and the edge of a desk."""
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    wall = fading(height, width, (206, 208, 204), (188, 190, 188))
    view = mixed((190, 214, 236), (150, 184, 150), np.clip(clouds(height, width, rng, coarse=5, octaves=4), 0, 1))
    for left in (2080, 2600):
        paint(wall, shape((width, height), [(left, -10), (left + 460, -10), (left + 460, 980), (left, 980)]), view)
    shelf = [(-10, 480), (620, 480), (620, 540), (-10, 540)]
    paint(wall, shape((width, height), shelf), (130, 100, 74))
    x = 20
    for _ in range(9):
        tall, wide = int(rng.integers(260, 380)), int(rng.integers(44, 74))
        colour = tuple(int(value) for value in rng.integers(60, 200, 3))
        paint(
            wall, shape((width, height), [(x, 480 - tall), (x + wide, 480 - tall), (x + wide, 480), (x, 480)]), colour
        )
        x += wide + 6
    wall = cv2.GaussianBlur(wall, (0, 0), 26)
    top = wood(900, width, rng, (214, 196, 170), (176, 152, 122), planks=3)
    squeezed = cv2.resize(top, (width, height - 1830), interpolation=cv2.INTER_AREA)
    wall[1830:] = squeezed * np.linspace(0.86, 1.05, height - 1830, dtype=np.float32)[:, None, None]
    wall[1800:1860] = cv2.GaussianBlur(wall, (0, 0), 5)[1800:1860]
    return wall


def monitor() -> NDArray[np.uint8]:
    """The screen in its black frame, a little brighter in the middle, with a faint reflection."""
    framed = Image.new("RGB", (2000, 1190), (24, 25, 28))
    framed.paste(program(), (40, 36))
    ImageDraw.Draw(framed).text((965, 1140), "ooo", font=font(22), fill=(70, 72, 78))
    pixels = np.asarray(framed, np.float32)
    glare = np.zeros(pixels.shape[:2], np.float32)
    cv2.fillPoly(glare, [np.asarray([(1400, 36), (1960, 36), (1960, 700), (1100, 1116), (900, 1116)])], 1.0)
    glare = cv2.GaussianBlur(glare, (0, 0), 60)
    return np.clip(pixels * 0.97 + 12 * glare[..., None], 0, 255).astype(np.uint8)


def draw_screen() -> bytes:
    """The monitor as a JPEG."""
    rng = np.random.default_rng(5)
    scene = office(rng)
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    foot = [(1330, 2010), (1900, 1990), (1990, 2090), (1260, 2110)]
    ground = cv2.GaussianBlur(shape((width, height), [(x + 20, y + 30) for x, y in foot]), (0, 0), 30)
    scene *= 1 - 0.5 * ground[..., None]
    paint(scene, shape((width, height), [(1530, 1600), (1720, 1595), (1735, 2040), (1520, 2045)]), (62, 64, 70))
    paint(scene, shape((width, height), foot), (72, 74, 80))
    lay(scene, monitor(), [(330, 330), (2790, 210), (2770, 1720), (360, 1770)], drop=(30, 40), soft=40, shadow=0.35)
    lay(scene, note(), turned((2600, 1590), 400, 400, -5), drop=(8, 14))
    lay(scene, keyboard(), [(830, 2150), (2260, 2130), (2380, 2420), (740, 2440)], drop=(0, 24), soft=18)
    return jpeg(photographed(scene, rng, light=(0.75, 0.2), falloff=0.3, grain=3.5))
