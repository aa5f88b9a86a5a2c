"""A desk from above: a letter about one resident, and a sticky note with a password."""

from __future__ import annotations

import cv2
import numpy as np
import skimage.data
from PIL import Image, ImageDraw, ImageFilter
from scenes.drawing import HEIGHT, SCALE, WIDTH, Pixels, clouds, font, jpeg, lay, photographed, turned, wood

INK = (38, 40, 46)
GREEN = (24, 92, 74)


def letter(rng: np.random.Generator) -> Image.Image:
    """One page of A4, at 150 dots an inch."""
    page = Image.new("RGB", (1240, 1754), (250, 249, 245))
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 1240, 30), fill=GREEN)
    draw.text((110, 92), "Example Council", font=font(52, "DejaVuSerif-Bold"), fill=GREEN)
    draw.text((110, 162), "Housing and Benefits", font=font(28), fill=(90, 95, 100))
    right = ("Customer Service Centre", "Telephone: 020 7946 0142", "benefits@example.org")
    for number, line in enumerate(right):
        draw.text((760, 96 + number * 38), line, font=font(24), fill=(90, 95, 100))
    for number, line in enumerate(("The Occupier", "12 Example Road", "Redditch", "B98 0ZZ")):
        draw.text((110, 310 + number * 44), line, font=font(30), fill=INK)
    draw.text((760, 310), "Our reference: HB/4471/26", font=font(26), fill=INK)
    draw.text((760, 352), "12 October 2026", font=font(26), fill=INK)
    draw.text((110, 560), "Your housing benefit and care assessment", font=font(34, "DejaVuSans-Bold"), fill=INK)
    facts = (
        ("NHS number", "999 471 2217"),
        ("Date of birth", "14/03/1957"),
        ("Telephone", "07700 900461"),
        ("E-mail", "resident@example.org"),
    )
    draw.rounded_rectangle((100, 640, 1140, 860), 14, outline=GREEN, width=3, fill=(240, 246, 243))
    for number, (name, value) in enumerate(facts):
        draw.text((140, 662 + number * 48), name, font=font(29, "DejaVuSans-Bold"), fill=INK)
        draw.text((480, 662 + number * 48), value, font=font(29), fill=INK)
    text = (
        "Thank you for your letter. We have looked at your claim again,",
        "and at the report of the occupational therapist. From the first",
        "of November your award rises by 18.40 a week. You need not do",
        "anything.",
        "",
        "The ramp at the front door and the rail in the bathroom can be",
        "fitted in the week after. Somebody must be at home. If the day",
        "does not suit you, please call us and we shall find another.",
        "",
        "Please keep this letter. You may need it to show what you get.",
    )
    for number, line in enumerate(text):
        draw.text((110, 930 + number * 50), line, font=font(29), fill=INK)
    draw.text((110, 1520), "Benefits team", font=font(29, "DejaVuSans-Bold"), fill=INK)
    shade = clouds(1754, 1240, rng, coarse=2, octaves=3)[..., None]
    return Image.fromarray(np.clip(np.asarray(page) * (0.965 + 0.035 * shade), 0, 255).astype(np.uint8))


def sticky_note(rng: np.random.Generator) -> Image.Image:
    """A yellow square that somebody wrote on in a hurry."""
    note = Image.new("RGB", (700, 700), (250, 226, 96))
    for row, words in enumerate(("front desk PC", "password:", "Teapot-4471")):
        x = 60.0
        for letter_ in words:
            size = 84 + rng.integers(-3, 4)
            glyph = Image.new("L", (120, 150))
            ImageDraw.Draw(glyph).text((12, 12), letter_, font=font(size, "DejaVuSans-Oblique"), fill=255)
            glyph = glyph.rotate(float(rng.uniform(-4, 4)), Image.Resampling.BICUBIC)
            note.paste((30, 44, 120), (round(x), 110 + row * 165 + int(rng.integers(-5, 6))), glyph)
            x += font(size, "DejaVuSans-Oblique").getlength(letter_) * 0.97
    curl = np.linspace(1.0, 0.9, 700)[:, None, None] * np.linspace(0.98, 1.02, 700)[None, :, None]
    return Image.fromarray(np.clip(np.asarray(note) * curl, 0, 255).astype(np.uint8))


def pen() -> Image.Image:
    """A blue ballpoint, lying from left to right."""
    picture = Image.new("RGBA", (1000, 60))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((40, 10, 860, 50), 18, fill=(28, 62, 140, 255))
    draw.rounded_rectangle((60, 16, 840, 24), 4, fill=(120, 160, 230, 255))
    draw.polygon([(860, 12), (965, 27), (965, 33), (860, 48)], fill=(190, 192, 198, 255))
    draw.rounded_rectangle((0, 14, 60, 46), 10, fill=(20, 40, 96, 255))
    draw.rectangle((150, 2, 420, 10), fill=(205, 208, 214, 255))
    return picture


def cup_of_coffee() -> Image.Image:
    """A real cup, cut out of a photo along its saucer."""
    cup = Image.fromarray(skimage.data.coffee())
    mask = Image.new("L", cup.size)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((76, 62, 480, 386), fill=255)
    draw.ellipse((172, 16, 410, 210), fill=255)
    draw.polygon([(380, 90), (402, 62), (424, 72), (420, 110), (410, 150)], fill=255)
    cup.putalpha(mask.filter(ImageFilter.GaussianBlur(2)))
    return cup.crop((70, 8, 490, 392))


def draw_desk() -> bytes:
    """The desk as a JPEG."""
    rng = np.random.default_rng(1)
    width, height = WIDTH * SCALE, HEIGHT * SCALE
    desk: Pixels = wood(height, width, rng, (196, 148, 100), (142, 96, 58), planks=4)
    lay(desk, letter(rng), turned((1380, 1290), 1480, 2094, -4))
    lay(desk, sticky_note(rng), turned((2640, 1700), 640, 640, 7), drop=(10, 20))
    lay(desk, pen(), turned((2330, 1130), 900, 54, 68), drop=(16, 22), soft=10)
    lay(desk, cup_of_coffee(), turned((2740, 590), 960, 878, 0), drop=(40, 50), soft=40, shadow=0.6)
    source = np.asarray([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = np.asarray([(200, -60), (width - 90, -30), (width + 330, height + 240), (-330, height + 150)], np.float32)
    tilted = cv2.warpPerspective(
        desk, cv2.getPerspectiveTransform(source, seen), (width, height), borderMode=cv2.BORDER_REFLECT
    )
    return jpeg(photographed(tilted, rng, light=(0.15, 0.1), falloff=0.5, warmth=0.03))
