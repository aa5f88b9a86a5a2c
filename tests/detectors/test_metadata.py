"""What is in the file rather than in the picture becomes findings, once per file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from photocheck.detectors.file_names import name_in_file_name
from photocheck.detectors.metadata import MetadataDetector
from photocheck.imaging.opening import open_photo


def photo_bytes(**options):
    """Two pages whose file says where it was taken and by whom."""
    exif = Image.Exif()
    exif[Base.Artist] = "Ann Example"
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (52, 18, 22),
            GPS.GPSLongitudeRef: "W",
            GPS.GPSLongitude: (1, 56, 29),
        }
    )
    stream = io.BytesIO()
    pages = [Image.new("RGB", (64, 48), "red"), Image.new("RGB", (64, 48), "blue")]
    pages[0].save(stream, "PNG", save_all=True, append_images=pages[1:], exif=exif, **options)
    return stream.getvalue()


@pytest.fixture
def detector():
    """The detector, which has no model."""
    return MetadataDetector()


def test_facts_of_the_file_are_findings_without_a_place(detector):
    """They have a kind, a pattern and a confidence, and no region in the picture."""
    found = detector.detect(next(open_photo(photo_bytes()).pages()))
    assert {(finding.kind, *finding.patterns) for finding in found} == {
        ("location", "gps-position"),
        ("personal-metadata", "owner-name"),
    }
    assert all(finding.region is None and finding.detector == "metadata" for finding in found)
    assert all(0 < finding.confidence <= 1 for finding in found)


def test_names_are_masked_and_positions_are_coarse(detector):
    """A report is passed on, so what it shows must not be the secret itself."""
    found = {finding.kind: finding for finding in detector.detect(next(open_photo(photo_bytes()).pages()))}
    owner, place = found["personal-metadata"].text, found["location"].text
    assert "Example" not in str(owner)
    assert owner.revealed == "Ann Example"
    assert str(place) == "52.31, -1.94"
    assert place.revealed == "52.30611, -1.94139"


def test_the_file_is_told_of_once(detector):
    """Not with every page and frame."""
    pages = list(open_photo(photo_bytes()).pages())
    assert [bool(detector.detect(page)) for page in pages] == [True, False]


def test_pixels_without_a_file_say_nothing(detector):
    """A picture that a program hands over has no file."""
    assert detector.detect(next(open_photo(Image.new("RGB", (8, 8))).pages())) == []


def test_the_name_of_the_file_is_looked_at(detector):
    """As a finding of its own, masked."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    found = detector.detect(next(open_photo(data.getvalue(), name="in/Mrs Example at home.png").pages()))
    assert [finding.patterns for finding in found] == [frozenset({"file-name"})]
    assert found[0].text.revealed == "Mrs Example"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Mr_Example.jpg", "Mr_Example"),
        ("Cllr Example Green opens it.jpg", "Cllr Example Green"),
        ("fête-Dr.Example.png", "Dr.Example"),
        ("passport scan.png", "passport"),
        ("Driving-Licence_2.jpg", "Driving-Licence"),
        ("BIRTH CERTIFICATE.tif", "BIRTH CERTIFICATE"),
        ("john_example.jpg", "john_example"),
        ("2026-04-01 Sarah Example badge.jpg", "Sarah Example"),
        ("SarahExample2.jpg", "SarahExample"),
        ("IMG_0042.jpg", None),
        ("Open Day 2026.jpg", None),
        ("WhatsApp Image 2026-01-01 at 10.00.00.jpeg", None),
        ("Screenshot_20260101.png", None),
        ("St James Park.jpg", None),
        ("adam-and-eve.jpg", None),
        ("emma.jpg", None),
        ("Drain cover.jpg", None),
        ("mission.jpg", None),
    ],
)
def test_names_in_file_names(name, found):
    """A title, a personal paper, or a given name with a surname; not every two capitalised words."""
    assert name_in_file_name(name) == found
    assert name_in_file_name(str(Path("Mr Example", "photos", name))) == found
