"""Plates drawn on cars, and text that stands on something else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon, overlap_over_union
from photocheck.domain.text import ReadText
from photocheck.imaging.metadata import Metadata
from photocheck.imaging.photo import Photo
from photocheck.second_looks.interface import Setup
from photocheck.second_looks.plate_places import plate_places
from photocheck.second_looks.plates import PlateLook

WHITE, YELLOW, BLACK = (235, 235, 230), (240, 200, 30), (20, 20, 22)
CAR = (120, 30, 35)


def drawn(width=640, height=420, colour=CAR):
    """A plain picture, the colour of a car."""
    return np.full((height, width, 3), colour, np.uint8)


def write(pixels, text, left, baseline, scale=1.0, colour=BLACK):
    """Write a line of text, and say what a reader would say of it."""
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, scale, 3)
    cv2.putText(pixels, text, (left, baseline), cv2.FONT_HERSHEY_DUPLEX, scale, colour, 3, cv2.LINE_AA)
    x0, y0, x1, y1 = left - 5, baseline - height - 6, left + width + 5, baseline + 6
    polygon = Polygon(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
    return Finding("text", polygon, 0.95, "text", ReadText.secret(text))


def plate(pixels, text, colour=WHITE, ink=BLACK):
    """Draw a plate in the middle, and return the box around it and its text."""
    cv2.rectangle(pixels, (200, 180), (420, 232), colour, -1)
    return (200, 180, 420, 232), write(pixels, text, 218, 218, 1.1, ink)


def look(pixels, findings):
    """What is known after looking for plates."""
    photo = Photo("car.png", pixels, Metadata(), "00")
    return PlateLook().look_again(photo, findings)


@pytest.mark.parametrize("colour", [WHITE, YELLOW])
@pytest.mark.parametrize("text", ["AB12 CDE", "P123 ABC", "ABC 123D", "AIZ 1234", "RK-376AF"])
def test_a_plate_takes_the_place_of_its_text(text, colour):
    """A white or yellow plate is one finding with the plate's outline, and holds what was read."""
    pixels = drawn()
    box, line = plate(pixels, text, colour)
    (found,) = look(pixels, [line])
    assert found.kind == "number-plate"
    assert found.text.revealed == "".join(filter(str.isalnum, text))
    assert overlap_over_union(found.box, Polygon.of([box[:2], (box[2], box[1]), box[2:], (box[0], box[3])]).box) > 0.6


def test_an_old_black_plate_is_a_plate():
    """Silver letters on black, as before 1973."""
    pixels = drawn(colour=(180, 185, 190))
    _, line = plate(pixels, "ABC 123D", BLACK, (225, 225, 225))
    assert [found.kind for found in look(pixels, [line])] == ["number-plate"]


def test_a_plate_of_two_lines_is_one_plate():
    """The two halves of a square plate are read as one."""
    pixels = drawn()
    cv2.rectangle(pixels, (250, 150), (400, 260), YELLOW, -1)
    lines = [write(pixels, "AB12", 270, 195, 1.1), write(pixels, "CDE", 282, 245, 1.1)]
    (found,) = look(pixels, lines[::-1])
    assert found.kind == "number-plate"
    assert found.text.revealed == "AB12CDE"
    assert found.box.height > 80


@pytest.mark.parametrize("text", ["FAHRWEG", "IJSBEER"])
def test_a_plate_of_letters_only_is_told_by_how_close_its_edges_are(text):
    """A word of somebody's choice on a white strip, which a reader's outline of the letters reaches to the edges."""
    pixels = drawn()
    box = write(drawn(), text, 218, 218, 1.1).box
    cv2.rectangle(pixels, (int(box.left), int(box.top) + 3), (int(box.right), int(box.bottom) - 3), WHITE, -1)
    line = write(pixels, text, 218, 218, 1.1)
    assert [found.kind for found in look(pixels, [line])] == ["number-plate"]


@pytest.mark.parametrize(("small", "kind"), [("GREAT LAKES", "number-plate"), ("BEST CAKES", "text")])
def test_a_small_line_that_was_not_read_is_read_closely(small, kind):
    """A word in a frame may be a sign or a plate: what stands small beside it decides."""
    pixels = drawn()
    cv2.rectangle(pixels, (200, 160), (400, 260), (20, 60, 160), -1)
    word = write(pixels, "BIG DOG", 215, 210, 1.1, WHITE)
    cv2.putText(pixels, small, (240, 243), cv2.FONT_HERSHEY_DUPLEX, 0.5, WHITE, 1, cv2.LINE_AA)
    photo = Photo("car.png", pixels, Metadata(), "00")
    assert [found.kind for found in PlateLook(Setup()).look_again(photo, [word])] == [kind]


