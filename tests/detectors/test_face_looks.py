"""At which sizes a photo is looked at for faces, by what the first looks show."""

from __future__ import annotations

import numpy as np
import pytest

from photocheck.detectors import faces
from photocheck.detectors.face_views import View
from photocheck.imaging.opening import open_photo


@pytest.fixture
def sides_of(monkeypatch):
    """The longer sides at which an upright photo of this size is looked at when it shows so many sure faces."""

    def looked(width, height, count):
        rows = np.array([[60.0 * n, 10, 60.0 * n + 40, 60, 0.9] for n in range(count)]).reshape(-1, 5)
        sides = []

        def look(_network, pixels, scale, *, mirrored=False):
            upright = pixels.shape[:2] == (height, width)
            if upright:
                sides.append((round(scale * max(width, height)), mirrored))
            return View(rows.copy() if upright else rows[:0], scale)

        def look_closely(network, pixels, scale, _hints, *, mirrored=False):
            return look(network, pixels, scale, mirrored=mirrored)

        monkeypatch.setattr(faces, "look", look)
        monkeypatch.setattr(faces, "look_closely", look_closely)
        (photo,) = open_photo(np.full((height, width, 3), 90, np.uint8)).pages()
        found = faces.FaceDetector().detect(photo)
        assert len(found) == count
        return sides

    return looked


def test_a_photo_of_nobody_is_looked_at_in_three_sizes(sides_of):
    """Once each; the smallest sees the face that fills the photo."""
    assert sorted(sides_of(800, 600, 0)) == [(320, False), (640, False), (1440, False)]


def test_a_few_faces_are_looked_at_in_the_mirror(sides_of):
    """In the same sizes."""
    assert sorted(set(sides_of(800, 600, 2))) == [
        (side, mirror) for side in (320, 640, 1440) for mirror in (False, True)
    ]


def test_a_crowd_is_enlarged_further(sides_of):
    """Its further faces are small."""
    assert {(2560, False), (2560, True)} <= set(sides_of(800, 600, 6))


@pytest.mark.parametrize("size", [(400, 300), (2400, 1800)])
def test_a_crowd_is_not_enlarged_past_what_it_shows(sides_of, size):
    """Neither in a tiny picture, nor in a large one, which was looked at in its own pixels."""
    assert 2560 not in {side for side, _ in sides_of(*size, 6)}


def test_a_large_photo_is_looked_at_in_its_own_pixels_and_in_small(sides_of):
    """So the face of 20 pixels is seen, and the one that fills the photo."""
    assert {side for side, _ in sides_of(2400, 1800, 0)} == {320, 640, 1680, 2400}
