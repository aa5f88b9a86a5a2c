"""Whether text stands on something that looks like a number plate: one colour, letters that stand out, an edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.geometry import Polygon
from photocheck.imaging.straightening import size_of, straightened

__all__ = ["PlateShape", "plate_shape"]

# The text is looked at this many pixels high, with this many heights of it around.
TEXT_HEIGHT: Final = 32
BESIDE: Final = 2.0
ABOVE: Final = 1.25
BESIDE_COLUMNS: Final = round(BESIDE * TEXT_HEIGHT)
ABOVE_ROWS: Final = round(ABOVE * TEXT_HEIGHT)
# Lightness and colour (CIE Lab, 8 bit) of the plate may differ this far from place to place ...
EVEN: Final = 6.0
# ... or by this part of the difference to the letters.
EVEN_PART: Final = 0.5
# Rows and columns are averaged over this many, so that a bar across the letters does not end the plate.
SMOOTH: Final = 9
# The plate goes on while at least this part of a row or column has its colour.
GOES_ON: Final = 0.3
# Pixels at the border of what is looked at, and at that of the text, that say nothing.
RIM: Final = 4
LEAST_CONTRAST: Final = 6.0
# The colour fills this part of the text's place, and reaches over this part of its width and height.
LEAST_SHARE: Final = 0.3
HELD: Final = 0.6
# A colour that goes all around the letters, this part of it at each edge, may be so much lower: a small plate's place
# was drawn too large.
FRAMED: Final = 0.85
HELD_FRAMED: Final = 0.5
# The part of an outline, at its edges, in which that is looked for.
EDGE: Final = 0.25
# As close to the letters as on a long plate, in heights of the text's place: signs leave them more room.
TIGHT_HIGH: Final = 1.1
TIGHT_BESIDE: Final = 0.3
# Colours (CIE Lab, from their middle) below it are white, grey or black.
PLAIN: Final = 20.0
# Widths by heights of plates: from two-line and American to the long European ones.
SHAPES: Final = (1.2, 6.5)
# The blue band of European plates: hue in OpenCV's half degrees, and how strong the colour is.
BLUE: Final = (95, 130)
STRONG: Final = 90
BLUE_PART: Final = 0.5
BAND_WIDTHS: Final = (0.15 * TEXT_HEIGHT, 0.9 * TEXT_HEIGHT)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PlateShape:
    """What is around a text: the `outline` of what has one colour there, and what that looks like.

    `clear` says that it holds the text and has a plate's proportions; `sides` how many of its four end;
    `usual` that its colour is one that British and most European plates have; `band` that a blue band stands
    at its left; `tight` that it goes all around the letters and hardly further, as no sign's does.
    """

    outline: Polygon
    clear: bool
    sides: int
    usual: bool
    band: bool
    tight: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where one of the two colours of a text goes on: left, top, right, bottom; and its share of the text."""

    colour: Floats
    extent: tuple[int, int, int, int]
    sides: int
    share: float
    holds_text: bool
    framed: bool


