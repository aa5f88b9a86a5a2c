"""Small drawing tools: colours, noise, soft shapes, lines of text."""

from __future__ import annotations

import functools
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scenes.things import Colour, Pixels, Random

__all__ = [
    "any_colour",
    "blend",
    "block",
    "canvas",
    "grain",
    "grey",
    "lines_of_text",
    "paint",
    "rounded",
    "soft_noise",
    "strips",
    "text_line",
    "vivid",
]

FONT_FOLDERS = ("/usr/share/fonts",)
PRINTED = (
    "LiberationS",
    "DejaVuS",
    "Lato-",
    "OpenSans-",
    "Roboto-",
    "NimbusSans-",
    "NimbusRoman-",
    "P052",
    "C059",
    "URWGothic",
    "ComicNeue-R",
    "NotoSans-R",
    "NotoSerif-R",
    "NotoSans-B",
    "LiberationMono",
    "NimbusMono",
)
WRITTEN = ("dkg", "Breip", "Because", "femke", "Dancing", "Humor", "Joscelyn", "Z003", "breipfont", "ComicNeue-L")
CONSONANTS, VOWELS = "bcdfghklmnprstvw", "aeiou"


def grey(rng: Random, low: int, high: int, tint: int = 8) -> Colour:
    """A nearly grey colour."""
    base = rng.integers(low, high + 1)
    b, g, r = np.clip(base + rng.integers(-tint, tint + 1, 3), 0, 255)
    return int(b), int(g), int(r)


def any_colour(rng: Random) -> Colour:
    """Any colour at all."""
    b, g, r = rng.integers(0, 256, 3)
    return int(b), int(g), int(r)


def vivid(rng: Random, saturation: tuple[int, int] = (90, 255), value: tuple[int, int] = (60, 255)) -> Colour:
    """A colour of this saturation and brightness."""
    hsv = np.array([[[rng.integers(0, 180), rng.integers(*saturation), rng.integers(*value)]]], np.uint8)
    b, g, r = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)[0, 0]
    return int(b), int(g), int(r)


def canvas(width: float, height: float, colour: Colour) -> Pixels:
    """A sheet of one colour."""
    sheet = np.empty((max(2, int(height)), max(2, int(width)), 3), np.uint8)
    sheet[:] = colour
    return sheet


def block(pixels: Pixels, box: tuple[float, float, float, float], colour: Colour, thickness: int = -1) -> None:
    """Fill (or outline) the box (left, top, right, bottom)."""
    left, top, right, bottom = (round(v) for v in box)
    cv2.rectangle(pixels, (left, top), (max(left, right - 1), max(top, bottom - 1)), colour, thickness)


def rounded(width: int, height: int, radius: float) -> Pixels:
    """A mask with round corners."""
    mask = np.zeros((height, width), np.uint8)
    r = int(min(radius, width / 2 - 1, height / 2 - 1))
    if r < 1:
        mask[:] = 255
        return mask
    cv2.rectangle(mask, (r, 0), (width - 1 - r, height - 1), 255, -1)
    cv2.rectangle(mask, (0, r), (width - 1, height - 1 - r), 255, -1)
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(mask, (x, y), r, 255, -1, cv2.LINE_AA)
    return mask


def soft_noise(rng: Random, size: tuple[int, int], cells: float, low: float, high: float) -> np.ndarray:
    """Smooth random hills between low and high, as float32 (height, width); `cells` of them on the longer side.

    `size` is (width, height).
    """
    width, height = size
    step = max(width, height) / max(cells, 1)
    small = rng.random((max(2, int(height / step) + 1), max(2, int(width / step) + 1)), dtype=np.float32)
    hills = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(low + (high - low) * hills, min(low, high), max(low, high))


def grain(rng: Random, pixels: Pixels, amount: float) -> None:
    """Roughen in place."""
    height, width = pixels.shape[:2]
    rough = np.empty((height, width), np.int16)
    cv2.randn(rough, 0, max(amount, 0.1))
    del rng
    np.copyto(pixels, np.clip(pixels + rough[..., None], 0, 255).astype(np.uint8))


