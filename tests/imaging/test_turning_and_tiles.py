"""Geometry: what is found on turned or cut pixels comes back to where it lies in the photo."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photocheck.domain.geometry import Box, Polygon
from photocheck.imaging.tiles import tile_boxes
from photocheck.imaging.turning import turn_back, turned

sides = st.integers(1, 40)
turns = st.integers(-5, 9)


@given(width=sides, height=sides, quarter_turns=turns, data=st.data())
def test_a_pixel_comes_back_to_its_place(width, height, quarter_turns, data):
    """One bright pixel, found on the turned picture, lies where it was."""
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[y, x] = 255
    rows, columns = np.nonzero(turned(pixels, quarter_turns)[..., 0])
    found = Box(columns[0], rows[0], columns[0] + 1, rows[0] + 1)
    assert turn_back(found, quarter_turns, width, height) == Box(x, y, x + 1, y + 1)


@given(width=sides, height=sides, quarter_turns=turns)
def test_turning_keeps_every_pixel(width, height, quarter_turns):
    """Four quarters are a whole, and turning back undoes turning."""
    pixels = np.arange(width * height * 3, dtype=np.uint8).reshape(height, width, 3)
    once = turned(pixels, quarter_turns)
    assert once.flags.c_contiguous
    assert np.array_equal(turned(once, 4 - quarter_turns % 4), pixels)
    assert once.shape[:2] == ((height, width) if quarter_turns % 2 == 0 else (width, height))


def test_one_quarter_is_clockwise():
    """What was on top is right."""
    pixels = np.zeros((2, 3, 3), np.uint8)
    pixels[0] = 9
    assert (turned(pixels, 1)[:, -1] == 9).all()
    assert (turned(pixels, 1)[:, 0] == 0).all()


@given(width=sides, height=sides, quarter_turns=turns, data=st.data())
def test_a_polygon_comes_back_as_its_box_does(width, height, quarter_turns, data):
    """Both forms of a region agree about the place."""
    turned_size = (width, height) if quarter_turns % 2 == 0 else (height, width)
    xs, ys = (sorted(data.draw(st.tuples(st.floats(0, side), st.floats(0, side)))) for side in turned_size)
    assume(xs[0] < xs[1])
    assume(ys[0] < ys[1])
    box = Box(xs[0], ys[0], xs[1], ys[1])
    corners = Polygon(((xs[0], ys[0]), (xs[1], ys[0]), (xs[1], ys[1]), (xs[0], ys[1])))
    back = turn_back(box, quarter_turns, width, height)
    assert turn_back(corners, quarter_turns, width, height).box == back
    assert back.area == pytest.approx(box.area)
    assert back.clipped(width, height).area == pytest.approx(back.area)


tilings = st.tuples(st.integers(1, 300), st.integers(1, 300), st.integers(2, 120), st.integers(0, 60)).filter(
    lambda drawn: drawn[3] < drawn[2]
)


@given(tilings)
def test_tiles_cover_the_whole_picture(drawn):
    """No pixel is left out, and no tile is larger than it may be, or reaches beyond the picture."""
    width, height, size, overlap = drawn
    seen = np.zeros((height, width), bool)
    for tile in tile_boxes(width, height, size, overlap):
        assert 0 <= tile.left < tile.right <= width
        assert 0 <= tile.top < tile.bottom <= height
        assert max(tile.width, tile.height) <= size
        seen[int(tile.top) : int(tile.bottom), int(tile.left) : int(tile.right)] = True
    assert seen.all()


@given(tilings, st.data())
def test_what_is_smaller_than_the_overlap_lies_whole_in_a_tile(drawn, data):
    """A small face on the border of two tiles is not cut in both."""
    width, height, size, overlap = drawn
    wide, high = (data.draw(st.integers(0, min(side, overlap))) for side in (width, height))
    left, top = data.draw(st.integers(0, width - wide)), data.draw(st.integers(0, height - high))
    thing = Box(left, top, left + wide, top + high)
    tiles = list(tile_boxes(width, height, size, overlap))
    assert any(
        tile.left <= thing.left and tile.top <= thing.top and tile.right >= thing.right and tile.bottom >= thing.bottom
        for tile in tiles
    )


def test_a_small_picture_is_one_tile():
    """Nothing is cut that need not be."""
    assert list(tile_boxes(100, 80, 128, 32)) == [Box(0, 0, 100, 80)]


@pytest.mark.parametrize(("size", "overlap"), [(10, 10), (10, 11), (10, -1)])
def test_an_overlap_as_large_as_the_tile_is_refused(size, overlap):
    """The tiles would never get to the end."""
    with pytest.raises(ValueError, match="overlap"):
        list(tile_boxes(100, 100, size, overlap))
