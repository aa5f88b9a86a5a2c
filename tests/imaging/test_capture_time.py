"""When the camera says that a photo was taken."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from PIL import ExifTags, Image

from photocheck.imaging.opening import open_photo


def _taken_at(**tags):
    exif = Image.Exif()
    for name, value in tags.items():
        place = exif if name == "DateTime" else exif.get_ifd(ExifTags.IFD.Exif)
        place[ExifTags.Base[name]] = value
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", exif=exif)
    return open_photo(stream.getvalue()).taken_at


def test_the_original_time_counts_before_the_others():
    """With the fraction of its second, so that a burst keeps its order."""
    found = _taken_at(DateTimeOriginal="2026:06:01 12:00:05", SubsecTimeOriginal="25", DateTime="2026:07:01 08:00:00")
    assert found == datetime(2026, 6, 1, 12, 0, 5, 250_000)  # noqa: DTZ001 - a camera's clock has no zone


@pytest.mark.parametrize("tags", [{}, {"DateTimeOriginal": "    :  :     :  :  "}, {"DateTime": "yesterday"}])
def test_no_time_is_none(tags):
    """A blank or a broken time is no time."""
    assert _taken_at(**tags) is None
