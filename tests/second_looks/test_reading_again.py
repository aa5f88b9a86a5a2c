"""The better reading of each line wins, and pages that were read well are not read again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon
from photocheck.domain.text import ReadText
from photocheck.errors import UsageError
from photocheck.readers.interface import Line
from photocheck.second_looks import reading_again
from photocheck.second_looks.better_readings import better_readings
from photocheck.second_looks.interface import Setup


class Reader:
    """A reader that says one thing, and counts the pictures it was shown."""

    name = "stub"
    models = {"stub": "1"}  # noqa: RUF012 - nobody changes it

    def __init__(self):
        self.shown = []

    def read(self, pixels):
        """Say it of the middle of the picture."""
        self.shown.append(pixels.shape)
        height, width = pixels.shape[:2]
        box = ((10, height * 0.3), (width - 10, height * 0.3), (width - 10, height * 0.7), (10, height * 0.7))
        return [Line(Polygon(box), "read at last", 0.99), Line(Polygon(box), None, 0.5)]


@pytest.fixture
def reader(monkeypatch):
    """Put the stub in the place of the real reader."""
    stub = Reader()
    monkeypatch.setattr(reading_again, "shared_reader", lambda _: stub)
    return stub


def texts(findings):
    """What was read, sorted."""
    return sorted(finding.text.revealed for finding in findings if finding.text is not None)


def page_of(corners):
    """A finding that says there is a page."""
    return Finding("document", Polygon.of(corners), 0.9, "documents")


def test_a_doubtful_line_is_read_again_and_replaced(reader, letter, photo_of):
    """A line that could not be read is, once it was enlarged; its place is in the photo."""
    pixels, lines, corners = letter
    doubtful = [*lines[:2], replace(lines[2], text=None), *lines[3:]]
    found = reading_again.ReadingAgain(Setup()).look_again(photo_of(pixels), [*doubtful, page_of(corners)])
    assert len(reader.shown) == 1
    assert "read at last" in texts(found)
    (better,) = [finding for finding in found if finding.text is not None and finding.text.revealed == "read at last"]
    assert better.box.intersection(lines[2].box) > 0.5 * lines[2].box.area


def test_a_page_that_was_read_well_is_left_alone(reader, letter, photo_of):
    """Sure lines cost nothing a second time."""
    pixels, lines, corners = letter
    sure = [replace(line, confidence=0.99) for line in lines]
    look = reading_again.ReadingAgain(Setup())
    assert look.look_again(photo_of(pixels), [*sure, page_of(corners)]) == [*sure, page_of(corners)]
    assert reader.shown == []


def test_text_beside_pages_is_left_alone(reader, letter, photo_of):
    """What lies on no page is not read again, however doubtful."""
    pixels, lines, _ = letter
    doubtful = [replace(line, confidence=0.5) for line in lines]
    assert reading_again.ReadingAgain(Setup()).look_again(photo_of(pixels), doubtful) == doubtful
    assert reader.shown == []


def test_there_are_three_ways_to_read():
    """Another name is a mistake that lists them."""
    with pytest.raises(UsageError, match="no reader") as error:
        Setup(reader="telepathy")
    assert "tesseract" in error.value.hint


def line(text, left=0.0, right=100.0, top=0.0, confidence=0.9):
    """A line of 20 pixels' height."""
    corners = ((left, top), (right, top), (right, top + 20), (left, top + 20))
    return Finding("text", Polygon(corners), confidence, "text", None if text is None else ReadText.secret(text))


def test_the_surer_reading_wins():
    """The same line read twice is told once."""
    assert texts(better_readings([line("Dear Mrs 0ak", confidence=0.7)], [line("Dear Mrs Oak", confidence=0.99)])) == [
        "Dear Mrs Oak"
    ]
    assert texts(better_readings([line("Dear Mrs Oak", confidence=0.99)], [line("Dear Mrs 0ak", confidence=0.7)])) == [
        "Dear Mrs Oak"
    ]


def test_a_reading_with_a_right_checksum_wins():
    """The number that a checksum confirms beats one that is a little surer."""
    wrong, right = line("NHS No 943 476 5918", confidence=0.95), line("NHS No 943 476 5919", confidence=0.93)
    assert texts(better_readings([wrong], [right])) == ["NHS No 943 476 5919"]
    assert texts(better_readings([right], [wrong])) == ["NHS No 943 476 5919"]


def test_two_halves_are_held_against_the_whole():
    """A line that one reading has in two pieces is not told one and a half times."""
    halves = [line("Dear Mrs", right=60), line("Oak", left=62)]
    assert texts(better_readings(halves, [line("Dear Mrs Oak", confidence=0.99)])) == ["Dear Mrs Oak"]
    assert texts(better_readings([line("Dear Mrs Oak", confidence=0.99)], halves)) == ["Dear Mrs Oak"]


def test_a_new_line_has_to_be_sure():
    """What nobody saw before is added where it is sure, and passed over where it may be noise."""
    first = [line("Dear Mrs Oak")]
    assert len(better_readings(first, [line("thank you", top=100, confidence=0.95)])) == 2
    assert better_readings(first, [line("lll", top=100, confidence=0.6)]) == first


LINES = st.builds(
    line,
    st.sampled_from(["a letter", "a number 12", None]),
    st.floats(0, 50),
    st.floats(60, 120),
    st.floats(0, 60),
    st.floats(0.1, 1),
)


@given(st.lists(LINES, max_size=4), st.lists(LINES.filter(lambda one: one.text is not None), max_size=4))
def test_nothing_is_lost_without_something_better_in_its_place(first, second):
    """Each line of the first reading stays, or a line of the second lies where it was."""
    result = better_readings(first, second)
    for one in first:
        assert any(one is kept for kept in result) or any(one.box.intersection(kept.box) for kept in result)


def test_the_whole_stays_when_the_photo_is_empty(reader, photo_of):
    """A photo with nothing in it gives nothing, and is not read."""
    assert reading_again.ReadingAgain(Setup()).look_again(photo_of(np.zeros((40, 40, 3), np.uint8)), []) == []
    assert reader.shown == []
