"""Other ways to cover a face: blurred, in coarse squares, or under a drawn smile.

Only faces: blurred or pixelated text, plates and codes can be read again, by trying out what would look the
same (Depix and Unredacter do), so those are always covered. What is left of a face here is a handful of
averages, less than any method of bringing faces back has to go by.
"""

from __future__ import annotations

from enum import StrEnum
from math import sqrt
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, Polygon
from photocheck.errors import UsageError

__all__ = ["ALWAYS_COVERED", "Style", "check_style", "emoji_outline", "painted_face", "with_label"]

# How many averages are left of a face with its margin, along the shorter side; of the face itself about three.
CELLS: Final = 5
# Averages are rounded to this many levels, so that they cannot be matched against a collection of portraits.
COARSE: Final = 16

YELLOW: Final = (255, 204, 77)
INK: Final = (102, 69, 0)
LABEL: Final = (236, 239, 241)
CORNERS: Final = 48

ALWAYS_COVERED: Final = (
    "Blurred or pixelated text, number plates, codes and pages can be read again (programs such as Depix do it), "
    "so those are always covered."
)


class Style(StrEnum):
    """How faces are covered; everything else is always SOLID."""

    SOLID = "solid"
    BLUR = "blur"
    PIXELATE = "pixelate"
    EMOJI = "emoji"


def check_style(style: str, named: list[Finding]) -> Style:
    """The style of this name; raises UsageError where it was asked for things none of which is a face."""
    if named and style != Style.SOLID and all(finding.kind != "face" for finding in named):
        raise UsageError(
            f"The style “{style}” is for faces only. {ALWAYS_COVERED}", "Leave --style away, or name faces."
        )
    return Style(style)


def painted_face(colours: NDArray[np.uint8], mask: NDArray[np.bool_], box: Box, style: Style) -> None:
    """Cover a face in RGB pixels of shape (height, width, 3), in place, where the mask is set."""
    if style is Style.EMOJI:
        _draw_smile(colours, mask, box)
        return
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    if not rows.size:
        return
    part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    there = mask[part]
    colours[part][there] = _averages(colours[part], smooth=style is Style.BLUR)[there]


def _averages(pixels: NDArray[np.uint8], *, smooth: bool) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    cell = max(min(height, width) / CELLS, 1)
    small = cv2.resize(
        pixels, (max(1, round(width / cell)), max(1, round(height / cell))), interpolation=cv2.INTER_AREA
    )
    small = np.asarray(small // COARSE * COARSE + COARSE // 2, np.uint8)
    how = cv2.INTER_LINEAR if smooth else cv2.INTER_NEAREST
    return np.asarray(cv2.resize(small, (width, height), interpolation=how), np.uint8)


def emoji_outline(box: Box) -> Polygon:
    """The ellipse that holds a box whole."""
    x, y = box.centre
    across, down = box.width / sqrt(2), box.height / sqrt(2)
    # The corners of the outline lie a little outside, so that its straight sides do not cut the ellipse.
    reach = 1 / np.cos(np.pi / CORNERS)
    angles = np.arange(CORNERS) * (2 * np.pi / CORNERS)
    return Polygon.of(
        np.stack([x + reach * across * np.cos(angles), y + reach * down * np.sin(angles)], axis=1).tolist()
    )


def _draw_smile(colours: NDArray[np.uint8], mask: NDArray[np.bool_], box: Box) -> None:
    drawn = np.empty_like(colours)
    drawn[:] = YELLOW
    x, y = box.centre
    across, down = box.width / sqrt(2), box.height / sqrt(2)
    line = max(1, round(min(across, down) / 9))
    for side in (-1, 1):
        eye = (round(x + side * across * 0.36), round(y - down * 0.22))
        cv2.ellipse(drawn, eye, (max(1, round(across * 0.1)), max(1, round(down * 0.15))), 0, 0, 360, INK, -1)
    mouth = (max(1, round(across * 0.5)), max(1, round(down * 0.42)))
    cv2.ellipse(drawn, (round(x), round(y + down * 0.12)), mouth, 0, 20, 160, INK, line)
    colours[mask] = drawn[mask]


def with_label(colours: NDArray[np.uint8], mask: NDArray[np.bool_], box: Box, label: str) -> None:
    """Write a label in the middle of a cover, in place and nowhere else; a cover that is too small gets none."""
    font, line = cv2.FONT_HERSHEY_SIMPLEX, 1
    (width, height), _ = cv2.getTextSize(label, font, 1.0, line)
    scale = min(0.5 * box.width / width, 0.6 * box.height / height, 3.0)
    if scale < 0.25:
        return
    drawn = np.zeros(mask.shape, np.uint8)
    line = max(1, round(2 * scale))
    x, y = box.centre
    corner = (round(x - width * scale / 2), round(y + height * scale / 2))
    cv2.putText(drawn, label, corner, font, scale, 1, line, cv2.LINE_8)
    colours[drawn.astype(bool) & mask] = LABEL
