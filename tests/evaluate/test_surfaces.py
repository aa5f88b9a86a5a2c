"""Pages, screens, boards and cards are counted together: found as whichever, and called by the right name."""

from __future__ import annotations

import io

import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.evaluate.figures import Evaluation
from photocheck.evaluate.labels import Fact, Truth
from photocheck.evaluate.measure import measure
from photocheck.evaluate.surfaces import measure_surfaces
from photocheck.evaluate.table import render

BOX = Box(10, 10, 60, 60)
SMALL = Box(70, 70, 90, 90)
VOUCHED = frozenset({"document", "screen", "badge"})


def found(kind, box=BOX):
    """Something that a detector saw."""
    return Finding(kind, box, 0.9, "test")


@pytest.mark.parametrize(
    ("label", "called", "kind_right", "group_found"),
    [
        ("document", "document", 1, 1),
        ("note", "document", 1, 1),
        ("note", "whiteboard", 0, 1),
        ("note", "screen", 0, 0),
        ("phone", "screen", 1, 1),
        ("screen", "document", 0, 0),
        ("badge", "id-card", 1, 1),
        ("whiteboard", "screen", 0, 0),
    ],
)
def test_a_thing_is_found_whatever_it_is_called(make_outcome, label, called, kind_right, group_found):
    """The name is a second question, and screens are told from the rest."""
    figures = measure_surfaces([make_outcome(found(called), truth=(Truth(label, BOX),))])
    assert (figures.labelled, figures.found, figures.kind_right) == (1, 1, kind_right)
    screens = label in {"phone", "screen"}
    assert (figures.large_screens, figures.large_others) == (int(screens), int(not screens))
    assert figures.large_screens_found + figures.large_others_found == group_found


def test_a_miss_counts_and_a_small_thing_is_not_large(make_outcome):
    """Large is a shorter side of 40 pixels."""
    edge = Truth("document", Box(0, 0, 40, 90))
    figures = measure_surfaces([make_outcome(truth=(Truth("screen", SMALL), edge))])
    assert (figures.labelled, figures.found, figures.recall) == (2, 0, 0)
    assert (figures.large_screens, figures.large_others) == (0, 1)
    assert (figures.recall_of_large_screens, figures.share_kind_right) == (None, None)


@pytest.mark.parametrize(
    ("called", "complete", "truth", "photos"),
    [
        ("document", VOUCHED, (), 1),
        ("screen", VOUCHED, (), 1),
        ("id-card", VOUCHED, (), 1),
        ("whiteboard", VOUCHED, (), 1),
        ("screen", frozenset({"document"}), (), 0),
        ("whiteboard", VOUCHED, (Truth("face", SMALL),), 0),
        ("face", VOUCHED, (), 0),
        ("document", VOUCHED, (Truth("book", BOX),), 0),
    ],
)
def test_false_ones_count_where_the_labels_vouch(make_outcome, called, complete, truth, photos):
    """A book may be called a page; boards are not named, so only an empty photo vouches for them."""
    figures = measure_surfaces([make_outcome(found(called), truth=truth, complete_for=complete)])
    assert (figures.complete_photos, figures.photos_with_false_alarm) == (1, photos)


def test_a_photo_that_could_not_be_checked_vouches_for_nothing(make_outcome):
    """It missed what it has, and had no chance of a false alarm."""
    figures = measure_surfaces(
        [make_outcome(problems=["Broken."], truth=(Truth("screen", BOX),), complete_for=VOUCHED)]
    )
    assert (figures.labelled, figures.found, figures.complete_photos) == (1, 0, 0)


def test_a_set_without_any_says_nothing(make_outcome):
    """No row of zeros for photos of faces."""
    assert measure_surfaces([make_outcome(truth=(Truth("face", BOX),), complete_for=frozenset({"face"}))]) is None
    assert measure_surfaces([]) is None


def test_the_table_shows_them_in_eighty_columns(make_outcome):
    """With photos that carry any fact beside those that carry a strong one."""
    outcome = make_outcome(
        found("document"), truth=(Truth("document", BOX),), complete_for=VOUCHED, facts=(Fact("name", "Ann Example"),)
    )
    stream = io.StringIO()
    figures = measure("composites", [outcome])
    render(Evaluation((figures,)), stream, width=80)
    assert (figures.with_facts, figures.with_facts_stopped, figures.to_stop) == (1, 0, 0)
    assert "Pages, screens, boards and cards" in stream.getvalue()
    assert max(map(len, stream.getvalue().splitlines())) <= 80
