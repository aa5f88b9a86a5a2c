"""What counts as found, as missed and as a false alarm."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.evaluate.labels import Truth
from photocheck.evaluate.matching import pair_by_cover, pair_one_to_one


def face(left, top, right, bottom, confidence=0.9):
    """A face that was found."""
    return Finding("face", Box(left, top, right, bottom), confidence, "faces")


def truth(left, top, right, bottom, *, ignore=False):
    """A face that is there."""
    return Truth("face", Box(left, top, right, bottom), ignore=ignore)


boxes = st.builds(
    lambda left, top, width, height: (left, top, left + width, top + height),
    st.integers(0, 90),
    st.integers(0, 90),
    st.integers(1, 40),
    st.integers(1, 40),
)
truths = st.lists(st.builds(lambda box, ignore: truth(*box, ignore=ignore), boxes, st.booleans()), max_size=8)
faces = st.lists(st.builds(lambda box, sure: face(*box, sure), boxes, st.floats(0, 1)), max_size=8)


def test_the_surest_finding_has_the_first_choice():
    """Of two findings on one face the surer one finds it, and the other is a false alarm."""
    close, closer = face(0, 0, 10, 9, 0.9), face(0, 0, 10, 10, 0.6)
    pairing = pair_one_to_one([truth(0, 0, 10, 10)], [closer, close], 0.5)
    assert [finding for _, finding in pairing.hits] == [close]
    assert pairing.false_alarms == (closer,)


def test_a_finding_takes_the_thing_that_it_agrees_with_best():
    """Not the first one that is good enough."""
    near, exact = truth(0, 0, 10, 12), truth(0, 0, 10, 10)
    pairing = pair_one_to_one([near, exact], [face(0, 0, 10, 10)], 0.5)
    assert pairing.hits[0][0] is exact
    assert pairing.misses == (near,)


def test_agreement_is_exactly_at_the_border_enough():
    """Half of the union in common is enough where half is asked for, and less is not."""
    assert pair_one_to_one([truth(0, 0, 10, 10)], [face(0, 0, 10, 5)], 0.5).hits
    assert not pair_one_to_one([truth(0, 0, 10, 10)], [face(0, 0, 10, 4.9)], 0.5).hits


def test_two_equal_labels_are_two_things():
    """One finding finds one of them."""
    pairing = pair_one_to_one([truth(0, 0, 9, 9), truth(0, 0, 9, 9)], [face(0, 0, 9, 9)], 0.5)
    assert (len(pairing.hits), len(pairing.misses)) == (1, 1)


def test_small_findings_in_a_region_to_ignore_are_no_false_alarms():
    """A crowd that is labelled as one region swallows the faces that were found in it."""
    crowd = truth(0, 0, 100, 20, ignore=True)
    pairing = pair_one_to_one([crowd], [face(5, 5, 15, 15), face(40, 5, 50, 15), face(5, 50, 15, 60)], 0.35)
    assert pairing.misses == ()
    assert [finding.box.top for finding in pairing.false_alarms] == [50]


@given(truths=truths, findings=faces, overlap=st.floats(0.05, 1))
def test_nothing_is_counted_twice_or_lost(truths, findings, overlap):
    """Each thing is found or missed; each finding is at most one of a hit and a false alarm."""
    pairing = pair_one_to_one(truths, findings, overlap)
    wanted = [truth for truth in truths if not truth.ignore]
    assert len(pairing.hits) + len(pairing.misses) == len(wanted)
    assert len(pairing.hits) + len(pairing.false_alarms) <= len(findings)


@given(truths=truths, findings=faces)
def test_what_is_to_be_ignored_is_never_found_nor_missed(truths, findings):
    """For one to one and for cover alike."""
    for pairing in (pair_one_to_one(truths, findings, 0.35), pair_by_cover(truths, findings, 0.5)):
        assert not any(truth.ignore for truth in (*pairing.misses, *(truth for truth, _ in pairing.hits)))


@given(truths=truths, findings=faces, more=boxes)
def test_one_more_region_to_ignore_adds_no_false_alarm(truths, findings, more):
    """Not caring can only excuse."""
    before = pair_one_to_one(truths, findings, 0.35)
    after = pair_one_to_one([*truths, truth(*more, ignore=True)], findings, 0.35)
    assert set(after.false_alarms) <= set(before.false_alarms)
    assert after.hits == before.hits


@given(truths=truths)
def test_perfect_findings_find_everything_and_nothing_else(truths):
    """The labels themselves, handed in as findings, score full marks."""
    perfect = [Finding("face", truth.box, 0.5, "faces") for truth in truths if not truth.ignore]
    for pairing in (pair_one_to_one(truths, perfect, 0.35), pair_by_cover(truths, perfect, 0.5)):
        assert pairing.misses == ()
        assert pairing.false_alarms == ()


def test_a_line_covers_each_of_its_words():
    """Text is found as lines where labels name words."""
    words = [Truth("text", Box(0, 0, 40, 10)), Truth("text", Box(50, 0, 90, 10)), Truth("text", Box(0, 50, 40, 60))]
    line = Finding("text", Box(0, 0, 95, 11), 0.9, "text")
    stranger = Finding("text", Box(0, 80, 95, 90), 0.9, "text")
    pairing = pair_by_cover(words, [line, stranger], 0.5)
    assert [truth for truth, _ in pairing.hits] == words[:2]
    assert pairing.misses == (words[2],)
    assert pairing.false_alarms == (stranger,)
