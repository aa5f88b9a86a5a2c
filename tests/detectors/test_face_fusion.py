"""What several views say of one face becomes one box with one score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.face_fusion import GAIN, SAME_FACE, distinct, fused, in_company
from photocheck.detectors.face_views import View


def view(*rows, scale=1.0):
    """What one look saw."""
    return View(np.array(rows, np.float64).reshape(-1, 5), scale)


ROW = st.tuples(*[st.floats(0, 300)] * 2, *[st.floats(1, 100)] * 2, st.floats(0.05, 1)).map(
    lambda row: (row[0], row[1], row[0] + row[2], row[1] + row[3], row[4])
)
VIEWS = st.lists(
    st.builds(lambda rows, scale: view(*rows, scale=scale), st.lists(ROW, max_size=8), st.sampled_from((0.5, 1, 3))),
    min_size=1,
    max_size=4,
)


def test_views_that_agree_give_their_mean():
    """Two views of one face give one row: the boxes' mean weighted by score, and the scores' mean."""
    one, other = view((0, 0, 40, 40, 0.9)), view((4, 0, 44, 40, 0.6))
    ((left, top, right, bottom, score),) = fused([one, other])
    assert (left, right) == pytest.approx((1.6, 41.6))
    assert (top, bottom) == pytest.approx((0, 40))
    assert score == pytest.approx(0.75)


def test_a_view_that_did_not_see_it_speaks_against_it():
    """What one of two views saw has half that view's score."""
    ((*_, score),) = fused([view((0, 0, 40, 40, 0.8)), view()])
    assert score == pytest.approx(0.4)


def test_a_view_too_coarse_for_a_face_hardly_speaks_against_it():
    """A face of 10 pixels in the coarse view is the fine view's business."""
    ((*_, score),) = fused([view(scale=0.5), view((0, 0, 20, 20, 0.8), scale=2.0)])
    assert score == pytest.approx(0.8 / 1.15)


def test_a_view_too_fine_for_a_face_hardly_speaks_against_it():
    """A face of 400 pixels in the fine view is the coarse view's business."""
    ((*_, score),) = fused([view((0, 0, 200, 200, 0.8), scale=0.5), view(scale=2.0)])
    assert score == pytest.approx(0.8 / 1.15)


def test_the_finest_view_is_trusted_with_the_smallest_and_the_coarsest_with_the_largest():
    """Where no other view could see a face better, its word counts in full."""
    for box in ((0, 0, 5, 5), (0, 0, 500, 500)):
        ((*_, score),) = fused([view((*box, 0.8))])
        assert score == pytest.approx(0.8)


def test_the_mirror_image_is_half_a_word():
    """A photo and its mirror image at one size count together as much as one look at another size."""
    mirrored = [view((0, 0, 40, 40, 0.8)), view((0, 0, 40, 40, 0.4))]
    ((*_, score),) = fused([*mirrored, view(scale=0.9)])
    assert score == pytest.approx(0.3)


def test_a_face_among_faces_of_its_size_is_likelier():
    """Beside three sure faces a doubtful one gains; alone, or beside faces far larger, it keeps its score."""
    doubtful = (0, 0, 20, 20, 0.3)
    sure = [(x, 0, x + 22, 22, 1.0) for x in (100, 200, 300)]
    large = [(x, 0, x + 90, 90, 1.0) for x in (100, 200, 300)]
    assert in_company(view(doubtful, *sure).rows)[0, 4] == pytest.approx(0.3 * (1 + GAIN))
    assert in_company(view(doubtful).rows)[0, 4] == pytest.approx(0.3)
    assert in_company(view(doubtful, *large).rows)[0, 4] == pytest.approx(0.3)


@given(st.lists(ROW, max_size=12))
def test_company_moves_nobody_and_harms_nobody(rows):
    """Boxes stay, no score falls, and none leaves 0 to 1."""
    before = view(*rows).rows
    after = in_company(before)
    assert after[:, :4].tolist() == before[:, :4].tolist()
    assert (after[:, 4] >= before[:, 4] - 1e-12).all()
    assert (after[:, 4] <= 1).all()


@given(st.lists(ROW, max_size=12))
def test_what_is_left_is_distinct(rows):
    """The likeliest stays, what stays does not agree with another, and doing it twice changes nothing."""
    left = distinct(view(*rows).rows)
    assert left[:, 4].max(initial=0) == max((row[4] for row in rows), default=0)
    assert distinct(left).tolist() == left.tolist()


@given(VIEWS)
def test_every_candidate_lies_in_some_face(views):
    """Nothing that was seen is dropped: it is in a row, or agrees with one that is likelier."""
    rows = fused(views)
    assert len(rows) <= sum(len(one.rows) for one in views)
    for one in views:
        for left, top, right, bottom, _ in one.rows:
            shared = np.minimum(rows[:, 2:4], (right, bottom)) - np.maximum(rows[:, :2], (left, top))
            assert (shared > 0).all(axis=1).any()


@given(VIEWS)
def test_scores_stay_scores_and_come_in_order(views):
    """No face is likelier than its likeliest view says, and the likeliest comes first."""
    scores = fused(views)[:, 4]
    most = max((one.rows[:, 4].max() for one in views if len(one.rows)), default=0.0)
    assert (scores <= most + 1e-9).all()
    assert (scores >= 0).all()
    assert (np.diff(scores) <= 0).all()


@given(VIEWS, st.floats(0.1, 10))
def test_faces_grow_with_the_photo(views, factor):
    """A photo of more pixels, looked at in the same sizes, gives the same faces."""
    larger = [View(one.rows * ([factor] * 4 + [1]), one.scale / factor) for one in views]
    assert fused(larger) == pytest.approx(fused(views) * ([factor] * 4 + [1]), rel=1e-6, abs=1e-6)


def test_among_many_of_all_sizes_each_is_compared_with_all_that_lie_on_it():
    """What is left of a crowd is what comparing each with each leaves, from specks to a face that fills the photo."""
    random = np.random.default_rng(7)
    sizes = np.exp(random.uniform(0, 7, 600))
    lefts, tops = random.uniform(-50, 900, (2, 600))
    crowd = np.column_stack([lefts, tops, lefts + sizes, tops + sizes * random.uniform(0.7, 1.6, 600)])
    crowd = np.repeat(crowd, 3, axis=0) + random.normal(0, 1, (1800, 4)) * np.repeat(sizes, 3)[:, np.newaxis] / 9
    crowd = np.column_stack([crowd, random.uniform(0, 1, 1800)])
    left = []
    for row in crowd[np.argsort(-crowd[:, 4])]:
        if all(agreement(row, other) < SAME_FACE for other in left):
            left.append(row)
    assert distinct(crowd).tolist() == np.array(left).tolist()
    assert len(left) < 1400


def agreement(one, other):
    """Intersection over union of two boxes."""
    shared = np.prod(np.maximum(np.minimum(one[2:4], other[2:4]) - np.maximum(one[:2], other[:2]), 0))
    areas = [np.prod(np.maximum(row[2:4] - row[:2], 0)) for row in (one, other)]
    return shared / max(sum(areas) - shared, 1e-300)
