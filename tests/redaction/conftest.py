"""Photos with patches of pure colour, which the detector of these tests finds."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

RED, GREEN, BLUE = (220, 10, 10), (10, 220, 10), (10, 10, 220)


def noisy(width=320, height=240, seed=1):
    """A picture without pure colours, in which every pixel differs from its neighbours."""
    noise = np.random.default_rng(seed).integers(100, 180, (height // 4, width // 4, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)


@pytest.fixture
def picture():
    """Draw a picture with patches: pairs of a colour and (left, top, right, bottom)."""

    def draw(*patches, size=(320, 240)):
        drawn = noisy(*size)
        for colour, box in patches:
            drawn.paste(colour, box)
        return drawn

    return draw


@pytest.fixture
def packed():
    """Pack a picture into the bytes of a file."""

    def pack(drawn, kind="JPEG", **options):
        stream = io.BytesIO()
        drawn.save(stream, kind, **({"quality": 92} if kind == "JPEG" else {}) | options)
        return stream.getvalue()

    return pack
