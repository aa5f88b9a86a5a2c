"""A thumbnail that shows something else than the photo is told; one of the same picture is not."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PIL.ExifTags import Base

from photocheck.detectors.metadata import MetadataDetector
from photocheck.imaging.opening import open_photo
from photocheck.imaging.thumbnails import thumbnail_differs


def drawing(seed, size=(320, 240)):
    """A picture of random shapes; another seed is another picture."""
    rng = np.random.default_rng(seed)
    picture = Image.new("RGB", size, tuple(int(value) for value in rng.integers(0, 255, 3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(8):
        x, y = rng.integers(0, size[0]), rng.integers(0, size[1])
        side = int(rng.integers(30, 120))
        draw.rectangle((x, y, x + side, y + side), fill=tuple(int(value) for value in rng.integers(0, 255, 3)))
    return picture


def small(picture, size=(160, 120), quality=60):
    """A thumbnail as cameras make it."""
    stream = io.BytesIO()
    picture.resize(size).save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def photoshop_segment(make, thumbnail):
    """The segment in which Photoshop keeps its thumbnail."""
    body = bytes(28) + thumbnail
    block = b"8BIM\x04\x0c\0\0" + len(body).to_bytes(4, "big") + body + b"\0" * (len(body) % 2)
    return make.segment(0xED, b"Photoshop 3.0\0" + block)


def exif_with(thumbnail):
    """EXIF data (little-endian) with a thumbnail in its second directory."""
    start = 8 + 2 + 4
    further = start + 2 + 3 * 12 + 4
    entries = ((Base.Compression, 3, 6), (0x0201, 4, further), (0x0202, 4, len(thumbnail)))
    second = b"".join(
        int(tag).to_bytes(2, "little")
        + kind.to_bytes(2, "little")
        + (1).to_bytes(4, "little")
        + value.to_bytes(4, "little")
        for tag, kind, value in entries
    )
    head = b"II*\0\x08\0\0\0" + b"\0\0" + start.to_bytes(4, "little")
    return b"Exif\0\0" + head + b"\3\0" + second + bytes(4) + thumbnail


@pytest.mark.parametrize("seed", range(6))
def test_the_same_picture_is_the_same(seed):
    """Small, coarse, turned, mirrored, or with the black bars of a camera."""
    photo = drawing(seed)
    pixels = np.asarray(photo)
    assert not thumbnail_differs(small(photo, quality=20), pixels)
    for way in Image.Transpose:
        assert not thumbnail_differs(small(photo.transpose(way)), pixels)
    barred = Image.new("RGB", (160, 120))
    barred.paste(photo.resize((160, 90)), (0, 15))
    assert not thumbnail_differs(small(barred), pixels)


@pytest.mark.parametrize("seed", range(6))
def test_another_picture_differs(seed):
    """As after a crop that kept the old thumbnail, or a picture pasted over it."""
    photo = drawing(seed)
    assert thumbnail_differs(small(drawing(seed + 100)), np.asarray(photo))
    cropped = np.asarray(photo.crop((0, 0, 120, 90)))
    assert thumbnail_differs(small(photo), cropped)


def test_what_cannot_be_opened_counts_as_different():
    """What it shows is not known."""
    assert thumbnail_differs(b"\xff\xd8 no picture", np.asarray(drawing(1)))
    assert thumbnail_differs(b"", np.asarray(drawing(1)))


def test_two_plain_pictures_are_told_apart_by_their_brightness():
    """There is nothing else to compare."""
    grey = np.full((60, 80, 3), 120, np.uint8)
    assert not thumbnail_differs(small(Image.new("RGB", (80, 60), (122, 122, 122))), grey)
    assert thumbnail_differs(small(Image.new("RGB", (80, 60), (250, 250, 250))), grey)


def patterns(data):
    """What the detector says about a file."""
    page = next(open_photo(data).pages())
    return [match.pattern for finding in MetadataDetector().detect(page) for match in finding.matches]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_the_thumbnail_in_exif_is_compared(make, form):
    """In every format that carries EXIF data."""
    photo = drawing(1)
    assert patterns(make.packed(photo, form, exif=exif_with(small(drawing(2))))) == ["embedded-thumbnail"]
    assert patterns(make.packed(photo, form, exif=exif_with(small(photo)))) == []


def test_the_thumbnail_of_photoshop_is_compared(make):
    """Programs that drop the EXIF data often keep it."""
    photo = drawing(1)
    data = make.packed(photo, "JPEG")
    assert patterns(make.with_segments(data, photoshop_segment(make, small(drawing(2))))) == ["embedded-thumbnail"]
    assert patterns(make.with_segments(data, photoshop_segment(make, small(photo)))) == []
