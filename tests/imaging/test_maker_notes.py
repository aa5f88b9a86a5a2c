"""Serial numbers and owners in the cameras' own notes."""

from __future__ import annotations

import struct

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base


def directory(entries, order, base):
    """A directory of ASCII and byte values whose places count from `base`."""
    count = len(entries)
    body = struct.pack(order + "H", count)
    further = b""
    room = base + 2 + 12 * count + 4
    for tag, kind, value in sorted(entries):
        if len(value) <= 4:
            place = value.ljust(4, b"\0")
        else:
            place = struct.pack(order + "I", room + len(further))
            further += value
        body += struct.pack(order + "HHI", tag, kind, len(value)) + place
    return body + b"\0\0\0\0" + further


def exif_with_note(make, note_at):
    """EXIF data (big-endian) of a camera with a MakerNote; `note_at(place)` gives its bytes for its place."""

    def built(note):
        exif = Image.Exif()
        exif[Base.Make] = make
        exif[Base.Model] = "Example"
        exif.get_ifd(IFD.Exif)[Base.MakerNote] = note
        return exif.tobytes()

    # The note's place does not depend on what stands in it, only on its length.
    length = len(note_at(0))
    place = built(b"\xa5" * length).index(b"\xa5" * length) - len(b"Exif\0\0")
    return built(note_at(place))


def canon(place):
    """Canon: a bare directory, places counted from the TIFF header."""
    return directory([(0x0009, 2, b"Ann Example\0"), (0x0096, 2, b"AB1234567\0")], ">", place)


def panasonic(place):
    """Panasonic: a name, then a directory, places counted from the TIFF header."""
    return b"Panasonic\0\0\0" + directory([(0x0025, 7, b"XGE0804010123\0\0\0")], ">", place + 12)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_canons_owner_and_serial_number_are_found(make, facts, form):
    """In every format that carries EXIF data."""
    found = facts(make.packed(make.scene(), form, exif=exif_with_note("Canon", canon)))
    assert {("owner-name", "Ann Example"), ("device-serial", "AB1234567")} <= {fact[1:] for fact in found}


def test_panasonics_serial_number_is_found(make, facts):
    """Which the library for the notes does not know."""
    found = facts(make.packed(make.scene(), "JPEG", exif=exif_with_note("Panasonic", panasonic)))
    assert found == {("personal-metadata", "device-serial", "XGE0804010123")}


def test_a_note_of_rubbish_harms_nothing(make, facts):
    """Notes are the least documented part of any file."""
    for note in (
        b"",
        b"\xff" * 100,
        b"Panasonic\0\0\0\xff\xff" + b"\x25" * 50,
        b"Nikon\0\2\x10\0\0MM\0*" + b"\xff" * 60,
    ):
        for maker in ("Canon", "NIKON CORPORATION", "Panasonic", "FUJIFILM"):
            exif = exif_with_note(maker, lambda _place, note=note: note)
            found = facts(make.packed(make.scene(), "JPEG", exif=exif))
            assert {fact[0] for fact in found} <= {"personal-metadata"}


def test_a_number_of_zeros_is_no_serial_number(make, facts):
    """Cameras that have none write zeros."""

    def zeros(place):
        return b"Panasonic\0\0\0" + directory([(0x0025, 7, b"000" + bytes(13))], ">", place + 12)

    assert facts(make.packed(make.scene(), "JPEG", exif=exif_with_note("Panasonic", zeros))) == set()
