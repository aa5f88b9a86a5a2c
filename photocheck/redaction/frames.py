"""Paint one frame in the mode in which it is stored, so that its other pixels stay exactly what they are."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from PIL import Image

from photocheck.domain.geometry import Box
from photocheck.errors import PhotoUnsupported
from photocheck.redaction.painting import COVER, Painting

__all__ = ["painted_frame"]

# Modes into which colours can be put one by one, without a palette that has no place for them.
COLOURFUL: Final = frozenset({"1", "L", "LA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "HSV"})


def painted_frame(upright: Image.Image, painting: Painting, cut: Box | None) -> Image.Image:
    """Paint one frame, given upright, and keep the cut of it; nothing but colour profile and palette comes along.

    Raises PhotoUnsupported where colours other than the cover's were asked for in a mode that has no place for
    them.
    """
    if upright.mode in {"RGBA", "LA"}:
        upright = _without_hidden_colours(upright)
    mask = Image.fromarray(painting.mask)
    if painting.colours is None and (upright.mode in {"I", "F"} or upright.mode.startswith("I;16")):
        # Pillow's paste leaves greys of 16 bits as they are.
        upright = _painted_black(upright, painting)
    elif painting.colours is None:
        upright.paste(_cover_in(upright), (0, 0, upright.width, upright.height), mask)
    elif upright.mode in COLOURFUL:
        upright.paste(Image.fromarray(painting.colours).convert(upright.mode), (0, 0), mask)
    else:
        raise PhotoUnsupported(
            "Styles and labels cannot be drawn in this kind of picture: it has few colours, or greys only.",
            "Leave --style and --labels away: the solid cover can be drawn in any picture.",
        )
    # Everything that Pillow would write again by itself.
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    if cut is not None:
        return upright.crop((round(cut.left), round(cut.top), round(cut.right), round(cut.bottom)))
    return upright


def _without_hidden_colours(picture: Image.Image) -> Image.Image:
    """Blank what lies under fully transparent pixels: nobody sees it, and anybody can bring it back."""
    pixels = np.array(picture)
    pixels[pixels[..., -1] == 0] = 0
    blanked = Image.fromarray(pixels, picture.mode)
    blanked.info = picture.info
    return blanked


def _painted_black(picture: Image.Image, painting: Painting) -> Image.Image:
    pixels = np.array(picture)
    pixels[painting.mask] = 0
    return Image.fromarray(pixels)


def _cover_in(picture: Image.Image) -> Any:  # noqa: ANN401 - Pillow's colours are numbers or tuples
    """The covering colour in the mode of the picture; the nearest one where it has a palette."""
    if picture.mode in {"P", "PA"}:
        nearest = _nearest_in_palette(picture)
        return nearest if picture.mode == "P" else (nearest, 255)
    return Image.new("RGB", (1, 1), COVER).convert(picture.mode).getpixel((0, 0))


def _nearest_in_palette(picture: Image.Image) -> int:
    flat = picture.getpalette() or [0, 0, 0]
    palette = np.array(flat, dtype=np.int64).reshape(-1, 3)
    distance = ((palette - np.array(COVER)) ** 2).sum(axis=1)
    transparent = picture.info.get("transparency")
    if isinstance(transparent, int) and transparent < len(distance):
        distance[transparent] = distance.max() + 1
    elif isinstance(transparent, bytes):
        opaque = np.frombuffer(transparent, dtype=np.uint8)[: len(distance)] == 255
        distance[: len(opaque)][~opaque] = distance.max() + 1
    return int(distance.argmin())
