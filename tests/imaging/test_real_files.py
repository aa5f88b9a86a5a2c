"""Real files of every format and every kind of damage: each opens or gives a sentence, and tells what it holds."""

from __future__ import annotations

import json
import shutil
import subprocess
from time import perf_counter

import pytest

from photocheck.detectors.metadata import MetadataDetector
from photocheck.errors import PhotoError
from photocheck.imaging.opening import open_photo

# Some take a second to decode.
pytestmark = pytest.mark.slow

LONGEST = 20.0


@pytest.fixture(scope="module")
def files(shared_data):
    """The labels of the files, with what opening them gave: the pages, or the error."""
    rows = [json.loads(line) for line in (shared_data / "formats" / "labels.jsonl").read_text().splitlines()]
    assert len(rows) >= 100
    return [(row, *_opened(shared_data / "formats" / row["file"])) for row in rows]


def _opened(path):
    started = perf_counter()
    pages, error = [], None
    try:
        for page in open_photo(path).pages():
            found = MetadataDetector().detect(page)
            pages.append((page.width, page.height, [(each.kind, *each.patterns, each.text.revealed) for each in found]))
    except PhotoError as problem:
        error = problem
    return pages, error, perf_counter() - started


def test_every_file_opens_or_gives_a_sentence(files):
    """Nothing else is raised (that would fail above), none takes long, and each error says what to do."""
    for row, pages, error, seconds in files:
        assert pages or error, row["file"]
        assert seconds < LONGEST, row["file"]
        if error:
            assert error.message.endswith("."), row["file"]
            assert error.hint, row["file"]


def test_what_nobody_can_decode_is_an_error(files):
    """Unless our decoder for HEIF is the one that can."""
    passed = [row["file"] for row, _, error, _ in files if not row["pil_decodes"] and error is None]
    assert all(name.endswith((".heic", ".heif")) for name in passed), passed


def test_what_can_be_decoded_is_decoded(files):
    """A photo that other programs show is not refused, and has the size that they show."""
    for row, pages, error, _ in files:
        # Of one that is damaged Pillow complains once, and decodes it when it is asked again.
        complained = str(row.get("exif_error")).startswith("OSError")
        if row["pil_decodes"] and not complained and row.get("frames", 1) == 1:
            assert error is None, (row["file"], error)
            assert len(pages) == 1, row["file"]
            assert sorted(pages[0][:2]) == sorted((row["width"], row["height"])), row["file"]


def test_photos_lie_upright(files):
    """The sets of eight orientations show the same scene, so they have the same shape."""
    shapes = {}
    for row, pages, _, _ in files:
        for scene in ("landscape", "portrait", "Portrait", "hopper"):
            if f"{scene}_" in row["file"] and "orientation" in row["file"]:
                shapes.setdefault(scene, set()).add(pages[0][:2])
    assert len(shapes) == 4
    assert shapes["landscape"] == {(600, 450)}
    assert shapes["portrait"] == {(450, 600)}


def test_every_position_is_told(files):
    """Of the files that are known to have one."""
    with_position = [(row, pages) for row, pages, _, _ in files if row.get("has_gps")]
    assert len(with_position) >= 5
    silent = [
        row["file"] for row, pages in with_position if pages and not any(kind == "location" for kind, *_ in pages[0][2])
    ]
    # These two have a GPS part with nothing in it but its version.
    assert [name for name in silent if "lens_data" not in name and "Nikon_D1X" not in name] == []


def test_a_thumbnail_of_another_picture_is_told(files):
    """A real file, whose thumbnail is that of the picture it was made from."""
    told = {
        row["file"] for row, pages, _, _ in files if pages and any("embedded-thumbnail" in fact for fact in pages[0][2])
    }
    assert len(told) == 1
    assert "app13-multiple" in told.pop()


# What ExifTool calls the things that may give somebody away.
GIVEAWAYS = (
    "Artist", "XPAuthor", "OwnerName", "CameraOwnerName", "By-line", "Creator", "Credit", "Writer-Editor",
    "Contact", "SerialNumber", "InternalSerialNumber", "CameraSerialNumber", "LensSerialNumber", "PersonInImage",
    "RegionName", "RegionPersonDisplayName", "ImageDescription", "DocumentName", "UserComment", "Comment",
    "Caption-Abstract", "ObjectName", "Headline", "Description", "Title", "Subject", "Keywords", "XPTitle", "XPComment",
    "XPKeywords", "XPSubject", "City", "Sub-location", "GPSPosition", "Copyright", "Author", "HostComputer",
)  # fmt: skip
# What is shown by ExifTool and left out on purpose, by the beginning of the file's name: the note of a maker that we
# do not know, and what a camera or program writes by itself.
LEFT_OUT = {
    "Pillow_Tests_images_frozenpond.mpo": {"InternalSerialNumber"},
}
BY_THEMSELVES = ("OLYMPUS DIGITAL CAMERA", "LEAD Technologies")


def test_nothing_that_exiftool_shows_is_missed(files, shared_data):
    """The reference for metadata, run over the same files; positions by kind, other values by their words."""
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed (libimage-exiftool-perl)")
    command = [
        "exiftool",
        "-j",
        "-q",
        "-a",
        "-u",
        "-n",
        *(f"-{tag}" for tag in GIVEAWAYS),
        shared_data / "formats" / "images",
    ]
    shown = json.loads(subprocess.run(command, capture_output=True, check=False, timeout=120).stdout)
    told = {row["file"].split("/")[-1]: pages[0][2] for row, pages, _, _ in files if pages}
    assert sum(len(entry) > 1 for entry in shown) >= 25
    missed = []
    for entry in shown:
        name = entry.pop("SourceFile").split("/")[-1]
        for tag, value in entry.items():
            if name in told and not _is_told(tag, value, told[name]) and tag not in LEFT_OUT.get(name, ()):
                missed.append((name, tag, value))
    assert missed == []


def _is_told(tag, value, found):
    if tag == "GPSPosition":
        return any(kind == "location" for kind, *_ in found)
    words = " ".join(str(word) for word in value) if isinstance(value, list) else str(value)
    plain = _plain(words)
    if not plain or words.startswith(BY_THEMSELVES):
        return True
    everything = "".join(_plain(fact[-1] or "") for fact in found)
    return all(_plain(word) in everything for word in words.replace(",", " ").split())


def _plain(text):
    return "".join(character for character in text.lower() if character.isalnum() and character.isascii())
