"""However a picture is cut, each face is seen whole, and once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.face_tiles import spans, tiles

MOST_PIXELS, OVERLAP = 400_000, 96
SIDES = st.integers(1, 2200)


@st.composite
def pictures_with_a_face(draw):
    """A picture's size, and a box at most as long as the overlap whose middle lies in it."""
    width, height = draw(SIDES), draw(SIDES)
    x, y = draw(st.floats(0, width, exclude_max=True)), draw(st.floats(0, height, exclude_max=True))
    wide, high = draw(st.floats(1, OVERLAP)), draw(st.floats(1, OVERLAP))
    return width, height, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


@given(pictures_with_a_face())
def test_each_face_is_whole_in_the_one_tile_that_owns_it(picture):
    """What sticks out of the picture aside, the owner's pixels hold all of the face, and nobody else reports it."""
    width, height, (left, top, right, bottom) = picture
    owners = []
    for tile in tiles(width, height, MOST_PIXELS, OVERLAP):
        x, y = tile.across.start, tile.down.start
        if len(tile.owned(np.array([(left - x, top - y, right - x, bottom - y, 1.0)]))):
            owners.append(tile)
    (owner,) = owners
    assert owner.across.start <= max(left, 0) + 1e-6
    assert owner.across.end >= min(right, width) - 1e-6
    assert owner.down.start <= max(top, 0) + 1e-6
    assert owner.down.end >= min(bottom, height) - 1e-6


@given(SIDES, SIDES)
def test_tiles_stay_small_and_equal(width, height):
    """No tile is larger than asked for, all have one shape, and together they cover the picture."""
    cover = np.zeros((height, width), bool)
    shapes = set()
    for tile in tiles(width, height, MOST_PIXELS, OVERLAP):
        part = tile.cut(cover)
        part[:] = True
        shapes.add(part.shape)
    assert cover.all()
    ((rows, columns),) = shapes
    assert rows * columns <= MOST_PIXELS


@given(SIDES, SIDES, st.tuples(*[st.floats(0, 90)] * 2))
def test_what_a_tile_saw_comes_back_to_its_place(width, height, corner):
    """A row in pixels of a tile is moved by where the tile lies; its score stays."""
    tile = tiles(width, height, MOST_PIXELS, OVERLAP)[-1]
    x, y = corner
    for left, top, right, bottom, score in tile.owned(np.array([(x, y, x + 4, y + 4, 0.7)])):
        assert (left, top) == pytest.approx((x + tile.across.start, y + tile.down.start))
        assert (right - left, bottom - top, score) == pytest.approx((4, 4, 0.7))


def test_a_small_picture_is_one_tile():
    """Nothing is cut that need not be."""
    (tile,) = tiles(640, 480, MOST_PIXELS, OVERLAP)
    assert tile.cut(np.zeros((480, 640, 3), np.uint8)).shape == (480, 640, 3)


def test_a_picture_that_would_need_too_many_tiles_is_refused():
    """Rather than look at a part, say that the rest would not be looked at."""
    with pytest.raises(ValueError, match="larger tiles"):
        tiles(20_000, 20_000, MOST_PIXELS, OVERLAP)


def test_spans_share_what_was_asked_for():
    """Neighbours share at least the overlap, and the border between them is its middle."""
    first, second, third = spans(1000, 3, 100)
    assert first.start == 0
    assert third.end == 1000
    for one, next_one in ((first, second), (second, third)):
        assert one.end - next_one.start >= 100
        assert one.own_end == next_one.own_start == (one.end + next_one.start) / 2
