"""What two networks together are sure of without text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.document_network import KINDS, Candidate
from photocheck.detectors.objects import Device
from photocheck.second_looks.seen import enough_alone, surely_seen

PLACE = np.array(((100, 100), (300, 100), (300, 250), (100, 250)), np.float32)
BOX = np.array((102, 98, 305, 252), np.float32)
WIDTH, HEIGHT = 900, 700


def candidate(score, kind="screen", corners=PLACE):
    """What our own network may say."""
    chances = np.full(5, 0.05, np.float32)
    chances[KINDS.index(kind)] = 0.8
    return Candidate(np.asarray(corners, np.float32), score, chances)


def kinds(candidates, *devices):
    """What is told, in its order."""
    return [seen.kind for seen in surely_seen(candidates, devices, WIDTH, HEIGHT)]


def test_a_screen_that_only_the_general_network_sees_is_told_with_its_box():
    """An upright outline is better than none."""
    (seen,) = surely_seen([], [Device(BOX, 0.4, 0.0)], WIDTH, HEIGHT)
    assert seen.kind == "screen"
    assert (*seen.corners.min(axis=0), *seen.corners.max(axis=0)) == pytest.approx(tuple(BOX))
    assert 0.5 < seen.confidence < 0.9


def test_where_both_see_it_the_outline_is_ours():
    """Ours knows corners, and the thing is told once."""
    (seen,) = surely_seen([candidate(0.55)], [Device(BOX, 0.4, 0.0)], WIDTH, HEIGHT)
    assert np.array_equal(seen.corners, PLACE)


@pytest.mark.parametrize(("ours", "told"), [(0.05, []), (0.4, ["screen"])])
def test_two_doubtful_words_together_are_enough(ours, told):
    """Neither would be enough alone."""
    assert not enough_alone(candidate(ours), WIDTH)
    assert kinds([], Device(BOX, 0.2, 0.0)) == []
    assert kinds([candidate(ours)], Device(BOX, 0.2, 0.0)) == told


def test_our_word_for_paper_does_not_make_a_screen():
    """Where ours half believes in a page, that is no evidence for a screen."""
    assert kinds([candidate(0.4, "document")], Device(BOX, 0.2, 0.0)) == []


def test_a_page_that_ours_is_sure_of_stays_a_page():
    """The general network knows no paper, and calls many a page a laptop."""
    assert kinds([candidate(0.6, "document")], Device(BOX, 0.6, 0.0)) == ["document"]


def test_a_small_screen_needs_more_than_a_large_one():
    """What is small in the photo looks like many things."""
    small = np.array((400, 300, 450, 340), np.float32)
    assert kinds([], Device(BOX, 0.25, 0.0)) == ["screen"]
    assert kinds([], Device(small, 0.25, 0.0)) == []
    assert kinds([], Device(small, 0.35, 0.0)) == ["screen"]


def test_what_the_photo_cuts_off_needs_more():
    """Cut off by the end of the photo, the back of a chair looks like a screen."""
    at_the_end = BOX + np.array((-101, 0, -101, 0), np.float32)
    assert kinds([], Device(BOX, 0.3, 0.0)) == ["screen"]
    assert kinds([], Device(at_the_end, 0.3, 0.0)) == []
    assert kinds([], Device(at_the_end, 0.5, 0.0)) == ["screen"]


def test_a_microwave_is_no_screen():
    """Not by the general network's word, and not by ours where that sees one."""
    assert kinds([candidate(0.6)]) == ["screen"]
    assert kinds([candidate(0.6)], Device(BOX, 0.3, 0.5)) == []


def test_an_appliance_elsewhere_changes_nothing():
    """It explains only what stands where it stands."""
    assert kinds([candidate(0.6)], Device(BOX + 300, 0.0, 0.9)) == ["screen"]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_evidence_makes_no_screen_less_sure(one, other, ours, better):
    """A higher chance in either network takes no screen away and lowers no confidence."""
    less = list(surely_seen([candidate(min(ours, better))], [Device(BOX, min(one, other), 0.0)], WIDTH, HEIGHT))
    more = list(surely_seen([candidate(max(ours, better))], [Device(BOX, max(one, other), 0.0)], WIDTH, HEIGHT))
    assert len(more) >= len(less)
    assert max((seen.confidence for seen in more), default=0) >= max((seen.confidence for seen in less), default=0)
