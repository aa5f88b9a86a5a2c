"""Photos for tests, drawn: patches of pure colour, which the screener without models takes for faces and numbers."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

RED, GREEN, BLUE, GREY = (230, 20, 20), (20, 230, 20), (20, 20, 230), (120, 130, 140)


def picture(*patches, kind="PNG", size=(200, 150)):
    """A grey photo with patches (colour, left, top, right, bottom): red is a face, green a page, blue a number."""
    pixels = np.full((size[1], size[0], 3), GREY, np.uint8)
    for colour, left, top, right, bottom in patches:
        pixels[top:bottom, left:right] = colour
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, kind, quality=95)
    return packed.getvalue()


FACE = picture((RED, 20, 20, 60, 70))
NUMBER = picture((BLUE, 100, 90, 180, 120))
PLAIN = picture()