def blend(under: Pixels, over: Pixels | Colour, alpha: Pixels) -> None:
    """Lay `over` on `under` in place, by a mask of 0 to 255."""
    a = alpha.astype(np.uint16)[..., None]
    top = np.asarray(over, np.uint16)
    np.copyto(under, ((under * (255 - a) + top * a) // 255).astype(np.uint8))


def paint(pixels: Pixels, alpha: Pixels, left: float, top: float, colour: Colour) -> None:
    """Print a mask in one colour at a place; what falls outside is cut off."""
    x, y = int(left), int(top)
    h, w = min(alpha.shape[0], pixels.shape[0] - y), min(alpha.shape[1], pixels.shape[1] - x)
    if x >= 0 and y >= 0 and h > 0 and w > 0:
        blend(pixels[y : y + h, x : x + w], colour, alpha[:h, :w])


def _word(rng: Random) -> str:
    if rng.random() < 0.14:
        return "".join(str(rng.integers(0, 10)) for _ in range(rng.integers(2, 9)))
    count = rng.integers(1, 4)
    word = "".join(CONSONANTS[rng.integers(16)] + VOWELS[rng.integers(5)] for _ in range(count))
    word += CONSONANTS[rng.integers(16)] if rng.random() < 0.5 else ""
    return word.capitalize() if rng.random() < 0.2 else word


@functools.cache
def strips(written: bool, seed: int = 7, count: int = 160) -> tuple[Pixels, ...]:
    """Lines of text as masks, 30 pixels high and cut to their ink's width: printed, or written by hand."""
    rng = np.random.default_rng(seed + written)
    names = WRITTEN if written else PRINTED
    files = sorted(p for folder in FONT_FOLDERS for p in Path(folder).rglob("*.[ot]tf") if p.name.startswith(names))
    files += sorted(p for folder in FONT_FOLDERS for p in Path(folder).rglob("*.t1") if p.name.startswith(names))
    made = []
    while len(made) < count:
        font = ImageFont.truetype(str(files[rng.integers(len(files))]), int(rng.integers(19, 24)))
        words = " ".join(_word(rng) for _ in range(rng.integers(5, 11)))
        picture = Image.new("L", (900, 34))
        ImageDraw.Draw(picture).text((1, 3), words, fill=255, font=font)
        ink = np.asarray(picture)
        columns = np.flatnonzero(ink.max(axis=0) > 60)
        if len(columns) > 60:
            made.append(np.ascontiguousarray(ink[:, : columns[-1] + 2]))
    return tuple(made)


def text_line(rng: Random, height: float, width: float, *, written: bool = False) -> Pixels:
    """One line of text as a mask, `height` from line to line, at most `width` long."""
    pool = strips(written)
    strip = pool[rng.integers(len(pool))]
    factor = max(height, 1.5) / 34
    room = int(max(width, 2) / factor)
    start = int(rng.integers(0, max(1, strip.shape[1] - room)))
    piece = strip[:, start : start + room]
    size = (max(2, int(piece.shape[1] * factor)), max(2, round(34 * factor)))
    line = cv2.resize(piece, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    return cv2.convertScaleAbs(line, alpha=1.25) if factor < 0.5 else line


def lines_of_text(
    rng: Random,
    pixels: Pixels,
    box: tuple[float, float, float, float],
    line: float,
    ink: Colour,
    *,
    written: bool = False,
    ragged: float = 0.2,
    gaps: float = 0.12,
    leading: float = 1.25,
) -> None:
    """Fill a box with lines of text: ragged ends, and empty lines between paragraphs."""
    left, top, right, bottom = box
    y = top
    while y + line <= bottom:
        if rng.random() >= gaps:
            length = (
                (right - left) * (1 - ragged * rng.random()) * (rng.uniform(0.3, 0.8) if rng.random() < gaps else 1)
            )
            paint(pixels, text_line(rng, line, length, written=written), left, y, ink)
        y += line * leading * (rng.uniform(0.95, 1.1) if written else 1)
