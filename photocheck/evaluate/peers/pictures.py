"""Photos as the other tools get them: upright and in colour, so that their finding is measured, not their opening."""

from __future__ import annotations

from PIL import Image, ImageOps


def upright(path: str) -> Image.Image:
    """Open a photo."""
    with Image.open(path) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")
