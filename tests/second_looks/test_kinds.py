"""What a thing with text on it is called, when the network is of no help."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.second_looks.kinds import likeliest_kind, look_of
from photocheck.second_looks.text_blocks import TextBlock, lines_of

WIDTH, HEIGHT = 640, 400
LIGHT, DARK, BLUE, GREY = (236, 236, 232), (24, 26, 32), (40, 70, 150), (150, 152, 150)
CORNERS = np.array(((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), np.float32)
# Nobody knows: every kind is as likely.
UNDECIDED = np.full(5, 0.2, np.float32)


def drawn(ground=LIGHT, bar=0, portrait=None):
    """Something light or dark, with a bar along its top and a grey square where one is asked for."""
    pixels = np.full((HEIGHT, WIDTH, 3), ground, np.uint8)
    pixels[:bar] = BLUE
    if bar > 50:
        cv2.putText(pixels, "COUNTY STAFF", (60, bar - 15), cv2.FONT_HERSHEY_DUPLEX, 1.6, LIGHT, 3)
    if portrait is not None:
        left, top, right, bottom = portrait
        pixels[top:bottom, left:right] = GREY
    return pixels


@pytest.fixture
def kind_of(a_line):
    """What a picture is called, with three lines of text of this height on it."""

    def called(pixels, height, chances=UNDECIDED):
        lines = [a_line("Daniel", (40, 130 + 60 * row, 300, 130 + 60 * row + height)) for row in range(3)]
        return likeliest_kind(chances, look_of(pixels, CORNERS, TextBlock(tuple(lines_of(lines)))))

    return called


def test_light_letters_on_a_dark_ground_are_a_screen(kind_of):
    """Paper is light."""
    assert kind_of(drawn(DARK), 20) == "screen"


def test_small_letters_under_a_low_bar_are_a_window_on_a_screen(kind_of):
    """A title bar, and more text than anybody writes by hand."""
    assert kind_of(drawn(bar=26), 18) == "screen"


def test_a_head_with_writing_on_it_and_a_portrait_are_a_card(kind_of):
    """The writing in the head does not end it."""
    assert kind_of(drawn(bar=80, portrait=(460, 150, 580, 290)), 40) == "id-card"


def test_a_portrait_outweighs_a_network_that_leans_to_a_screen(kind_of):
    """A wide light thing with a bar looks like a window to it."""
    leaning = np.array((0.05, 0.6, 0.15, 0.2, 0.0), np.float32)
    assert kind_of(drawn(bar=40, portrait=(460, 150, 580, 290)), 38, leaning) == "id-card"


def test_larger_letters_on_a_plain_light_ground_are_a_board(kind_of):
    """Written to be read from the other end of the room."""
    assert kind_of(drawn(), 31) == "whiteboard"


def test_letters_are_no_portrait(a_line):
    """However large they are."""
    pixels = drawn()
    cv2.putText(pixels, "WELCOME", (60, 260), cv2.FONT_HERSHEY_DUPLEX, 3.0, GREY, 12)
    block = TextBlock(tuple(lines_of([a_line("WELCOME", (60, 190, 560, 262))])))
    assert not look_of(pixels, CORNERS, block).portrait
