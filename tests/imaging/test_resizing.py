"""A resized picture has the size that was asked for, and shows what the picture shows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photocheck.imaging.resizing import resized

sides = st.integers(1, 200)


@given(sides, sides, sides, sides)
def test_any_size_becomes_any_size(width: int, height: int, new_width: int, new_height: int) -> None:
    """Grey stays grey, whatever the sizes."""
    grey = np.full((height, width, 3), 90, np.uint8)
    new = resized(grey, new_width, new_height)
    assert new.shape == (new_height, new_width, 3)
    assert (new == 90).all()


def test_things_stay_where_they_are() -> None:
    """A white square is found at its place in every size, and fine stripes become grey instead of a pattern."""
    pixels = np.zeros((800, 1000, 3), np.uint8)
    pixels[:, ::2] = 200
    pixels[200:400, 500:750] = 255
    for factor in (0.07, 0.15, 0.3, 0.49, 0.7, 1.6):
        width, height = round(1000 * factor), round(800 * factor)
        new = resized(pixels, width, height)
        square = new[round(height * 0.29) : round(height * 0.46), round(width * 0.54) : round(width * 0.71)]
        assert square.min() > 250
        if factor < 0.5:
            assert np.ptp(new[: round(height * 0.2)].astype(int)) < 70
