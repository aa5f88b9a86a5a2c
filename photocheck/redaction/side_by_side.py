"""The original and its copy side by side, so that somebody can look at what was done."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from photocheck.imaging.annotation_legend import Legend, with_legend
from photocheck.imaging.annotation_style import font

__all__ = ["side_by_side"]

# The longer side of each half, pixels.
SIDE: Final = 1000
GAP: Final = 12
NOTE: Final = "The left half shows everything, also what has to be hidden: for checking only, never for sharing."


def side_by_side(before: NDArray[np.uint8], after: NDArray[np.uint8], title: str) -> bytes:
    """Draw both pictures, (height, width, 3), beside each other, with a line below; a PNG without metadata."""
    halves = [Image.fromarray(pixels) for pixels in (before, after)]
    scale = min(1.0, SIDE / max(side for half in halves for side in half.size))
    halves = [
        half.resize((max(1, round(half.width * scale)), max(1, round(half.height * scale))), Image.Resampling.LANCZOS)
        for half in halves
    ]
    size = max(14, max(halves[0].size) // 45)
    head = 2 * size
    width = max(sum(half.width for half in halves) + GAP, 30 * size)
    whole = Image.new("RGB", (width, max(half.height for half in halves) + head), "white")
    draw = ImageDraw.Draw(whole)
    left = 0
    for word, half in zip(("Before", "After"), halves, strict=True):
        draw.text((left, head / 2), word, fill="black", font=font(size), anchor="lm")
        whole.paste(half, (left, head))
        left += half.width + GAP
    packed = io.BytesIO()
    with_legend(whole, Legend(title, {}, (NOTE,)), {}, size).save(packed, "PNG", compress_level=3)
    return packed.getvalue()
