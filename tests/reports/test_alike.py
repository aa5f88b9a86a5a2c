"""Photos that look alike are put together; those that do not stay apart."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from photocheck.imaging.previews import preview_of
from photocheck.reports.alike import MOST_BITS, Alike

looks = st.integers(0, 2**64 - 1)


def scene(seed):
    """A picture of coloured boxes, another one for each seed."""
    random = np.random.default_rng(seed)
    picture = Image.new("RGB", (640, 480), tuple(int(x) for x in random.integers(0, 255, 3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y, w, h = (int(value) for value in random.integers(20, 400, 4))
        draw.rectangle((x, y, x + w, y + h), fill=tuple(int(value) for value in random.integers(0, 255, 3)))
    return picture


def look(picture):
    """The likeness of a picture."""
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return preview_of(packed.getvalue()).likeness


def test_a_burst_is_one_group_and_other_photos_are_not():
    """The hand moved, the light changed: still the same photo. Forty other photos: forty groups."""
    alike = Alike()
    photo = scene(1)
    burst = [
        photo,
        photo.rotate(1, resample=Image.Resampling.BICUBIC).crop((8, 6, 634, 474)),
        ImageEnhance.Brightness(photo.crop((0, 0, 630, 470))).enhance(1.08),
        photo.resize((320, 240)),
    ]
    assert [alike.first_like(look(picture), number) for number, picture in enumerate(burst)] == [0, 0, 0, 0]
    others = [alike.first_like(look(scene(seed)), seed) for seed in range(2, 42)]
    assert others == list(range(2, 42))


@given(looks, st.sets(st.integers(0, 63), max_size=MOST_BITS))
def test_whatever_differs_in_few_bits_is_found(first, bits):
    """No near photo is missed, wherever the bits lie."""
    alike = Alike()
    alike.first_like(first, 7)
    other = first ^ sum(1 << bit for bit in bits)
    assert alike.first_like(other, 8) == 7


@given(looks, st.sets(st.integers(0, 63), min_size=MOST_BITS + 1))
def test_whatever_differs_in_more_bits_is_not(first, bits):
    """No far photo is taken for a near one."""
    alike = Alike()
    alike.first_like(first, 7)
    other = first ^ sum(1 << bit for bit in bits)
    assert alike.first_like(other, 8) == 8


@given(st.lists(looks, max_size=30))
def test_a_group_never_reaches_further_than_its_first_photo(many):
    """Each member looks like the first; groups do not chain."""
    alike = Alike()
    for number, this in enumerate(many):
        first = alike.first_like(this, number)
        assert (many[first] ^ this).bit_count() <= MOST_BITS
        assert first <= number


def test_the_nearest_of_several_is_chosen():
    """A photo between two groups joins the one that it is more like."""
    alike = Alike()
    alike.first_like(0, 0)
    alike.first_like((1 << 18) - 1, 1)
    assert alike.first_like((1 << 8) - 1, 2) == 0
    assert alike.first_like((1 << 10) - 1, 3) == 1