def plate_shape(pixels: NDArray[np.uint8], corners: Floats) -> PlateShape:
    """Look at what surrounds the text with these corners (4, 2), clockwise from the first letter's top left."""
    height = size_of(corners)[1]
    flat = straightened(pixels, _grown(corners, BESIDE * height, ABOVE * height), TEXT_HEIGHT / max(height, 1.0))
    lab = cv2.cvtColor(cv2.GaussianBlur(flat.pixels, (0, 0), 1.0), cv2.COLOR_RGB2LAB).astype(np.float32)
    colours = _two_colours(lab[ABOVE_ROWS + RIM : -ABOVE_ROWS - RIM, BESIDE_COLUMNS:-BESIDE_COLUMNS])
    contrast = float(np.linalg.norm(colours[0] - colours[1]))
    near = max(EVEN, EVEN_PART * contrast)
    # Nearly all plates are light: of two that are as good, the first.
    ground = max((_ground(lab, colour, near) for colour in colours), key=lambda one: (one.holds_text, one.sides))
    left, top, right, bottom = ground.extent
    aspect = (right - left) / max(1, bottom - top)
    proportions = SHAPES[0] <= aspect <= SHAPES[1] and contrast >= LEAST_CONTRAST
    return PlateShape(
        outline=flat.in_photo(Polygon(((left, top), (right, top), (right, bottom), (left, bottom)))),
        clear=ground.holds_text and proportions,
        sides=ground.sides,
        usual=_usual(ground.colour),
        band=_band(flat.pixels[ABOVE_ROWS:-ABOVE_ROWS, max(0, left - TEXT_HEIGHT) : BESIDE_COLUMNS + TEXT_HEIGHT // 2]),
        tight=ground.framed and _is_tight(ground.extent, lab.shape[1] - 2 * BESIDE_COLUMNS),
    )


def _grown(corners: Floats, beside: float, above: float) -> Floats:
    along, down = corners[1] - corners[0], corners[3] - corners[0]
    along = along / max(float(np.linalg.norm(along)), 1e-6) * beside
    down = down / max(float(np.linalg.norm(down)), 1e-6) * above
    return np.asarray(corners + np.array((-along - down, along - down, along + down, down - along)), np.float32)


def _two_colours(inner: Floats) -> tuple[Floats, Floats]:
    """The lighter and the darker colour of a text and what it stands on."""
    lightness = inner[..., 0].astype(np.uint8)
    level, _ = cv2.threshold(lightness, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    over = lightness > level
    light, dark = (inner[part] if part.any() else inner.reshape(-1, 3) for part in (over, ~over))
    return np.asarray(np.median(light, axis=0), np.float32), np.asarray(np.median(dark, axis=0), np.float32)


def _ground(lab: Floats, colour: Floats, near: float) -> _Ground:
    """Follow a colour from the middle of the text outwards."""
    same = np.linalg.norm(lab - colour, axis=2) < near
    rows, columns = same.shape
    text = same[ABOVE_ROWS:-ABOVE_ROWS, BESIDE_COLUMNS:-BESIDE_COLUMNS]
    middle = rows // 2
    down = _smoothed(same[:, BESIDE_COLUMNS:-BESIDE_COLUMNS].mean(axis=1), SMOOTH)
    top, bottom = middle - _end(down[:middle][::-1]), middle + _end(down[middle:])
    across = _smoothed(same[ABOVE_ROWS:-ABOVE_ROWS].mean(axis=0), TEXT_HEIGHT // 2)
    start, stop = BESIDE_COLUMNS + TEXT_HEIGHT // 2, columns - BESIDE_COLUMNS - TEXT_HEIGHT // 2
    left, right = start - _end(across[:start][::-1]), stop + _end(across[stop:])
    share = float(text.mean())
    framed = _is_framed(same[top:bottom, left:right])
    held_down = bottom - top >= (HELD_FRAMED if framed else HELD) * text.shape[0]
    held = held_down and right - left >= HELD * text.shape[1]
    sides = sum((left > RIM, top > RIM, right < columns - RIM, bottom < rows - RIM))
    return _Ground(colour, (left, top, right, bottom), sides, share, held and share >= LEAST_SHARE, framed)


def _is_framed(same: NDArray[np.bool_]) -> bool:
    """Whether the colour goes all around what stands on it: at each edge a row or column is nearly full of it."""
    if not same.size:
        return False
    deep = max(1, round(EDGE * same.shape[0]))
    down, across = same.mean(axis=1), same.mean(axis=0)
    return bool(min(part.max() for each in (down, across) for part in (each[:deep], each[-deep:])) >= FRAMED)


def _is_tight(extent: tuple[int, int, int, int], text_columns: int) -> bool:
    left, top, right, bottom = extent
    return bottom - top <= TIGHT_HIGH * TEXT_HEIGHT and right - left - text_columns <= TIGHT_BESIDE * TEXT_HEIGHT


def _smoothed(shares: NDArray[np.float64], over: int) -> Floats:
    return np.asarray(cv2.blur(shares[None].astype(np.float32), (over, 1))[0], np.float32)


def _usual(colour: Floats) -> bool:
    """White, grey, black or yellow."""
    green_red, blue_yellow = (float(part) - 128.0 for part in colour[1:])
    plain = max(abs(green_red), abs(blue_yellow)) < PLAIN
    return plain or (blue_yellow > PLAIN and abs(green_red) < PLAIN)


def _end(shares: Floats) -> int:
    """How many rows or columns, outwards, the plate goes on."""
    over = np.nonzero(shares < GOES_ON)[0]
    return int(over[0]) if len(over) else len(shares)


def _band(pixels: NDArray[np.uint8]) -> bool:
    """Whether a blue band of a band's width stands left of the text."""
    if not pixels.size:
        return False
    hue, strength, _ = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV))
    blue = (hue >= BLUE[0]) & (hue <= BLUE[1]) & (strength >= STRONG)
    columns = int((blue.mean(axis=0) >= BLUE_PART).sum())
    return BAND_WIDTHS[0] <= columns <= BAND_WIDTHS[1]
