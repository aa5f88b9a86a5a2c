"""What the register knows, as the fields of picture archives: never more than it knows."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from photocheck.consent.archive import EVERY_USE, Status, _as_stored, properties, release_of
from photocheck.consent.archiving import SIDECAR, archive_copy
from photocheck.domain.consent import MATCHING, ConsentRecord, ConsentState, FaceLink
from photocheck.domain.geometry import Box
from photocheck.imaging.xmp_packing import packed, parsed

TODAY = date(2026, 11, 25)
LIMITED = ConsentRecord("PC-1", 2, frozenset({"whatsapp"}), date(2026, 1, 1))
UNLIMITED = replace(LIMITED, uses=EVERY_USE)
FACE = FaceLink("PC-1", Box(10, 20, 30, 60))


def release(*records, seen=2, faces=()):
    """What is said of a photo with so many people in it."""
    return release_of(ConsentState(records, TODAY, faces), seen)


@pytest.mark.parametrize(
    ("records", "seen", "status"),
    [
        ([], 0, Status.NOT_APPLICABLE),
        ([], 2, Status.NONE),
        ([], None, Status.NONE),
        ([LIMITED], 2, Status.LIMITED),
        ([UNLIMITED], 2, Status.UNLIMITED),
        ([UNLIMITED], 3, Status.LIMITED),  # one of them has not agreed
        ([UNLIMITED], None, Status.LIMITED),  # nobody has counted them
        ([replace(UNLIMITED, expires_on=date(2030, 1, 1))], 2, Status.LIMITED),
        ([replace(UNLIMITED, faces_only=True)], 2, Status.LIMITED),  # no face is linked
        ([replace(LIMITED, uses=frozenset({MATCHING}))], 2, Status.NONE),
        ([replace(UNLIMITED, withdrawn_on=TODAY)], 2, Status.NONE),
        ([replace(UNLIMITED, expires_on=date(2026, 11, 24))], 2, Status.NONE),
        ([replace(UNLIMITED, under_18=True)], 2, Status.NONE),  # no guardian
        ([UNLIMITED, replace(LIMITED, reference="PC-2")], 2, Status.LIMITED),
    ],
)
def test_a_release_is_unlimited_only_where_nothing_limits_it(records, seen, status):
    """For every use, without an end, for everybody who was seen."""
    assert release(*records, seen=seen).status is status


def test_only_records_that_hold_are_named():
    """Neither one that was withdrawn, nor the face that was linked to it."""
    gone = replace(UNLIMITED, reference="PC-2", withdrawn_on=TODAY)
    found = release(LIMITED, gone, faces=(replace(FACE, reference="PC-2"),))
    assert found.references == ("PC-1",)
    assert found.faces == ()


def written(found, **how):
    """The packet of a release."""
    return packed(parsed(None), properties(found, how.get("orientation", 1), (100, 80), how.get("before"))).decode()


def test_a_child_is_told_of_without_an_age():
    """The register does not know how old they are, and says only what it knows."""
    young = replace(LIMITED, under_18=True, guardian="on file")
    assert "AG-UNK" in written(release(young))
    assert "under 18" in written(release(young))
    assert "MinorModelAge" not in written(release(LIMITED))


def test_regions_that_a_photo_brings_stay_unless_they_are_of_the_same_record():
    """Written again, a linked face is there once; a stranger's face stays."""
    found = release(LIMITED, faces=(FACE,))
    once = written(found)
    stranger = parsed(once.replace("PC-1", "a stranger").encode())
    both = written(found, before=stranger)
    assert both.count("a stranger") == 1
    assert written(found, before=parsed(both.encode())).count("mwg-rs:Area") == both.count("mwg-rs:Area")


@given(st.integers(1, 8), st.integers(0, 7), st.integers(0, 5), st.integers(1, 3), st.integers(1, 3))
def test_a_region_lies_on_the_same_pixels_of_the_stored_picture(orientation, left, top, width, height):
    """However the file says that it is turned: what is bright in the box, and nowhere else, is bright in the region."""
    stored = Image.new("L", (10, 8) if orientation < 5 else (8, 10))
    upright = ImageOps.exif_transpose(with_orientation(stored, orientation))
    assert upright.size == (10, 8)
    box = Box(left, top, min(left + width, 10), min(top + height, 8))
    x, y, w, h = _as_stored(box, upright.size, orientation)
    columns, rows = stored.size
    sides = ((x - w / 2) * columns, (y - h / 2) * rows, (x + w / 2) * columns, (y + h / 2) * rows)
    stored.paste(255, tuple(map(round, sides)))
    turned = np.asarray(ImageOps.exif_transpose(with_orientation(stored, orientation)))
    expected = np.zeros((8, 10), bool)
    expected[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = True
    assert np.array_equal(turned > 0, expected)


def with_orientation(picture, orientation):
    """The picture as if it had been read from a file that says so."""
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(stream, "PNG", exif=exif)
    return Image.open(stream)


def test_a_format_without_fields_gets_a_file_beside_it(tmp_path):
    """And loses it when a copy that has the fields takes its place."""
    for kind, beside in (("GIF", True), ("PNG", False)):
        stream = io.BytesIO()
        Image.new("RGB", (8, 8)).save(stream, kind)
        target = tmp_path / "photo"
        archive_copy(stream.getvalue(), release(LIMITED)).write(target)
        assert (target.read_bytes() == stream.getvalue()) is beside
        assert (tmp_path / f"photo{SIDECAR}").exists() is beside
