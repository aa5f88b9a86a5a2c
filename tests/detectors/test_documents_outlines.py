"""Four-cornered outlines: which are the same object, and where the straight edges are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.document_network import KINDS, Candidate
from photocheck.detectors.outlines import distinct, fitted, shares_of, shorter_side, without_parts

PAGE = np.array(((80, 60), (300, 75), (290, 330), (70, 310)), np.float32)


def square(x, y, side):
    """An upright square."""
    return np.array(((x, y), (x + side, y), (x + side, y + side), (x, y + side)), np.float32)


def candidate(corners, score, kind="document"):
    """A candidate of a kind at a place."""
    return Candidate(corners, score, np.eye(len(KINDS), dtype=np.float32)[KINDS.index(kind)])


SQUARES = st.builds(square, st.integers(0, 200), st.integers(0, 200), st.integers(5, 200))


@given(SQUARES, SQUARES)
def test_agreement_is_mutual_and_a_share(one, other):
    """Who is compared with whom makes no difference, and shares lie between 0 and 1."""
    shares = shares_of(one, other)
    assert shares == pytest.approx(shares_of(other, one), abs=1e-3)
    assert all(-1e-6 <= share <= 1 + 1e-3 for share in shares)


@given(SQUARES)
def test_an_outline_agrees_with_itself(one):
    """The same outline twice is one object."""
    assert shares_of(one, one) == pytest.approx((1, 1, 1), abs=1e-3)


@given(st.lists(st.tuples(SQUARES, st.floats(0.1, 1.0)), max_size=8))
def test_choosing_twice_changes_nothing(drawn):
    """What is kept stays when it is chosen from again, and the best is always kept."""
    kept = distinct(candidate(corners, score) for corners, score in drawn)
    assert [id(each) for each in distinct(kept)] == [id(each) for each in kept]
    if drawn:
        assert kept[0].score == max(score for _, score in drawn)


def test_a_note_on_a_board_stays():
    """Something small that lies on something large is an object of its own."""
    board, note = candidate(square(0, 0, 400), 0.9), candidate(square(50, 50, 40), 0.5)
    assert distinct([note, board]) == [board, note]


def test_a_paragraph_is_a_part_of_its_page():
    """What lies within something larger of a like kind is left out, though it is a little surer."""
    page, paragraph = candidate(square(0, 0, 400), 0.5), candidate(square(50, 50, 80), 0.7)
    assert without_parts([paragraph, page]) == [page]


def test_a_screen_on_a_board_is_no_part_of_it():
    """Something of another kind within a larger one stays."""
    found = [candidate(square(0, 0, 400), 0.9, "whiteboard"), candidate(square(50, 50, 80), 0.5, "screen")]
    assert without_parts(found) == found


def test_a_sure_page_is_no_part_of_a_doubtful_one():
    """What is far surer stays, whatever lies around it."""
    found = [candidate(square(0, 0, 400), 0.3), candidate(square(50, 50, 80), 0.9)]
    assert without_parts(found) == found


@given(st.lists(st.tuples(SQUARES, st.floats(0.1, 1.0)), min_size=1, max_size=8))
def test_leaving_out_parts_leaves_the_largest(drawn):
    """The largest of all is a part of none."""
    found = [candidate(corners, score) for corners, score in drawn]
    largest = max(found, key=lambda each: shorter_side(each.corners))
    assert any(each is largest for each in without_parts(found))


@given(st.integers(0, 200), st.integers(5, 200))
def test_a_square_is_as_wide_as_its_shorter_side(place, side):
    """Of a square all sides are the shorter."""
    assert shorter_side(square(place, place, side)) == pytest.approx(side)


def test_half_a_page_is_the_page():
    """A second outline within the first, not much smaller, is dropped."""
    page, part = candidate(square(0, 0, 400), 0.9), candidate(square(10, 10, 260), 0.8)
    assert distinct([part, page]) == [page]


def photo_of_a_page(quad):
    """A light page on a dark desk."""
    pixels = np.full((400, 400, 3), (70, 55, 40), np.uint8)
    cv2.fillPoly(pixels, [quad.astype(np.int32)], (235, 235, 230), cv2.LINE_AA)
    return pixels


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=4, max_size=4))
def test_rough_corners_move_to_the_page(errors):
    """Corners that are up to nine pixels off end within two pixels of the page's own."""
    rough = (PAGE + np.array(errors)).astype(np.float32)
    assert np.abs(fitted(photo_of_a_page(PAGE), rough) - PAGE).max() < 2.5


def test_without_an_edge_nothing_moves():
    """On a plain surface the corners stay where they were."""
    plain = np.full((400, 400, 3), 128, np.uint8)
    assert fitted(plain, PAGE) == pytest.approx(PAGE, abs=0.5)


@pytest.mark.parametrize("corners", [square(10, 10, 5), PAGE[[0, 2, 1, 3]]])
def test_what_cannot_be_fitted_stays(corners):
    """A tiny outline, and one that crosses itself, come back as they were."""
    assert fitted(photo_of_a_page(PAGE), corners) is corners