def test_several_words_in_narrow_frames_are_labels():
    """Drawers and folders have their words on tape that is cut close, and one car has one plate."""
    pixels = drawn(640, 640)
    lines = []
    for text, baseline in (("INVOICES", 150), ("LETTERS", 460)):
        box = write(drawn(640, 640), text, 218, baseline, 1.1).box
        cv2.rectangle(pixels, (int(box.left), int(box.top) + 3), (int(box.right), int(box.bottom) - 3), WHITE, -1)
        lines.append(write(pixels, text, 218, baseline, 1.1))
    assert look(pixels, lines) == lines
    assert [found.kind for found in look(pixels, lines[:1])] == ["number-plate"]


@pytest.mark.parametrize("text", ["KITCHEN", "LIBRARY", "BAKERY"])
@pytest.mark.parametrize("room", [12, 22, 34])
def test_a_word_on_a_sign_stays_text(text, room):
    """Signs leave their words more room than plates do."""
    pixels = drawn(900, 420)
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 1.1, 3)
    cv2.rectangle(pixels, (218 - 2 * room, 218 - height - room), (218 + width + 2 * room, 218 + room), WHITE, -1)
    line = write(pixels, text, 218, 218, 1.1)
    assert look(pixels, [line]) == [line]


@pytest.mark.parametrize(
    ("small", "kinds"), [("GREAT LAKES", ["text", "number-plate"]), ("BEST CAKES", ["text", "text"])]
)
def test_a_state_under_a_word_makes_it_a_plate(small, kinds):
    """White letters on blue are a sign, unless the small line under them is one that a state puts on its plates."""
    pixels = drawn()
    cv2.rectangle(pixels, (200, 160), (400, 260), (20, 60, 160), -1)
    lines = [write(pixels, "BIG DOG", 215, 210, 1.1, WHITE), write(pixels, small, 245, 245, 0.45, WHITE)]
    assert [found.kind for found in look(pixels, lines)] == kinds


@pytest.mark.parametrize("text", ["01527 534123", "OPEN DAILY", "B97 8AH"])
def test_a_sign_of_the_same_shape_stays_text(text):
    """A phone number on a white panel is no plate."""
    pixels = drawn(900, 420)
    cv2.rectangle(pixels, (200, 180), (520, 232), WHITE, -1)
    line = write(pixels, text, 218, 218)
    assert look(pixels, [line]) == [line]


def test_the_same_text_on_a_page_stays_text():
    """A reference number in a letter has no plate around it."""
    pixels = drawn(colour=WHITE)
    lines = [write(pixels, text, 100, 80 + 60 * row) for row, text in enumerate(["RK-376AF", "PJX 5721", "6MDU097"])]
    assert look(pixels, lines) == lines


def test_what_is_no_text_is_left_alone():
    """Other findings, and text that could not be read, come back as they were."""
    face = Finding("face", Polygon(((1, 1), (9, 1), (9, 9), (1, 9))), 0.9, "faces")
    unread = Finding("text", Polygon(((20, 20), (90, 20), (90, 40), (20, 40))), 0.6, "text")
    assert look(drawn(), [face, unread]) == [face, unread]


def test_a_plate_too_small_for_the_first_reading_is_read_closely():
    """Where nothing was read, what looks like letters side by side is looked at again, enlarged."""
    pixels = drawn(900, 600)
    cv2.rectangle(pixels, (400, 300), (484, 320), WHITE, -1)
    cv2.putText(pixels, "AB12 CDE", (406, 315), cv2.FONT_HERSHEY_DUPLEX, 0.47, BLACK, 1, cv2.LINE_AA)
    photo = Photo("car.png", pixels, Metadata(), "00")
    (found,) = PlateLook(Setup()).look_again(photo, [])
    assert (found.kind, found.text.revealed) == ("number-plate", "AB12CDE")


def test_places_that_are_taken_are_not_looked_at_again():
    """Text that was read there is known already."""
    pixels = drawn(900, 600)
    cv2.putText(pixels, "HIIIHIIIH", (400, 320), cv2.FONT_HERSHEY_DUPLEX, 0.6, WHITE, 1, cv2.LINE_AA)
    (place,) = plate_places(pixels, [], most=1)
    assert plate_places(pixels, [place], most=1) == []
