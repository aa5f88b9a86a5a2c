"""From maps of a network to lines: outlines, spelling, and which readings are text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.geometry import Polygon
from photocheck.readers.bends import Bend
from photocheck.readers.interface import Line
from photocheck.readers.judging import Candidate, lies_on_its_side, settled
from photocheck.readers.outlines import Outline, covered, outlines
from photocheck.readers.recognition import Reading, cut_line, read_lines
from photocheck.readers.text_map import text_map, text_maps

ALPHABET = ("", *"abc", " ")


def box(left, top, right, bottom, score=0.9):
    """An upright outline."""
    return Outline(np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32), score)


BOXES = st.builds(
    lambda x, y, width, height: box(x, y, x + width, y + height),
    st.integers(0, 200), st.integers(0, 200), st.integers(8, 200), st.integers(8, 60),
)  # fmt: skip


@given(st.integers(10, 60), st.integers(10, 60), st.integers(40, 120), st.integers(8, 20), st.sampled_from((0.5, 1, 2)))
def test_a_bright_bar_on_the_map_is_a_line_around_it(left, top, width, height, scale):
    """The outline comes back in pixels of the photo, and is larger than the core that the network marks."""
    chances = np.zeros((120, 220), np.float32)
    chances[top : top + height, left : left + width] = 0.9
    (line,) = outlines(chances, scale, 0.5)
    low, high = line.corners.min(axis=0) * scale, line.corners.max(axis=0) * scale
    assert (low < (left, top)).all()
    assert (high > (left + width - 1, top + height - 1)).all()
    assert line.corners[0] == pytest.approx(line.corners.min(axis=0), abs=3 / scale)


def test_a_faint_bar_is_no_line():
    """What the network half believes is left out."""
    chances = np.zeros((60, 120), np.float32)
    chances[20:32, 20:100] = 0.4
    assert outlines(chances, 1.0, 0.5) == []
    assert len(outlines(chances, 1.0, 0.3)) == 1


@given(BOXES)
def test_a_line_is_covered_by_itself_and_by_nothing_else(line):
    """Half of it has to lie under the others."""
    assert covered(line, [line])
    assert not covered(line, [])
    assert not covered(line, [Outline(line.corners + 1000, 0.9)])


@given(BOXES, st.integers(0, 3))
def test_starting_elsewhere_is_the_same_place(line, corner):
    """Only the order of the corners changes."""
    turned = line.starting_at(corner)
    assert sorted(map(tuple, turned.corners.tolist())) == sorted(map(tuple, line.corners.tolist()))
    assert turned.corners[0].tolist() == line.corners[corner].tolist()


def spelling(*steps):
    """A recorded answer of the reading network: the best class and its probability, for one line."""
    classes = np.array([[number for number, _ in steps]], np.int32)
    chances = np.array([[chance for _, chance in steps]], np.float32)
    return lambda _: (classes, chances)


def test_repeats_are_one_letter_and_blanks_divide():
    """CTC: a a _ a b is "aab", with the mean of the kept steps as its confidence."""
    network = spelling((1, 0.9), (1, 0.5), (0, 1.0), (1, 0.7), (2, 0.8))
    (reading,) = read_lines(network, ALPHABET, [np.zeros((48, 60, 3), np.uint8)])
    assert reading.text == "aab"
    assert reading.confidence == pytest.approx((0.9 + 0.7 + 0.8) / 3)


def test_nothing_but_blanks_is_nothing():
    """A line of blanks has no text and no confidence."""
    assert read_lines(spelling((0, 1.0)), ALPHABET, [np.zeros((48, 60, 3), np.uint8)]) == [Reading("", 0.0)]


@given(st.lists(st.integers(16, 900), min_size=1, max_size=14))
def test_each_line_gets_its_own_reading(widths):
    """Lines are read in batches of like widths, and come back in the order given."""

    def network(batch):
        first = batch[:, 0, 0, 0].astype(np.int32)
        return first[:, None] % 3 + 1, np.ones((len(batch), 1), np.float32)

    lines = [np.full((48, width, 3), number, np.uint8) for number, width in enumerate(widths)]
    assert [reading.text for reading in read_lines(network, ALPHABET, lines)] == [
        "abc"[number % 3] for number in range(len(widths))
    ]


@given(BOXES)
def test_a_line_is_cut_out_48_pixels_high(line):
    """Whatever its size, the network gets lines of one height."""
    assert cut_line(np.zeros((260, 400, 3), np.uint8), line).shape[0] == 48


@given(st.integers(1, 1500), st.integers(1, 1500))
def test_the_map_of_a_picture_has_its_size(width, height):
    """Tiles and padding leave no trace: each pixel has its own chance."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[height // 2, width // 2] = 200
    chances = text_map(lambda part: part[..., 0].astype(np.float32), pixels)
    assert chances.shape == (height, width)
    assert chances[height // 2, width // 2] == 200
    assert np.count_nonzero(chances) == 1


def test_text_that_cannot_be_read_is_still_text():
    """A row of strokes with a reading that nobody would trust is a line without a value."""
    (kept,) = settled([Candidate(box(0, 0, 120, 20, 0.7), Reading("xq", 0.3))])
    assert kept.line.text is None


def test_a_bent_row_of_strokes_has_to_be_plainer():
    """The line of a hill or a twig, which nobody can read, is text only where the network is surer."""
    course = np.stack((np.linspace(0, 120, 9), 10 + np.linspace(-3, 3, 9) ** 2), axis=1).astype(np.float32)
    for score, kept in ((0.7, 0), (0.9, 1)):
        bent = replace(box(0, 0, 120, 20, score), bend=Bend(course, 20.0))
        assert len(settled([Candidate(bent, Reading("xq", 0.3))])) == kept


def test_leaves_are_no_text():
    """A doubtful square with a doubtful reading is nothing."""
    assert settled([Candidate(box(0, 0, 30, 30, 0.5), Reading("m", 0.6))]) == []


def test_of_two_readings_of_one_place_the_better_stays():
    """The same line found twice is told once."""
    one = Candidate(box(0, 0, 120, 20), Reading("hello there", 0.97))
    part = Candidate(box(0, 0, 60, 20), Reading("hello", 0.85))
    assert settled([part, one]) == [one]


def test_lines_that_run_up_and_down_lie_on_their_side():
    """A page that lies on its side is read again the other way."""
    across = Line(Polygon(((0, 0), (100, 0), (100, 20), (0, 20))), "some words", 0.9)
    down = Line(Polygon(((20, 0), (20, 100), (0, 100), (0, 0))), "some more words", 0.9)
    assert lies_on_its_side([down, down])
    assert not lies_on_its_side([across, across, down])


def test_a_line_that_makes_sense_either_way_up_stands_as_the_others_do():
    """But one that is surely read the way it stands is left alone: signs may hang upside down."""
    noon = Candidate(box(0, 0, 80, 20), Reading("NOON", 0.97))
    sure = Candidate(box(0, 0, 240, 20), Reading("Call 07700 900394", 0.99))
    assert Candidate(noon.outline.starting_at(2), Reading("NOON", 0.95)).reads_as_well_as(noon)
    assert not Candidate(sure.outline.starting_at(2), Reading("Cal394", 0.9)).reads_as_well_as(sure)


def test_few_letters_along_a_long_line_are_worth_a_look_the_other_way_up():
    """Upside down the network reads some of a line's letters, and those surely."""
    assert not Candidate(box(0, 0, 170, 24), Reading("Pas258", 0.89)).reads_well
    assert Candidate(box(0, 0, 170, 24), Reading("Password: heron258", 0.89)).reads_well


def test_a_line_found_on_a_turned_photo_comes_back_to_its_place():
    """The corners of a line at the top of a photo of 300 by 200 that lay on its side."""
    line = box(10, 20, 110, 40).turned_back(300, 200)
    assert line.corners.tolist() == [[20, 190], [20, 90], [40, 90], [40, 190]]


def test_small_pictures_go_through_the_network_together_and_come_back_apart():
    """Each gets the map of its own pixels, in the order given; the large one is looked at in tiles."""
    random = np.random.default_rng(8)
    sizes = [(40, 300), (10, 20), (1200, 700), (896, 896), (33, 65), (200, 90)]
    pictures = [random.integers(0, 255, (*size, 3), np.uint8) for size in sizes]
    calls = []

    def network(sheet):
        calls.append(sheet.shape)
        return sheet[..., 0].astype(np.float32)

    maps = list(text_maps(network, pictures))
    assert [found.shape for found in maps] == sizes
    assert all((found == picture[..., 0]).all() for found, picture in zip(maps, pictures, strict=True))
    assert len(calls) < len(pictures)


def test_no_picture_needs_no_look():
    """Where nothing is small, nothing is enlarged."""
    assert list(text_maps(lambda sheet: sheet[..., 0], [])) == []
