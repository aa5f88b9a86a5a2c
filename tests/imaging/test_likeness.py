"""Copies look like their originals to a hash, and other pictures do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.imaging.likeness import hashes_of_copy, hashes_of_original, without_frame


def _picture(seed):
    """A picture of soft shapes."""
    noise = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return cv2.resize(noise, (480, 360), interpolation=cv2.INTER_CUBIC)


def _distance(original, copy):
    return min((one ^ other).bit_count() for one in hashes_of_original(original) for other in hashes_of_copy(copy))


def _framed(picture):
    frame = np.full((700, 600, 3), 24, np.uint8)
    frame[180:540, 60:540] = picture
    frame[30:50, 40:200] = 200
    return frame


COPIES = {
    "half the size": lambda picture: cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "cropped at one side": lambda picture: picture[:, 48:],
    "cropped at a corner": lambda picture: picture[20:344, 10:442],
    "in a screenshot": _framed,
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_near_its_original(name):
    """Resized, cropped or framed, few bits differ; those of another picture differ by many."""
    assert _distance(_picture(1), COPIES[name](_picture(1))) <= 12
    assert _distance(_picture(2), COPIES[name](_picture(1))) > 12


def test_only_a_frame_is_cut_off():
    """The picture in a screenshot is found to the pixel, and a picture without a frame stays whole."""
    assert np.array_equal(without_frame(_framed(_picture(1))), _picture(1))
    assert without_frame(_picture(1)).shape == _picture(1).shape
    assert without_frame(np.zeros((40, 60, 3), np.uint8)).shape == (40, 60, 3)
