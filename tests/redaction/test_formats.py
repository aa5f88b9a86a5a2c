"""Copies of real files of every format, and of every kind of damage that still opens."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.domain.geometry import Box
from photocheck.domain.redactions import HiddenArea
from photocheck.errors import PhotoError
from photocheck.imaging.opening import open_photo
from photocheck.redaction.encoding import encode_copy
from photocheck.redaction.leftovers import start_check
from photocheck.redaction.painting import Painter, mask_of

JPEG_BLOCK = 17
# These break off in the middle of their pixels; they open, and no copy is made of them.
BROKEN = 3


def opened(data):
    """The pages as detectors see them, or None where it does not open."""
    try:
        return list(open_photo(data).pages())
    except PhotoError:
        return None


def is_lossy(data):
    """Whether the format's promise is to look the same only: HEIC, AVIF, and WebP without VP8L."""
    return data[4:8] == b"ftyp" or (data[8:12] == b"WEBP" and b"VP8L" not in data[:4096])


@pytest.mark.slow
def test_every_file_that_opens_has_a_clean_copy(shared_data):
    """No metadata is left by ExifTool, by ExifRead and in the bytes; pages, sizes and pixels outside are kept."""
    made, refused = 0, 0
    for path in sorted((shared_data / "formats/images").iterdir()):
        data = path.read_bytes()
        pages = opened(data)
        if pages is None:
            continue
        areas = tuple(
            HiddenArea(Box(0.3 * page.width, 0.3 * page.height, 0.6 * page.width, 0.6 * page.height), "text", page.page)
            for page in pages
        )
        try:
            copy = encode_copy(data, Painter(areas))
        except PhotoError:
            refused += 1
            continue
        made += 1
        assert start_check(copy, credit=False).finish() == (), path.name
        after = opened(copy)
        assert [(page.width, page.height) for page in after] == [(page.width, page.height) for page in pages], path.name
        is_jpeg = copy.startswith(b"\xff\xd8")
        for one, other, area in zip(pages, after, areas, strict=True):
            mask = mask_of([area.region], one.width, one.height)
            if is_jpeg:
                mask = cv2.dilate(mask.astype(np.uint8), np.ones((2 * JPEG_BLOCK + 1,) * 2, np.uint8)).astype(bool)
            difference = cv2.absdiff(one.pixels, other.pixels)[~mask]
            if difference.size and not is_lossy(data):
                assert difference.max() <= (2 if is_jpeg else 0), path.name
            if difference.size:
                assert difference.mean() <= (0.5 if is_jpeg else 3), path.name
    assert made > 100
    assert refused <= BROKEN
