"""A look at a photo notes each face once, in pixels of the photo, however it looked."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.detectors.face_closeups import look_closely
from photocheck.detectors.face_views import MOST_PIXELS, look


class SeesWhite:
    """In place of the network: calls every white patch a face, twice, as neighbouring cells of a map do."""

    def __init__(self):
        self.largest = 0

    def candidates(self, pixels, threshold):
        """Name the boxes around white patches, each with a fainter copy."""
        assert threshold < 0.6
        self.largest = max(self.largest, pixels.shape[0] * pixels.shape[1])
        white = (np.ascontiguousarray(pixels)[..., 0] > 127).astype(np.uint8)
        _, _, patches, _ = cv2.connectedComponentsWithStats(white)
        rows = [(left, top, left + wide, top + high, 0.9) for left, top, wide, high, _ in patches[1:]]
        return np.array([copy for row in rows for copy in (row, (*row[:4], 0.6))], np.float32).reshape(-1, 5)


def photo(width, height, *boxes):
    """A black picture with white patches."""
    pixels = np.zeros((height, width, 3), np.uint8)
    for left, top, right, bottom in boxes:
        pixels[top:bottom, left:right] = 255
    return pixels


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("scale", [0.5, 1.0, 1.7])
def test_a_face_is_where_it_is_in_the_photo(scale, mirrored):
    """Enlarged, reduced or mirrored: the box comes back to within a pixel of the look."""
    seen = look(SeesWhite(), photo(203, 101, (20, 30, 60, 90)), scale, mirrored=mirrored)
    assert seen.scale == scale
    assert seen.rows == pytest.approx(np.array([(20, 30, 60, 90, 0.9)]), abs=1.5 / scale)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_large_photo_is_looked_at_in_parts_and_each_face_noted_once(mirrored):
    """Faces at the corners, at the borders between tiles and in the middle are all there, once."""
    boxes = [(x, y, x + 60, y + 80) for y in range(0, 2000, 120) for x in range(0, 2800, 100)]
    network = SeesWhite()
    seen = look(network, photo(2880, 2160, *boxes), 1.0, mirrored=mirrored)
    assert network.largest <= MOST_PIXELS
    assert sorted(map(tuple, seen.rows[:, :4].round().astype(int).tolist())) == sorted(boxes)


def test_nothing_gives_no_rows():
    """A photo without a face gives an empty table of five columns, even where it is one pixel."""
    assert look(SeesWhite(), photo(1, 1), 1.0).rows.shape == (0, 5)


def rows_at(*boxes):
    """Faint hints at these places."""
    return np.array([(*box, 0.05) for box in boxes], np.float64).reshape(-1, 5)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("scale", [0.5, 1.0])
def test_a_close_up_finds_what_is_hinted_at_where_it_is_in_the_photo(scale, mirrored):
    """Close-ups share a sheet, and each face comes back to its own place."""
    boxes = [(40, 60, 80, 120), (1900, 30, 1960, 90), (1000, 1400, 1030, 1440), (1060, 1400, 1090, 1440)]
    network = SeesWhite()
    seen = look_closely(network, photo(2000, 1500, *boxes), scale, rows_at(*boxes), mirrored=mirrored)
    assert seen.scale == scale
    found = sorted(seen.rows[:, :4].tolist())
    assert found == [pytest.approx(box, abs=1.5 / scale) for box in sorted(boxes)]
    assert network.largest < 2000 * 1500 * scale**2 / 2


def test_without_a_hint_no_close_up_is_taken():
    """The network is not even asked."""
    network = SeesWhite()
    assert look_closely(network, photo(2000, 1500, (9, 9, 50, 50)), 1.0, rows_at()).rows.shape == (0, 5)
    assert network.largest == 0


def test_hints_everywhere_are_looked_at_as_the_whole_photo():
    """A crowd is not cut up: every face is found, once."""
    boxes = [(x, y, x + 40, y + 50) for y in range(10, 1400, 120) for x in range(10, 1900, 110)]
    seen = look_closely(SeesWhite(), photo(2000, 1500, *boxes), 1.0, rows_at(*boxes))
    assert sorted(map(tuple, seen.rows[:, :4].round().astype(int).tolist())) == sorted(boxes)
