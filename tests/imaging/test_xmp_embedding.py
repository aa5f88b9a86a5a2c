"""XMP is put into a file without touching its picture, and what the file said before stays."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from PIL import Image

from photocheck.errors import PhotoDamaged, PhotoError, PhotoUnsupported
from photocheck.imaging.opening import open_photo
from photocheck.imaging.xmp_embedding import EMBEDS, embedded
from photocheck.imaging.xmp_packing import name, packed, parsed

CAPTION = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="uuid:1" xmlns:ours="http://example.org/ours/" ours:Shelf="7"'
    b' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" plus:ModelReleaseStatus="MR-UMR"/></rdf:RDF></x:xmpmeta>'
)


def status(value):
    """One property to put in."""
    element = Element(name("plus:ModelReleaseStatus"))
    element.text = value
    return element


def made(kind, mode="RGB", **options):
    """A file of this kind with a picture that no compression leaves alone."""
    noise = np.random.default_rng(3).integers(0, 255, (40, 60, 4), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noise).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


FILES = {
    "jpeg": lambda: made("JPEG"),
    "jpeg with xmp": lambda: made("JPEG", xmp=CAPTION, exif=Image.Exif()),
    "png": lambda: made("PNG", "RGBA"),
    "webp": lambda: made("WEBP"),
    "lossless webp": lambda: made("WEBP", lossless=True),
    "webp with transparency": lambda: made("WEBP", "RGBA", lossless=True),
    "webp with xmp": lambda: made("WEBP", xmp=CAPTION),
    "tiff": lambda: made("TIFF", compression="tiff_lzw"),
    "grey tiff": lambda: made("TIFF", "L"),
}


@pytest.mark.parametrize("file", FILES)
def test_the_picture_stays_and_the_packet_is_there(file):
    """Every pixel is the same, a second packet takes the place of the first, and the file is whole."""
    data = FILES[file]()
    opened = open_photo(data)
    copy = embedded(data, packed(parsed(opened.xmp), [status("one")]), opened.kind)
    again = embedded(copy, packed(parsed(open_photo(copy).xmp), [status("two")]), opened.kind)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(again)) as after:
        assert (after.mode, after.size) == (before.mode, before.size)
        assert np.array_equal(np.asarray(before), np.asarray(after))
    xmp = open_photo(again).xmp
    assert xmp.count(b"ModelReleaseStatus>two") == 1
    assert b"one" not in xmp.replace(b"xmlns", b"")
    assert (b'Shelf="7"' in xmp) is ("with xmp" in file)
    if opened.kind != "TIFF":
        assert len(again) == len(copy)


def test_only_the_segment_is_new_in_a_jpeg():
    """All else is there byte for byte, in its order."""
    data = made("JPEG", exif=Image.Exif(), icc_profile=b"profile" * 20, comment=b"a word")
    copy = embedded(data, packed(parsed(None), [status("one")]), "JPEG")
    at = next(place for place in range(len(data)) if copy[place] != data[place])
    added = len(copy) - len(data)
    # The segment begins with the marker that the next one begins with too.
    assert any(copy[: at - back] + copy[at - back + added :] == data for back in range(5))


@pytest.mark.parametrize("kind", ["GIF", "BMP"])
def test_a_format_without_a_place_is_refused(kind):
    """So that the fields go into a file beside it."""
    with pytest.raises(PhotoUnsupported):
        embedded(made(kind), b"packet", kind)


@pytest.mark.parametrize("kind", EMBEDS)
def test_a_file_that_breaks_off_is_refused_or_left_as_it_was(kind):
    """No fault, whatever is missing."""
    data = made("JPEG" if kind == "MPO" else kind)
    for length in range(2, 120):
        try:
            embedded(data[:length], b"packet", kind)
        except PhotoError:
            continue


def test_damaged_xmp_is_not_thrown_away():
    """What cannot be read might be what somebody needs."""
    with pytest.raises(PhotoDamaged):
        parsed(b"<x:xmpmeta")


def test_a_packet_too_long_for_a_jpeg_is_refused():
    """It would take a second segment of another kind."""
    with pytest.raises(PhotoUnsupported):
        embedded(made("JPEG"), b" " * 66_000, "JPEG")


@pytest.mark.slow
def test_real_files_of_every_kind_keep_what_they_show_and_say(shared_data):
    """Pixels of every page, and every fact that was read before; exiftool finds the new field in each."""
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed (libimage-exiftool-perl)")
    kinds = set()
    for path in sorted((shared_data / "formats" / "images").iterdir())[::4]:
        try:
            before = open_photo(path)
            pages = list(before.pages())
            copy = embedded(before.data, packed(parsed(before.xmp), [status("MR-LMR")]), before.kind)
        except PhotoError:
            continue
        after = open_photo(copy)
        if "loop" not in path.name:
            assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(pages, after.pages(), strict=True)), path
        told = {(fact.pattern, fact.value) for fact in after.metadata.facts}
        assert {(fact.pattern, fact.value) for fact in before.metadata.facts} <= told, path
        read = subprocess.run(
            ["exiftool", "-j", "-ModelReleaseStatus", "-"], input=copy, capture_output=True, check=True
        )
        assert json.loads(read.stdout)[0]["ModelReleaseStatus"] == "Limited or Incomplete Model Releases", path
        kinds.add(before.kind)
    assert kinds >= {"JPEG", "PNG", "WEBP", "TIFF"}
