"""Bylines, captions and places in IPTC, and comments that a person wrote."""

from __future__ import annotations

import pytest
from PIL import PngImagePlugin, TiffImagePlugin

PERSONAL, LOCATION = "personal-metadata", "location"


def data_set(number, value, record=2):
    """One data set of IIM."""
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


IIM = data_set(80, b"Ann Example") + data_set(120, b"At ward 4") + data_set(90, b"Exampleham") + data_set(25, b"one")
IIM += data_set(25, b"two") + data_set(0, b"\0\2") + data_set(90, b"\x1b%G", record=1)
FOUND = {
    (PERSONAL, "owner-name", "Ann Example"),
    (PERSONAL, "caption", "At ward 4"),
    (LOCATION, "place-name", "Exampleham"),
    (PERSONAL, "caption", "one"),
    (PERSONAL, "caption", "two"),
}


def resource(number, body):
    """A block of Photoshop's."""
    return b"8BIM" + number.to_bytes(2, "big") + b"\0\0" + len(body).to_bytes(4, "big") + body + b"\0" * (len(body) % 2)


def in_jpeg(make):
    """JPEG keeps it in Photoshop's segment."""
    segment = make.segment(0xED, b"Photoshop 3.0\0" + resource(0x0404, IIM))
    return make.with_segments(make.packed(make.scene(), "JPEG"), segment)


def in_tiff_with_tag(tag, value):
    """TIFF keeps it under a tag, bare or in Photoshop's blocks."""

    def written(make):
        info = TiffImagePlugin.ImageFileDirectory_v2()
        info[tag] = value
        info.tagtype[tag] = 1
        return make.packed(make.scene(), "TIFF", tiffinfo=info)

    return written


def in_png(name, value):
    """PNG keeps it as ImageMagick writes it."""

    def written(make):
        info = PngImagePlugin.PngInfo()
        info.add_text(f"Raw profile type {name}", f"\n{name}\n{len(value):8}\n{value.hex()}\n", zip=True)
        return make.packed(make.scene(), "PNG", pnginfo=info)

    return written


@pytest.mark.parametrize(
    "written",
    [
        in_jpeg,
        in_tiff_with_tag(33723, IIM),
        in_tiff_with_tag(34377, resource(0x0404, IIM)),
        in_png("iptc", resource(0x0404, IIM)),
        in_png("8bim", resource(0x0404, IIM)),
    ],
    ids=["JPEG", "TIFF", "TIFF in Photoshop's block", "PNG", "PNG in Photoshop's block"],
)
def test_every_format_gives_its_bylines_captions_and_places(make, facts, written):
    """And keywords, each by itself."""
    assert facts(written(make)) == FOUND


def test_a_damaged_profile_is_said(make, facts):
    """What is there and cannot be read is not clean."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Raw profile type iptc", "\niptc\n 4\nthese are no digits\n")
    found = facts(make.packed(make.scene(), "PNG", pnginfo=info))
    assert (PERSONAL, "unreadable-metadata", "IPTC data that could not be read") in found


def test_a_data_set_that_is_cut_off_does_not_take_the_others_with_it(make, facts):
    """What stands before it is still told."""
    segment = make.segment(0xED, b"Photoshop 3.0\0" + resource(0x0404, IIM[:20]))
    data = make.with_segments(make.packed(make.scene(), "JPEG"), segment)
    assert (PERSONAL, "owner-name", "Ann Example") in facts(data)


@pytest.mark.parametrize("form", ["JPEG", "GIF"])
def test_a_comment_is_a_caption(make, facts, form):
    """JPEG and GIF have room for one line that viewers hardly ever show."""
    assert facts(make.packed(make.scene(), form, comment=b"Mrs Example at ward 4")) == {
        (PERSONAL, "caption", "Mrs Example at ward 4")
    }


@pytest.mark.parametrize(
    "comment", [b"CREATOR: gd-jpeg v1.0", b"Lavc58.91", b"\0\0", b"1234", b"OLYMPUS DIGITAL CAMERA"]
)
def test_what_programs_write_is_no_comment(make, facts, comment):
    """Nor is a number."""
    assert facts(make.packed(make.scene(), "JPEG", comment=comment)) == set()


@pytest.mark.parametrize(
    ("keyword", "value", "found"),
    [
        ("Author", "Ann Example", {(PERSONAL, "owner-name", "Ann Example")}),
        ("Description", "At ward 4", {(PERSONAL, "caption", "At ward 4")}),
        ("parameters", "portrait of Ann", {(PERSONAL, "caption", "portrait of Ann")}),
        ("Thumb::URI", "file:///home/ann/a.png", {(PERSONAL, "file-name", "file:///home/ann/a.png")}),
        ("exif:GPSLatitude", "52/1, 18/1, 0/1", {(LOCATION, "gps-position", "a position that could not be read")}),
        ("Software", "Editor 5", set()),
        ("date:create", "2026-01-01T10:00:00+00:00", set()),
        ("Thumb::Mimetype", "image/png", set()),
        ("exif:DateTime", "2026:01:01 10:00:00", set()),
        ("Description", "   ", set()),
    ],
)
def test_text_in_a_png_is_sorted_by_its_keyword(make, facts, keyword, value, found):
    """Owners, captions and paths count; what programs say about the encoding does not."""
    info = PngImagePlugin.PngInfo()
    info.add_text(keyword, value)
    assert facts(make.packed(make.scene(), "PNG", pnginfo=info)) == found
