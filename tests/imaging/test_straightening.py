"""A part of a photo seen from straight ahead, and the way back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.geometry import Polygon
from photocheck.imaging.straightening import size_of, straightened

PHOTO = np.zeros((400, 500, 3), np.uint8)
SHIFTS = st.tuples(st.floats(-30, 30), st.floats(-30, 30))
QUADS = st.tuples(SHIFTS, SHIFTS, SHIFTS, SHIFTS).map(
    lambda shifts: (np.array(((100, 80), (380, 80), (380, 320), (100, 320))) + shifts).astype(np.float32)
)


@given(QUADS, st.sampled_from((0.3, 0.5, 1.0, 2.5)))
def test_the_whole_of_it_comes_back_as_the_outline(corners, scale):
    """The border of the straightened part is the outline in the photo."""
    flat = straightened(PHOTO, corners, scale)
    height, width = flat.pixels.shape[:2]
    whole = Polygon(((0, 0), (width, 0), (width, height), (0, height)))
    assert np.array(flat.in_photo(whole).points) == pytest.approx(corners, abs=0.01)


@given(QUADS, st.sampled_from((0.5, 2.0)))
def test_it_is_as_large_as_was_asked_for(corners, scale):
    """Its sides are the mean sides of the outline times the scale."""
    width, height = size_of(corners)
    flat = straightened(PHOTO, corners, scale)
    assert flat.pixels.shape[1] == pytest.approx(width * scale, abs=1)
    assert flat.pixels.shape[0] == pytest.approx(height * scale, abs=1)


@pytest.mark.parametrize("scale", [0.4, 1.0, 2.0])
def test_a_mark_is_found_where_it_is(scale):
    """A red spot on a slanted page lies in the photo where its place on the straightened page says."""
    photo = np.full((400, 500, 3), 200, np.uint8)
    cv2.circle(photo, (260, 210), 8, (255, 0, 0), -1)
    corners = np.array(((120, 70), (390, 100), (360, 330), (90, 300)), np.float32)
    flat = straightened(photo, corners, scale)
    rows, columns = np.nonzero(flat.pixels[..., 1] < 100)
    x, y = columns.mean(), rows.mean()
    (found, *_) = flat.in_photo(Polygon(((x, y), (x + 1, y), (x, y + 1)))).points
    assert found == pytest.approx((260, 210), abs=2.5)
