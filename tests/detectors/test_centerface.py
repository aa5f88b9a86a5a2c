"""What the maps of the face network mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.centerface import STRIDE, decoded


def maps(rows=12, columns=16):
    """Maps in which no face is anywhere."""
    return np.zeros((rows, columns)), np.zeros((2, rows, columns)), np.zeros((2, rows, columns))


@given(
    cell=st.tuples(st.integers(0, 11), st.integers(0, 15)),
    sides=st.tuples(st.floats(4, 200), st.floats(4, 200)),
    shift=st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
)
def test_a_planted_face_comes_back_with_its_middle_and_size(cell, sides, shift):
    """The middle is the cell's plus the offset, the size an exponential, all in units of the stride."""
    (row, column), (width, height), (right, down) = cell, sides, shift
    heat, size, offset = maps()
    heat[row, column] = 0.8
    size[:, row, column] = np.log(height / STRIDE), np.log(width / STRIDE)
    offset[:, row, column] = down, right
    ((left, top, far, bottom, score),) = decoded(heat, size, offset, 0.3)
    assert (left + far) / 2 == pytest.approx((column + right + 0.5) * STRIDE, abs=1e-3)
    assert (top + bottom) / 2 == pytest.approx((row + down + 0.5) * STRIDE, abs=1e-3)
    assert far - left == pytest.approx(width, rel=1e-3)
    assert bottom - top == pytest.approx(height, rel=1e-3)
    assert score == pytest.approx(0.8)


def test_what_is_no_likelier_than_asked_for_is_left_out():
    """A cell at the threshold gives nothing, and maps without a face give no rows of five."""
    heat, size, offset = maps()
    heat[3, 3] = 0.5
    assert decoded(heat, size, offset, 0.5).shape == (0, 5)
