"""More pictures, videos and left-over bytes behind the picture that people see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photocheck.imaging.payloads import payload_facts, picture_end

WITH_END = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "HEIF", "AVIF"]
VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x10mdat" + bytes(range(1, 9)) * 8
HIDDEN = "hidden-image"


@pytest.mark.parametrize("form", WITH_END)
def test_the_end_of_the_picture_is_found(make, form):
    """Nothing behind a file is nothing, and what is behind it is counted."""
    data = make.packed(make.scene(), form)
    assert picture_end(data, form) == len(data)
    assert list(payload_facts(data, form)) == []
    more = b"left over from the cropped photo"
    assert picture_end(data + more, form) == len(data)
    assert [fact.value for fact in payload_facts(data + more, form)] == [
        f"{len(more)} bytes after the end of the picture"
    ]


@pytest.mark.parametrize("form", WITH_END)
def test_padding_is_nothing(make, facts, form):
    """Zeros and line ends hold no picture."""
    assert facts(make.packed(make.scene(), form) + bytes(5000) + b"\r\n") == set()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_bytes_behind_the_end_are_told(make, facts, form):
    """A cropped photo may hold what was cut off (aCropalypse)."""
    found = facts(make.packed(make.scene(), form) + b"x" * 40)
    assert found == {(HIDDEN, "trailing-bytes", "40 bytes after the end of the picture")}


def test_progressive_jpegs_with_thumbnails_and_comments_have_one_end(make):
    """The end of a thumbnail inside of a segment is not that of the photo."""
    small = make.packed(Image.new("RGB", (16, 16)), "JPEG")
    for options in ({"progressive": True}, {"restart_marker_blocks": 1}, {"comment": small}):
        data = make.packed(make.scene(), "JPEG", **options)
        assert picture_end(data, "JPEG") == len(data)
        assert picture_end(data[:2] + b"\xff" * 3 + data[2:], "JPEG") == len(data) + 3


@pytest.mark.parametrize(("more", "words"), [(1, "another picture"), (3, "3 more pictures")])
def test_further_pictures_are_counted(make, facts, more, words):
    """Their own thumbnails are none."""
    small = make.packed(Image.new("RGB", (16, 16)), "JPEG")
    picture = make.with_segments(make.packed(make.scene(), "JPEG"), make.segment(0xE1, b"Thumbnail\0" + small))
    assert facts(picture + picture * more) == {(HIDDEN, "multi-picture", words)}


def test_a_picture_that_has_no_end_counts(make, facts):
    """The further picture may be damaged, and still show something."""
    picture = make.packed(make.scene(), "JPEG")
    assert facts(picture + picture[:-40]) == {(HIDDEN, "multi-picture", "another picture")}


def test_a_video_behind_a_jpeg_is_a_motion_photo(make, facts):
    """Phones keep a second of video, with sound, behind the photo."""
    assert facts(make.packed(make.scene(), "JPEG") + VIDEO) == {(HIDDEN, "motion-photo", "a video (motion photo)")}
    samsung = b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data" + VIDEO
    assert facts(make.packed(make.scene(), "JPEG") + samsung) == {(HIDDEN, "motion-photo", "a video (motion photo)")}


def test_a_video_in_a_heif_is_a_motion_photo(make, facts):
    """It has a box of its own at the end of the container."""
    box = (8 + len(VIDEO)).to_bytes(4, "big") + b"mpvd" + VIDEO
    assert facts(make.packed(make.scene(), "HEIF") + box) == {(HIDDEN, "motion-photo", "a video (motion photo)")}


def test_the_letters_of_the_box_inside_of_a_picture_are_no_video(make):
    """Four letters occur by chance in a large file."""
    data = make.packed(make.scene(), "HEIF") + (20).to_bytes(4, "big") + b"free" + b"....mpvd...."
    assert list(payload_facts(data, "HEIF")) == []


@given(data=st.binary(max_size=300), form=st.sampled_from([*WITH_END, "MPO", "TIFF", ""]))
def test_no_bytes_break_the_search(data, form):
    """Whatever stands in a file, the search ends and raises nothing."""
    for start in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(7), b"RIFF", b"\0\0\0\x18ftypheic"):
        assert len(list(payload_facts(start + data, form))) <= 2
