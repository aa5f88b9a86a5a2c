"""Photos that the tests make themselves, in every format and with what files say beside their pixels."""

from __future__ import annotations

import io

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from photocheck.imaging.opening import open_photo

pillow_heif.register_heif_opener(thumbnails=False)


def scene(width=120, height=80):
    """A picture with a red corner, top left, and a blue one, bottom right: it shows how it was turned."""
    pixels = np.full((height, width, 3), 230, np.uint8)
    pixels[: height // 2, : width // 3] = (220, 30, 30)
    pixels[height // 2 :, -width // 3 :] = (30, 30, 220)
    return Image.fromarray(pixels)


def packed(picture, form, **options):
    """The bytes of a file in this format."""
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def jpeg_segment(marker, body):
    """One segment of a JPEG, with its marker and length."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def with_segments(jpeg, *segments):
    """Put segments into a JPEG, behind its first marker."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def corners(pixels):
    """Name the colours in the corners: top left, top right, bottom right, bottom left."""
    names = []
    for y, x in ((4, 4), (4, -5), (-5, -5), (-5, 4)):
        red, green, blue = (int(value) for value in pixels[y, x])
        name = "red" if red > green + 80 else "blue" if blue > green + 80 else "pale"
        names.append(name)
    return tuple(names)


class Make:
    """What tests make photos with."""

    scene = staticmethod(scene)
    packed = staticmethod(packed)
    segment = staticmethod(jpeg_segment)
    with_segments = staticmethod(with_segments)
    corners = staticmethod(corners)
    upright = ("red", "pale", "blue", "pale")


@pytest.fixture(scope="session")
def make():
    """Functions that make photos in memory."""
    return Make


@pytest.fixture
def opened():
    """Open a photo and decode its first page."""

    def first_page(source, **options):
        return next(open_photo(source, **options).pages())

    return first_page


@pytest.fixture
def facts():
    """What the file says: (kind, pattern, value) of each fact."""

    def of(source):
        return {(fact.kind, fact.pattern, fact.value) for fact in open_photo(source).metadata.facts}

    return of
