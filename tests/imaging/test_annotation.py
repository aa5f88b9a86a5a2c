"""Copies with numbered boxes: what is drawn lies in the picture, can be read, and gives nothing away."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.verdicts import Decision
from photocheck.imaging.annotation import Legend, Mark, _place, _Tag, annotate, annotated_png
from photocheck.imaging.annotation_style import INKS, NOTED, ink_of

LEGEND = Legend("photo.jpg: HIDE THIS FIRST", {decision: decision.value for decision in Decision} | {None: "Seen"})


def grey(width, height):
    """A plain picture of this size."""
    return np.full((height, width, 3), 128, np.uint8)


def test_the_copy_has_the_photo_on_top_and_a_legend_below():
    """Where nothing is marked the picture is the photo's, and the strip is white with letters."""
    copy = np.asarray(annotate(grey(1500, 1000), [], LEGEND))
    assert copy.shape[1] == 1500
    assert (copy[:1000] == 128).all()
    assert (copy[1000] == 255).all()
    assert (copy[1000:] < 100).any()


@pytest.mark.parametrize(("size", "side"), [((100, 50), 1200), ((1300, 900), 1300), ((9000, 3000), 2400)])
def test_small_photos_grow_and_large_ones_shrink(size, side):
    """Labels can be read on a thumbnail, and a copy of a huge photo opens at once."""
    assert annotate(grey(*size), [], LEGEND).width == side


def test_the_original_pixels_are_left_alone():
    """Drawing happens on a copy."""
    pixels = grey(1300, 900)
    pixels.setflags(write=False)
    annotate(pixels, [Mark(Box(10, 10, 500, 500), 1, "Face", Decision.HIDE)], LEGEND)
    assert (pixels == 128).all()


@pytest.mark.parametrize("decision", [None, Decision.LOOK, Decision.GET_CONSENT, Decision.HIDE, Decision.DO_NOT_SHARE])
def test_a_box_is_drawn_where_it_was_found(decision):
    """Its edges are in its colour, and what it frames stays visible."""
    copy = np.asarray(annotate(grey(1300, 1300), [Mark(Box(300, 400, 900, 1000), 1, "Face", decision)], LEGEND))
    colour = np.array(ink_of(decision).colour)
    on_edge = (copy[995:1006, 300:900] == colour).all(axis=2)
    assert on_edge.any(axis=0).mean() > 0.3
    assert (copy[500:900, 400:800] == 128).all()


def test_a_polygon_is_drawn_along_its_edges():
    """A slanted outline is drawn slanted."""
    mark = Mark(Polygon(((300.0, 300.0), (900.0, 500.0), (800.0, 800.0), (200.0, 600.0))), 1, "Page", Decision.HIDE)
    copy = np.asarray(annotate(grey(1300, 1300), [mark], LEGEND))
    assert (copy[395:406, 600] == np.array(INKS[Decision.HIDE].colour)).all(axis=1).any()


def test_no_two_decisions_look_alike_without_colour():
    """Sign and line tell them apart for somebody who sees no colours; only the two that forbid share theirs."""
    looks = {decision: (ink.sign, ink.dash, ink.weight) for decision, ink in INKS.items()}
    assert looks.pop(Decision.NOT_CHECKED) == looks[Decision.DO_NOT_SHARE]
    assert len({*looks.values(), (NOTED.sign, NOTED.dash, NOTED.weight)}) == len(looks) + 1


@pytest.mark.parametrize("ink", [NOTED, *INKS.values()])
def test_white_letters_can_be_read_on_every_colour(ink):
    """The contrast is that of the accessibility guidelines for text: 4.5 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in ink.colour)]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5


boxes = st.tuples(st.floats(-50, 450), st.floats(-50, 350), st.floats(0, 400), st.floats(0, 300)).map(
    lambda edge: Box(edge[0], edge[1], edge[0] + edge[2], edge[1] + edge[3])
)


@settings(max_examples=50, deadline=None)
@given(st.lists(boxes, min_size=1, max_size=6), st.integers(60, 500), st.integers(40, 400))
def test_labels_never_leave_the_picture(found, width, height):
    """Wherever the box is, even outside, its label lies inside."""
    taken = []
    for number, box in enumerate(found, start=1):
        place = _place(_Tag.of(Mark(box, number, "Phone number", Decision.HIDE), 16), box, (width, height), taken)
        taken.append(place)
        assert place.left >= 0
        assert place.top >= 0
        assert place.right <= width
        assert place.bottom <= height


def test_labels_keep_clear_of_one_another():
    """Four things in one place have four labels that can be read."""
    taken = []
    for number in range(1, 5):
        box = Box(500, 500, 560, 520)
        taken.append(_place(_Tag.of(Mark(box, number, "Phone", Decision.HIDE), 16), box, (1200, 1000), taken))
    assert all(one.intersection(other) == 0 for one, other in combinations(taken, 2))


def test_what_needs_nothing_gets_its_number_only():
    """A page of print is not covered by labels."""
    assert _Tag.of(Mark(Box(0, 0, 1, 1), 7, "Text"), 16).text == "7"


def test_the_legend_names_each_decision_and_every_note():
    """A further decision and a further note make the strip longer."""
    plain = annotate(grey(1200, 800), [], LEGEND).height
    marks = [Mark(Box(10, 10, 90, 90), 1, "Face", Decision.GET_CONSENT), Mark(Box(200, 10, 290, 90), 2, "Text")]
    noted = Legend(LEGEND.title, LEGEND.meanings, ("In the file itself: 3 Position",))
    assert annotate(grey(1200, 800), marks, LEGEND).height > plain
    assert annotate(grey(1200, 800), [], noted).height > plain


def test_a_long_title_is_wrapped():
    """A long name does not run out of the strip, even without a blank to break at."""
    copy = annotate(grey(1200, 800), [], Legend("x" * 400 + " " + "word " * 60, LEGEND.meanings))
    assert (np.asarray(copy)[800:, -8:] == 255).all()


def test_the_png_has_no_metadata():
    """Nothing of the photo's file travels along."""
    png = annotated_png(grey(1300, 900), [Mark(Box(1, 1, 50, 50), 1, "Face", Decision.HIDE)], LEGEND)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert picture.info == {}


def test_marks_outside_and_without_size_do_no_harm():
    """A region at the very edge, beyond it, or of no size is drawn as far as there is something to draw."""
    regions = [Box(-100, -100, -50, -50), Box(5000, 5000, 6000, 6000), Box(100, 100, 100, 100), Box(0, 0, 1300, 900)]
    marks = [Mark(region, number, "Face", Decision.GET_CONSENT) for number, region in enumerate(regions, start=1)]
    assert annotate(grey(1300, 900), marks, LEGEND).width == 1300
