"""What an outline with text on it is: the network's word, and what its shape, ground and letters speak for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.document_network import KINDS
from photocheck.imaging.straightening import size_of, straightened
from photocheck.second_looks.text_blocks import TextBlock

__all__ = ["Look", "likeliest_kind", "look_of"]

# An outline is looked at with its longer side this many pixels.
LONG_SIDE: Final = 200.0
# Lightness (CIE Lab, 8 bit) below it is dark: light letters on a dark ground are a screen's.
DARK: Final = 80.0
# A bar along the top differs by this much in colour from the rest, nearly all the way across; rows of it that carry
# text in the colour of the rest differ over this much of their length.
BAR_STEP: Final = 25.0
BAR_ACROSS: Final = 0.85
BAR_WITH_TEXT: Final = 0.5
# How high bars are, as parts of the whole: a window's title is low, the head of a card high.
LOW_BAR: Final = (0.03, 0.12)
HIGH_BAR: Final = (0.12, 0.35)
# The first rows may be the edge itself.
EDGE: Final = 0.025
# A portrait or what stands for one: it covers this part of the whole, fills its upright box, is about as wide as high,
# and touches no edge. What is narrower than this many of the pixels looked at is letters.
PORTRAIT: Final = (0.02, 0.3)
FILLED: Final = 0.75
PORTRAIT_SHAPE: Final = (0.55, 1.6)
LETTERS_WIDE: Final = 9

# The network's least chance: it may be mistaken, but rarely wholly.
LEAST_CHANCE: Final = 0.03
# What is taken where the network sees nothing.
UNSEEN: Final = (0.6, 0.1, 0.1, 0.1, 0.1)
# What each sign speaks for, as differences of logarithms of chances, in the order of KINDS: document, screen,
# whiteboard, id-card, note. Set by reason, and checked on ../shared/data (composites).
DARK_GROUND: Final = (0.0, 2.5, 0.0, 0.0, 0.0)
WITH_LOW_BAR: Final = (0.0, 2.0, 0.0, 0.5, 0.0)
WITH_HIGH_BAR: Final = (0.0, 0.0, 0.0, 1.5, 0.0)
WITH_PORTRAIT: Final = (0.0, -0.5, -0.5, 2.0, -1.0)
WIDE_SMALL_LETTERS: Final = (0.0, 1.0, 0.0, 0.0, -0.5)
WIDE_LARGER_LETTERS: Final = (0.0, -0.5, 1.5, 0.0, 0.0)
WIDE_LARGE_LETTERS: Final = (0.0, -1.0, 0.0, 1.0, 0.0)
SQUARE_LARGE_LETTERS: Final = (0.0, -1.0, -0.5, -0.5, 1.5)
TALL: Final = (1.0, -0.5, -0.5, 0.0, 0.0)

WIDE: Final = 1.25
# Heights of lines, against the square root of the area.
SMALL_LETTERS: Final = 0.052
LARGE_LETTERS: Final = 0.072

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Look:
    """What something looks like: width by height as its text stands, its ground, a bar at its top, its letters.

    `bar` is the bar's part of the height, 0 for none; `portrait` says that there is a picture of a portrait's size
    and shape; `letters` the height of a line against the square root of the
    area.
    """

    shape: float
    dark: bool
    bar: float
    portrait: bool
    letters: float


def look_of(pixels: NDArray[np.uint8], corners: Floats, block: TextBlock) -> Look:
    """Look at what lies within an outline (4, 2) of the photo, seen from straight ahead as its text stands."""
    corners = block.as_text_stands(corners)
    width, height = size_of(corners)
    flat = straightened(pixels, corners, LONG_SIDE / max(width, height, 1.0))
    lab = cv2.cvtColor(flat.pixels, cv2.COLOR_RGB2LAB).astype(np.float32)
    ground = np.median(lab.reshape(-1, 3), axis=0)
    other = np.linalg.norm(lab - ground, axis=2) > BAR_STEP
    return Look(
        shape=width / max(height, 1e-6),
        dark=bool(ground[0] < DARK),
        bar=_bar(other.mean(axis=1)),
        portrait=_has_portrait(other),
        letters=block.line_height / max(width * height, 1.0) ** 0.5,
    )


def _bar(other: NDArray[np.float64]) -> float:
    """How far down, as a part of the height, rows have another colour than the ground nearly all the way across."""
    first = int(np.ceil(EDGE * len(other)))
    if first >= len(other) or other[first] < BAR_ACROSS:
        return 0.0
    ends = np.nonzero(other[first:] < BAR_WITH_TEXT)[0]
    rows = int(ends[0]) if len(ends) else 0
    return (first + rows) / len(other) if rows else 0.0


def _has_portrait(other: NDArray[np.bool_]) -> bool:
    """Whether one compact piece of another colour than the ground stands in the middle of it."""
    kernel = np.ones((LETTERS_WIDE, LETTERS_WIDE), np.uint8)
    pieces = cv2.morphologyEx(other.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(pieces)
    rows, columns = other.shape
    for left, top, width, height, area in stats[1:].tolist():
        inside = left > 0 and top > 0 and left + width < columns and top + height < rows
        compact = area >= FILLED * width * height and PORTRAIT_SHAPE[0] <= width / height <= PORTRAIT_SHAPE[1]
        if inside and compact and PORTRAIT[0] <= area / (rows * columns) <= PORTRAIT[1]:
            return True
    return False


def likeliest_kind(chances: Floats | None, look: Look) -> str:
    """One of the network's kinds: its `chances`, None where it saw nothing, and the signs together."""
    given = np.maximum(np.array(UNSEEN if chances is None else chances), LEAST_CHANCE)
    return KINDS[int((np.log(given) + np.sum(_signs(look), axis=0)).argmax())]


def _signs(look: Look) -> list[tuple[float, ...]]:
    signs = [(0.0,) * len(KINDS)]
    if look.dark:
        signs.append(DARK_GROUND)
    if LOW_BAR[0] <= look.bar < LOW_BAR[1] and look.letters < SMALL_LETTERS:
        signs.append(WITH_LOW_BAR)
    elif HIGH_BAR[0] <= look.bar < HIGH_BAR[1]:
        signs.append(WITH_HIGH_BAR)
    if look.portrait:
        signs.append(WITH_PORTRAIT)
    if look.shape >= WIDE:
        signs.append(
            WIDE_SMALL_LETTERS
            if look.letters < SMALL_LETTERS
            else WIDE_LARGER_LETTERS
            if look.letters < LARGE_LETTERS
            else WIDE_LARGE_LETTERS
        )
    elif look.shape < 1 / WIDE:
        signs.append(TALL)
    elif look.letters >= LARGE_LETTERS:
        signs.append(SQUARE_LARGE_LETTERS)
    return signs
