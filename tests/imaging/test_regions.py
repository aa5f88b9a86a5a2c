"""Boxes around what is worth a closer look, and sheets on which they lie together."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.geometry import Box
from photocheck.imaging.regions import joined, place_of
from photocheck.imaging.sheets import laid_out

sides = st.integers(0, 300)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), sides, sides, st.integers(1, 80), st.integers(1, 80))
sizes = st.lists(st.tuples(st.integers(1, 100), st.integers(1, 100)), max_size=40)


@given(st.lists(boxes, max_size=12))
def test_joined_boxes_hold_every_box_and_do_not_meet(given_boxes: list[Box]) -> None:
    """Nothing that was worth a look is lost, and nothing is looked at twice."""
    parts = joined(given_boxes)
    for box in given_boxes:
        assert any(part.intersection(box) == box.area for part in parts)
    for one, other in combinations(parts, 2):
        assert one.intersection(other) == 0


def test_a_place_cuts_out_rows_then_columns() -> None:
    """A box's place is its rows, then its columns."""
    assert place_of(Box(1, 2, 30, 40)) == (slice(2, 40), slice(1, 30))


@given(sizes)
def test_pictures_on_sheets_lie_inside_and_never_on_each_other(pictures: list[tuple[int, int]]) -> None:
    """Each picture has its place on one sheet, and no two share a pixel."""
    places = laid_out(pictures, 100)
    laid = [
        (place.sheet, Box(place.left, place.top, place.left + width, place.top + height))
        for place, (width, height) in zip(places, pictures, strict=True)
    ]
    for _, box in laid:
        assert box == box.clipped(100, 100)
    for (sheet, box), (other_sheet, other) in combinations(laid, 2):
        assert sheet != other_sheet or box.intersection(other) == 0
