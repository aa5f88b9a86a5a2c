"""Lines along an arc: found by the edge of what the network marks, and made straight."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.readers.bends import Bend
from photocheck.readers.outlines import Outline, covered, outlines
from photocheck.readers.recognition import cut_line

RADIUS, THICK = 150, 20


def arc(degrees, turned=0.0):
    """A map (500, 500) with an arc of so many degrees around its middle, its crown turned from the top clockwise."""
    y, x = np.mgrid[0:500, 0:500] - 250.0
    off = np.degrees(np.arctan2(x, -y)) - turned
    inside = (np.abs((off + 180) % 360 - 180) <= degrees / 2) & (np.abs(np.hypot(x, y) - RADIUS) <= THICK / 2)
    return np.where(inside, 0.9, 0.0).astype(np.float32)


@given(st.integers(70, 130), st.integers(-180, 180), st.sampled_from((0.5, 1.0, 2.0)))
def test_an_arc_is_one_bent_line_of_its_own_length(degrees, turned, scale):
    """Whichever way its crown points: length and height in pixels of the photo, grown like those of straight lines."""
    (line,) = outlines(arc(degrees, turned), scale, 0.5)
    assert line.bend is not None
    length = np.radians(degrees) * RADIUS
    growth = 1.6 * length * THICK / (length + THICK)
    assert line.width * scale == pytest.approx(length + growth, rel=0.12)
    assert line.height * scale == pytest.approx(THICK + growth, rel=0.25)
    assert line.score > 0.8
    distances = np.hypot(*(line.bend.course * scale - 250).T)
    assert distances == pytest.approx(RADIUS, abs=THICK / 2)


@given(st.integers(-180, 180))
def test_a_straight_line_is_not_bent(slant):
    """However it is turned."""
    chances = np.zeros((400, 400), np.float32)
    corners = cv2.boxPoints(((200, 200), (250, 20), slant))
    cv2.fillPoly(chances, [corners.astype(np.int32)], 0.9)
    (line,) = outlines(chances, 1.0, 0.5)
    assert line.bend is None


def test_two_lines_that_touch_are_no_bent_line():
    """An L is no part of a ring."""
    chances = np.zeros((300, 300), np.float32)
    chances[40:60, 40:260] = chances[40:260, 40:60] = 0.9
    assert all(line.bend is None for line in outlines(chances, 1.0, 0.2))


def test_what_stands_inside_an_arch_is_not_covered_by_it():
    """Its border follows its course, so that a round sign may have words in its middle too."""
    (arch,) = outlines(arc(120), 1.0, 0.5)
    inside = Outline(np.array(((210, 180), (290, 180), (290, 210), (210, 210)), np.float32), 0.9)
    assert not covered(inside, [arch])
    assert covered(arch, [arch])


def test_a_bent_line_is_made_straight():
    """A stripe along its upper half lies in the upper rows of the cut, from one end to the other; upside down below."""
    y, x = np.mgrid[0:500, 0:500] - 250.0
    pixels = np.where(np.hypot(x, y) > RADIUS, 255, 0).astype(np.uint8)[..., None].repeat(3, axis=2)
    along = np.linspace(-1, 1, 24)
    course = np.stack((250 + RADIUS * np.sin(along), 250 - RADIUS * np.cos(along)), axis=1).astype(np.float32)
    line = Outline(np.zeros((4, 2), np.float32), 0.9, Bend(course, 30.0))
    straight = cut_line(pixels, line)
    assert straight[4:20].min() > 200
    assert straight[28:44].max() < 55
    turned = cut_line(pixels, line.starting_at(2))
    assert turned[4:20].max() < 55
