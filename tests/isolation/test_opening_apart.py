"""A photo that another process opened is the same photo, and what that process says is not believed blindly."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PIL.ExifTags import Base

from photocheck import isolation
from photocheck.domain.geometry import Box
from photocheck.domain.redactions import HiddenArea
from photocheck.errors import PhotoDamaged, PhotoNotFound, PhotoTooLarge, PhotoUnsupported
from photocheck.imaging import isolated
from photocheck.imaging.limits import Limits
from photocheck.imaging.opening import open_photo
from photocheck.isolation.process import is_possible
from photocheck.redaction.encoding import encode_copy
from photocheck.redaction.painting import Painter

pytestmark = [
    pytest.mark.skipif(not is_possible(), reason="this system cannot hand a channel to another Python"),
    pytest.mark.slow,
]


@pytest.fixture
def apart(monkeypatch, stand_ins):
    """Photos are opened in processes of their own from now on; gives a function that opens one here all the same."""
    assert stand_ins
    monkeypatch.setattr(isolation._InForce, "decoders", None)
    monkeypatch.setenv(isolation.VARIABLE, "yes")

    def here(data, **options):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(isolation.VARIABLE, "no")
            opened = open_photo(data, **options)
            return opened, list(opened.pages())

    return here


def animation():
    """Three frames with a name and a time in the file."""
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    exif = Image.Exif()
    exif[Base.Artist] = "Ann Example"
    exif[Base.DateTime] = "2026:05:01 10:00:00"
    packed = io.BytesIO()
    frames[0].save(packed, "PNG", save_all=True, append_images=frames[1:], exif=exif)
    return packed.getvalue()


def test_it_is_the_same_photo(apart):
    """Pixels, pages, what the file says, its time and its sha256."""
    data = animation()
    opened, pages = open_photo(data, name="a.png"), []
    pages = list(opened.pages())
    here, pages_here = apart(data, name="a.png")
    assert isinstance(opened, isolated.IsolatedFile)
    assert (opened.source, opened.sha256, opened.taken_at) == (here.source, here.sha256, here.taken_at)
    assert opened.metadata.facts == here.metadata.facts
    assert [page.page for page in pages] == [page.page for page in pages_here] == [1, 2, 3]
    for page, page_here in zip(pages, pages_here, strict=True):
        assert np.array_equal(page.pixels, page_here.pixels)
        assert page.metadata == page_here.metadata


def test_errors_are_the_same(apart, tmp_path):
    """Each with its sentence."""
    del apart
    with pytest.raises(PhotoUnsupported):
        open_photo(b"<svg></svg>", name="a.svg")
    with pytest.raises(PhotoTooLarge, match="2 MB"):
        open_photo(bytes(2_000_000), limits=Limits(size=1_000_000))
    with pytest.raises(PhotoNotFound):
        open_photo(tmp_path / "nowhere.jpg")
    with pytest.raises(PhotoDamaged, match="damaged or incomplete"):
        list(open_photo(animation()[:-60]).pages())


def test_a_picture_that_a_program_hands_over_is_not_sent_around(apart):
    """It was decoded already."""
    del apart
    assert not isinstance(open_photo(Image.new("RGB", (8, 8))), isolated.IsolatedFile)


def test_a_lie_is_no_photo(apart, monkeypatch, stand_ins):
    """A process that was taken over cannot make this one take memory for pixels that do not come."""
    del apart
    monkeypatch.setattr(isolated, "photo_parts", stand_ins.tell_a_lie)
    with pytest.raises(PhotoDamaged):
        list(open_photo(animation()).pages())


@pytest.mark.parametrize(
    "said",
    [
        {"shape": [0, 4, 3]},
        {"shape": [4, 4, 4]},
        {"shape": [40_000, 40_000, 3]},
        {"shape": [4, 4, 3]},
        {},
    ],
)
def test_room_is_made_for_possible_pixels_only(said):
    """The size that is said must be the size that comes, and one that a photo may have."""
    with pytest.raises(ValueError, match="pixels"):
        isolated._room(said, [47], Limits())


def test_a_copy_is_encoded_there(apart):
    """It is the very copy that is made here."""
    del apart
    picture = Image.effect_noise((200, 160), 40).convert("RGB")
    ImageDraw.Draw(picture).rectangle((40, 40, 90, 90), fill="red")
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=88)
    painter = Painter((HiddenArea(Box(30, 30, 100, 100), "face", 1, 1),))
    there = encode_copy(packed.getvalue(), painter)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(isolation.VARIABLE, "no")
        assert encode_copy(packed.getvalue(), painter) == there
    with pytest.raises(PhotoDamaged):
        encode_copy(packed.getvalue()[:300], painter)


def test_the_variable_of_the_user_wins(monkeypatch):
    """PHOTOCHECK_ISOLATE=no stays no, and without it the program's word holds."""
    isolation.isolate(at_once=True)
    assert isolation.decoders_in_force() is None
    monkeypatch.delenv(isolation.VARIABLE)
    assert isolation.decoders_in_force() is None
    isolation.isolate()
    assert isolation.decoders_in_force() is not None


def test_what_is_said_is_json():
    """Nothing that comes back can be more than text and numbers."""
    header, _ = next(isolated.photo_parts(animation(), "a.png", Limits()))
    assert json.loads(json.dumps(header)) == header


def test_a_photo_is_looked_at_and_redacted_as_ever(apart, colour_screener, tmp_path):
    """The report, the copy and its proof are those of a photo that is parsed here."""
    del apart
    path = tmp_path / "party.jpg"
    drawn = Image.new("RGB", (320, 240), (120, 130, 140))
    drawn.paste((220, 10, 10), (40, 40, 80, 90))
    drawn.save(path, exif=Image.Exif())
    screener = colour_screener()
    there = screener.redact(screener.screen(path), to=tmp_path / "there.jpg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(isolation.VARIABLE, "no")
        here = screener.redact(screener.screen(path), to=tmp_path / "here.jpg")
    assert there.sha256 == here.sha256
    assert there.words == here.words == "1 face"
    assert there.before.findings == here.before.findings
    assert screener.screen(path.read_bytes()[:900], name="half.jpg").problems
