"""What is in a picture can be seen in RGB, whatever its mode."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from photocheck.imaging.colours import rgb_pixels


@pytest.mark.parametrize("bits", [10, 12, 14, 16])
def test_greys_of_many_bits_keep_their_range(bits):
    """Scanners store 12 bits in 16: white must come out white, not almost black."""
    most = 2**bits - 1
    values = np.asarray([[0, most // 2, most]], np.uint16)
    assert rgb_pixels(Image.fromarray(values))[0, :, 0].tolist() == pytest.approx([0, 127, 255], abs=1)


def test_floats_are_stretched_to_what_occurs():
    """They have no range of their own, and what is no number counts as zero."""
    values = np.asarray([[-2.0, 0.0, 2.0, np.nan]], np.float32)
    assert rgb_pixels(Image.fromarray(values))[0, :, 0].tolist() == [0, 128, 255, 128]


def test_integers_of_32_bits_that_are_small_are_taken_as_they_are():
    """A grey picture in a wide type is no darker than in a narrow one."""
    assert rgb_pixels(Image.fromarray(np.asarray([[0, 100, 255]], np.int32)))[0, :, 0].tolist() == [0, 100, 255]


@pytest.mark.parametrize("ink", [0, 255])
def test_letters_on_nothing_stay_readable(ink):
    """White letters on a transparent ground get a black one, black letters a white one."""
    pixels = np.zeros((20, 20, 4), np.uint8)
    pixels[8:12, 4:16] = (ink, ink, ink, 255)
    shown = rgb_pixels(Image.fromarray(pixels))
    assert abs(int(shown[10, 10, 0]) - int(shown[2, 2, 0])) == 255


def test_a_colour_that_a_palette_calls_transparent_is_laid_on_a_ground():
    """GIF and PNG with a palette have transparency too."""
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette([10, 20, 30, 250, 250, 250])
    picture.info["transparency"] = 0
    assert rgb_pixels(picture)[0, 0].tolist() in ([255, 255, 255], [0, 0, 0])


def test_a_picture_that_is_transparent_throughout_opens():
    """There is nothing to see, and no division by nothing."""
    assert rgb_pixels(Image.new("RGBA", (4, 4), (9, 9, 9, 0))).tolist() == np.full((4, 4, 3), 255).tolist()


def test_print_colours_become_light():
    """Much ink is dark; a profile that is damaged is done without."""
    picture = Image.fromarray(np.asarray([[[0, 0, 0, 0], [0, 0, 0, 255], [255, 0, 0, 0]]], np.uint8), "CMYK")
    for profile in (None, b"no profile"):
        picture.info["icc_profile"] = profile
        white, black, cyan = rgb_pixels(picture)[0].tolist()
        assert min(white) > 240
        assert max(black) < 40
        assert cyan[0] < cyan[2]


def test_a_profile_for_other_colours_is_done_without():
    """An sRGB profile in a CMYK file says nothing that could be used."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stream = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 0, 0, 255)).save(stream, "JPEG", icc_profile=profile)
    with Image.open(stream) as picture:
        assert rgb_pixels(picture).max() < 40
