"""What all scenes are drawn with: noise, shadows, things laid in perspective, and the look of a camera."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import cv2
import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[np.float32]
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1600, 1200
# Scenes are drawn twice as large and made smaller at the end, so that edges are smooth.
SCALE = 2
FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"


def font(size: float, style: str = "DejaVuSans") -> ImageFont.FreeTypeFont:
    """A typeface of the DejaVu family, which matplotlib brings along under a free licence."""
    return ImageFont.truetype(str(FONTS / f"{style}.ttf"), size)


def clouds(height: int, width: int, rng: np.random.Generator, coarse: int = 4, octaves: int = 7) -> Pixels:
    """Fractal noise between 0 and 1: `coarse` blobs across, then finer and fainter ones."""
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        across = coarse * 2**octave
        grid = rng.random((max(2, across * height // width), across)).astype(np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) * 0.55**octave
    low, high = float(total.min()), float(total.max())
    return (total - low) / (high - low)


def mixed(one: Colour, other: Colour, share: Pixels) -> Pixels:
    """Blend two colours; `share` of shape (height, width) says how much of the other."""
    part = share[..., None]
    return np.asarray(one, np.float32) * (1 - part) + np.asarray(other, np.float32) * part


def fading(height: int, width: int, top: Colour, bottom: Colour) -> Pixels:
    """A surface whose colour changes evenly from top to bottom."""
    return mixed(top, bottom, np.linspace(0, 1, height, dtype=np.float32)[:, None].repeat(width, axis=1))


def wood(height: int, width: int, rng: np.random.Generator, light: Colour, dark: Colour, planks: int = 5) -> Pixels:
    """Boards of wood that run from left to right, each with a grain of its own."""
    boards = []
    edges = np.linspace(0, height, planks + 1).astype(int)
    for top, bottom in pairwise(edges):
        tall = int(bottom - top)
        waves = clouds(tall, width, rng, coarse=2, octaves=3)
        rows = np.linspace(0, 9, tall, dtype=np.float32)[:, None]
        rings = 0.5 + 0.5 * np.sin((rows + waves * 5) * 5.1)
        fibres = cv2.resize(rng.random((tall, width // 60)).astype(np.float32), (width, tall))
        board = mixed(light, dark, 0.30 * rings + 0.45 * fibres + 0.25 * waves) * rng.uniform(0.9, 1.06)
        board[:3] *= 0.55
        boards.append(board)
    return np.concatenate(boards).astype(np.float32)


def as_sheet(picture: Image.Image | Pixels) -> NDArray[np.uint8]:
    """RGBA pixels of something that is laid into a scene."""
    if isinstance(picture, np.ndarray):
        picture = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    return np.asarray(picture.convert("RGBA"))


def lay(
    scene: Pixels,
    picture: Image.Image | Pixels,
    corners: Sequence[tuple[float, float]],
    *,
    shadow: float = 0.45,
    drop: tuple[float, float] = (14, 18),
    soft: float = 16,
) -> None:
    """Lay a picture with its corners (from the top left, clockwise) at these places, over its own shadow."""
    sheet = as_sheet(picture)
    tall, wide = sheet.shape[:2]
    source = np.asarray([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.asarray(corners, np.float32))
    size = (scene.shape[1], scene.shape[0])
    premultiplied = sheet.astype(np.float32)
    premultiplied[..., :3] *= premultiplied[..., 3:] / 255
    laid = cv2.warpPerspective(premultiplied, matrix, size, flags=cv2.INTER_AREA)
    cover = laid[..., 3:] / 255
    if shadow:
        moved = np.asarray([[1, 0, drop[0]], [0, 1, drop[1]]], np.float32)
        shade = cv2.GaussianBlur(cv2.warpAffine(cover, moved, size), (0, 0), soft)
        scene *= 1 - shadow * shade[..., None]
    scene *= 1 - cover
    scene += laid[..., :3]


def turned(centre: tuple[float, float], width: float, height: float, degrees: float) -> list[tuple[float, float]]:
    """The corners of a rectangle that is turned about its centre, clockwise."""
    angle = np.deg2rad(degrees)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    halves = [(-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2)]
    return [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in halves]


def shape(size: tuple[int, int], points: Sequence[tuple[float, float]], blur: float = 1.2) -> Pixels:
    """A mask of shape (height, width), 1 inside of the outline and soft at its edge."""
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in points], fill=255)
    return cv2.GaussianBlur(np.asarray(mask, np.float32) / 255, (0, 0), blur)


def smooth(points: Sequence[tuple[float, float]], rounds: int = 3) -> list[tuple[float, float]]:
    """Round the corners of a closed outline by cutting them, again and again (Chaikin)."""
    corners = np.asarray(points, np.float64)
    for _ in range(rounds):
        following = np.roll(corners, -1, axis=0)
        corners = np.stack([corners * 0.75 + following * 0.25, corners * 0.25 + following * 0.75], 1).reshape(-1, 2)
    return [(float(x), float(y)) for x, y in corners]


def paint(scene: Pixels, mask: Pixels, colour: Pixels | Colour, strength: float = 1.0) -> None:
    """Paint a colour, or a surface of the scene's size, where the mask is."""
    cover = mask[..., None] * strength
    scene *= 1 - cover
    scene += np.asarray(colour, np.float32) * cover


def photographed(
    scene: Pixels,
    rng: np.random.Generator,
    *,
    light: tuple[float, float] = (0.3, 0.2),
    falloff: float = 0.35,
    warmth: float = 0.0,
    softness: float = 0.7,
    grain: float = 3.0,
) -> Image.Image:
    """Make a drawing look like a photo: light from one side, darker corners, a lens's softness, grain.

    `light` is where it is brightest, as shares of width and height; `warmth` shifts blue to red.
    """
    height, width = scene.shape[:2]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    away = np.hypot(x - light[0], (y - light[1]) * height / width)
    corners = np.hypot(x - 0.5, (y - 0.5) * height / width)
    lit = scene * (1.06 - falloff * away**1.4 - 0.25 * corners**3)[..., None]
    lit *= np.asarray([1 + warmth, 1, 1 - warmth], np.float32)
    small = cv2.resize(lit, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), softness)
    noise = rng.normal(0, grain, (HEIGHT, WIDTH, 1)) + rng.normal(0, grain * 0.5, (HEIGHT, WIDTH, 3))
    return Image.fromarray(np.clip(small + cv2.GaussianBlur(noise, (0, 0), 0.6), 0, 255).astype(np.uint8))


def jpeg(photo: Image.Image, exif: Image.Exif | None = None) -> bytes:
    """The bytes of a JPEG file, of a quality that phones use."""
    stream = BytesIO()
    photo.save(stream, "JPEG", quality=88, optimize=True, **({"exif": exif} if exif else {}))
    return stream.getvalue()
