"""What the page network is given, and what its answers mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.document_network import CORNER_UNIT, KINDS, STRIDE, decoded, joined, prepared

SIDES = st.integers(8, 400)


def answer(rows, columns):
    """An answer in which nothing is anywhere."""
    heat = np.full((1, 1, rows, columns), -9.0, np.float32)
    return heat, np.zeros((1, 8, rows, columns), np.float32), np.zeros((1, 5, rows, columns), np.float32)


def plant(planted, quad, kind, *, row, column, score=4.0):
    """Let an answer say that an object with these corners, in pixels of the input, has its middle here."""
    heat, corners, kinds = planted
    heat[0, 0, row, column] = score
    here = (np.array((column, row)) + 0.5) * STRIDE
    corners[0, :, row, column] = ((np.asarray(quad) - here) / CORNER_UNIT).ravel()
    kinds[0, kind, row, column] = 5.0


@given(SIDES, SIDES, st.sampled_from((64, 160)))
def test_input_keeps_the_shape_of_the_photo(width, height, long_side):
    """The longer side is what was asked for, and what is filled up is at most one stride."""
    made = prepared(np.zeros((height, width, 3), np.uint8), long_side)
    rows, columns = made.pixels.shape[1:3]
    assert rows % 32 == 0
    assert columns % 32 == 0
    assert max(width / made.scale_x, height / made.scale_y) == pytest.approx(long_side, abs=1)
    assert 0 <= columns - width / made.scale_x < 32
    assert 0 <= rows - height / made.scale_y < 32


def test_colours_arrive_in_order_and_the_rest_is_grey():
    """Red is the first channel, and beside the photo stands plain grey."""
    photo = np.zeros((60, 30, 3), np.uint8)
    photo[..., 0] = 200
    (filled,) = prepared(photo, 64).pixels
    assert filled.shape == (64, 32, 3)
    assert filled[5, 5].tolist() == [200, 0, 0]
    assert prepared(photo[:, :20], 64).pixels[0, 5, 30].tolist() == [118, 118, 118]


def test_an_object_comes_back_where_it_was_planted():
    """Corners, kind and score of a peak come back in pixels of the photo."""
    made = prepared(np.zeros((300, 400, 3), np.uint8), 200)
    planted = answer(40, 56)
    quad = [(20, 30), (100, 36), (96, 120), (24, 110)]
    plant(planted, quad, KINDS.index("screen"), row=18, column=15)
    (candidate,) = decoded(*planted, made, 0.3)
    assert candidate.kind == "screen"
    assert candidate.corners == pytest.approx(np.array(quad) * 2, abs=0.01)
    assert candidate.score == pytest.approx(1 / (1 + np.exp(-4.0)))
    assert candidate.chances.sum() == pytest.approx(1)


def test_a_peak_below_the_least_score_is_nothing():
    """What is less likely than asked for does not come back."""
    made = prepared(np.zeros((100, 100, 3), np.uint8), 96)
    planted = answer(24, 24)
    plant(planted, [(10, 10), (80, 10), (80, 80), (10, 80)], 0, row=10, column=10, score=-1.0)
    assert decoded(*planted, made, 0.5) == []


def test_corners_outside_move_to_the_edge():
    """A page that goes past the photo ends at its edge."""
    made = prepared(np.zeros((100, 100, 3), np.uint8), 96)
    planted = answer(24, 24)
    plant(planted, [(-50, -50), (150, -50), (150, 150), (-50, 150)], 0, row=10, column=10)
    (candidate,) = decoded(*planted, made, 0.5)
    assert candidate.corners.tolist() == [[0, 0], [100, 0], [100, 100], [0, 100]]


def test_an_outline_without_area_is_nothing():
    """Four corners on one spot are no object."""
    made = prepared(np.zeros((100, 100, 3), np.uint8), 96)
    planted = answer(24, 24)
    plant(planted, [(40, 40)] * 4, 0, row=10, column=10)
    assert decoded(*planted, made, 0.5) == []


def test_a_picture_and_its_mirror_image_give_one_answer():
    """Where both see the same object, whichever corner each begins with, it stays where it is."""
    made = prepared(np.zeros((160, 224, 3), np.uint8), 224)
    quad = np.array([(20, 30), (100, 36), (96, 120), (24, 110)], np.float32)
    seen, mirrored = answer(40, 56), answer(40, 56)
    plant(seen, quad, KINDS.index("screen"), row=18, column=15)
    across = (quad * (-1, 1) + (224, 0))[[2, 1, 0, 3]]
    plant(mirrored, across, KINDS.index("screen"), row=18, column=56 - 1 - 15, score=2.0)
    (candidate,) = decoded(*joined(seen, mirrored), made, 0.3)
    assert candidate.kind == "screen"
    assert candidate.score == pytest.approx(1 / (1 + np.exp(-3.0)), abs=1e-4)
    assert candidate.corners == pytest.approx(quad, abs=0.01)
