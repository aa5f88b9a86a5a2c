"""Positions, owners, serial numbers and captions in EXIF, in every format that carries it."""

from __future__ import annotations

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from photocheck.imaging.exif import position_fact

CARRIERS = ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"]
OWNER, SERIAL, CAPTION = "owner-name", "device-serial", "caption"
UNREADABLE = "a position that could not be read"


def exif_with(tags=(), details=(), place=()):
    """EXIF data with these tags in its three parts."""
    exif = Image.Exif()
    exif.update(tags)
    exif.get_ifd(IFD.Exif).update(details)
    exif.get_ifd(IFD.GPSInfo).update(place)
    return exif


def at(latitude, longitude, south="N", west="E"):
    """The tags of a position."""
    return {
        GPS.GPSLatitudeRef: south,
        GPS.GPSLatitude: latitude,
        GPS.GPSLongitudeRef: west,
        GPS.GPSLongitude: longitude,
    }


@pytest.fixture
def said(make, facts):
    """What a photo with this EXIF data says: (pattern, value) of each fact."""

    def of(exif, form="JPEG"):
        return {(pattern, value) for _, pattern, value in facts(make.packed(make.scene(), form, exif=exif.tobytes()))}

    return of


@pytest.mark.parametrize("form", CARRIERS)
def test_every_format_gives_its_position_owner_and_serial_number(said, form):
    """The same data is found wherever it is packed."""
    exif = exif_with({Base.Artist: "Example Owner"}, {Base.BodySerialNumber: "EX-4471"}, at((52, 18, 0), (1, 30, 0)))
    assert said(exif, form) == {
        ("gps-position", "52.30000, 1.50000"), (OWNER, "Example Owner"), (SERIAL, "EX-4471"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("south", "west", "value"),
    [
        ("N", "E", "52.50000, 1.25000"),
        ("S", "E", "-52.50000, 1.25000"),
        ("N", "W", "52.50000, -1.25000"),
        ("S", "W", "-52.50000, -1.25000"),
    ],
)
def test_north_south_east_and_west_are_told_apart(said, south, west, value):
    """A place in England is not one in the sea off Africa."""
    assert said(exif_with(place=at((52, 30, 0), (1, 15, 0), south, west))) == {("gps-position", value)}


def test_a_position_is_shown_to_about_a_kilometre():
    """The report says where without giving the house away; the full value stays masked."""
    fact = position_fact(52.306222, -1.941417, "EXIF")
    assert fact.shown == "52.31, -1.94"
    assert fact.value == "52.30622, -1.94142"


def test_a_receiver_without_a_fix_says_nothing(said):
    """Zeros are what phones write when they don't know."""
    assert said(exif_with(place=at((0, 0, 0), (0, 0, 0)))) == set()


def test_half_a_position_is_not_passed_over(said):
    """What could not be told is not "no position"."""
    half = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (52, 18, 0)}
    assert said(exif_with(place=half)) == {("gps-position", UNREADABLE)}


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        # 52 degrees that are divided by nothing; degrees as text; a place of the position that is a text.
        (b"\0\0\x004\0\0\0\1", b"\0\0\x004\0\0\0\0"),
        (b"\0\2\0\5\0\0\0\3", b"\0\2\0\2\0\0\0\3"),
        (b"\x88\x25\0\4\0\0\0\1", b"\x88\x25\0\2\0\0\0\4"),
    ],
)
def test_a_damaged_position_is_not_passed_over(make, facts, sound, damaged):
    """Programs leave all kinds of it behind; somebody else's reader may still make sense of it."""
    exif = exif_with(place=at((52, 18, 0), (1, 30, 0))).tobytes()
    assert exif.count(sound) == 1
    data = make.packed(make.scene(), "JPEG", exif=exif.replace(sound, damaged))
    assert ("location", "gps-position", UNREADABLE) in facts(data)


def test_what_the_camera_was_pointed_at_is_a_position_too(said):
    """Cameras keep the destination beside their own place."""
    place = {
        GPS.GPSDestLatitudeRef: "N",
        GPS.GPSDestLatitude: (50, 0, 0),
        GPS.GPSDestLongitudeRef: "E",
        GPS.GPSDestLongitude: (2, 0, 0),
    }
    assert said(exif_with(place=place)) == {("gps-position", "50.00000, 2.00000")}


def test_the_name_of_the_area_is_a_place(said):
    """Some phones write where they think they are in words."""
    place = {GPS.GPSAreaInformation: b"ASCII\0\0\0Example Green"}
    assert said(exif_with(place=place)) == {("place-name", "Example Green")}


@pytest.mark.parametrize(
    ("tags", "details", "pattern", "value"),
    [
        ({Base.Artist: "A. Example"}, {}, OWNER, "A. Example"),
        ({Base.Copyright: "Example Council"}, {}, OWNER, "Example Council"),
        ({Base.HostComputer: "EXAMPLE-PC7"}, {}, OWNER, "EXAMPLE-PC7"),
        ({Base.XPAuthor: "Ann Example\0".encode("utf-16-le")}, {}, OWNER, "Ann Example"),
        ({Base.XPTitle: "At the fête\0".encode("utf-16-le")}, {}, CAPTION, "At the fête"),
        ({Base.ImageDescription: "Visit to ward 4"}, {}, CAPTION, "Visit to ward 4"),
        ({Base.DocumentName: "complaint.tif"}, {}, CAPTION, "complaint.tif"),
        ({}, {Base.CameraOwnerName: "A. Example"}, OWNER, "A. Example"),
        ({}, {0xA437: "A. Example"}, OWNER, "A. Example"),
        ({}, {Base.LensSerialNumber: "L-77"}, SERIAL, "L-77"),
        ({}, {Base.UserComment: b"ASCII\0\0\0Mrs Example's garden"}, CAPTION, "Mrs Example's garden"),
        ({}, {Base.UserComment: b"\0\0\0\0\0\0\0\0plain words"}, CAPTION, "plain words"),
    ],
)
def test_owners_serial_numbers_and_captions_are_found(said, tags, details, pattern, value):
    """Each tag that may give somebody away, in each of the ways that it is written."""
    assert said(exif_with(tags, details)) == {(pattern, value)}


@pytest.mark.parametrize("order", ["<", ">"])
def test_comments_are_read_in_the_byte_order_of_the_file(said, order):
    """Two bytes a letter can be written in two ways."""
    exif = exif_with(
        details={Base.UserComment: b"UNICODE\0" + "Zoë".encode("utf-16" + ("-le" if order == "<" else "-be"))}
    )
    exif.endian = order
    assert said(exif) == {(CAPTION, "Zoë")}


@pytest.mark.parametrize(
    ("tags", "details"),
    [
        ({Base.ImageDescription: "OLYMPUS DIGITAL CAMERA"}, {}),
        ({Base.ImageDescription: "   "}, {}),
        ({Base.Artist: ""}, {}),
        ({Base.Model: "iPhone 13", Base.HostComputer: "iPhone 13"}, {}),
        ({Base.HostComputer: "Mac OS X 10.15"}, {}),
        ({}, {Base.BodySerialNumber: "0000000000"}),
        ({}, {Base.UserComment: b"ASCII\0\0\0"}),
        ({Base.Make: "Canon", Base.Model: "EOS", Base.Software: "Editor 2"}, {Base.FocalLength: 50}),
    ],
)
def test_what_cameras_write_by_themselves_is_nothing(said, tags, details):
    """An alarm on every photo would soon be ignored."""
    assert said(exif_with(tags, details)) == set()
