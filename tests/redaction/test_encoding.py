"""What each format keeps: pixels outside the hidden areas, colour profile, pages; and that all metadata goes."""

from __future__ import annotations

import io
import warnings

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.redactions import HiddenArea
from photocheck.errors import PhotoDamaged, PhotoUnsupported
from photocheck.imaging.opening import open_photo
from photocheck.redaction.encoding import encode_copy
from photocheck.redaction.leftovers import start_check
from photocheck.redaction.painting import COVER, Painter, mask_of
from photocheck.redaction.styles import Style

AREA = HiddenArea(Box(70, 60, 130, 110), "text", 1, 1)
SLANTED = HiddenArea(Polygon.of([(200, 50), (290, 80), (270, 150), (190, 120)]), "document", 1, 2)
PAINTER = Painter((AREA, SLANTED))
# A block of a JPEG at 4:2:0, and the pixel beside it into which colour is smoothed.
BLOCK = 17


def frames(data):
    """Every frame of a file, upright, in its own mode."""
    with Image.open(io.BytesIO(data)) as opened:
        for index in range(getattr(opened, "n_frames", 1)):
            opened.seek(index)
            yield ImageOps.exif_transpose(opened.copy())


def outside(picture, *, reach=0):
    """Where the picture must be as it was."""
    mask = mask_of([AREA.region, SLANTED.region], picture.width, picture.height).astype(np.uint8)
    return cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) == 0


def left_over(data, *, credit=False):
    """What other libraries find in the copy's metadata."""
    return start_check(data, credit=credit).finish()


LOSSLESS = {
    "PNG grey": ("PNG", "L", {}),
    "PNG": ("PNG", "RGB", {}),
    "PNG transparent": ("PNG", "RGBA", {}),
    "PNG palette": ("PNG", "P", {}),
    "PNG one bit": ("PNG", "1", {}),
    "PNG grey 16 bits": ("PNG", "I;16", {}),
    "TIFF": ("TIFF", "RGB", {"compression": "tiff_lzw"}),
    "TIFF CMYK": ("TIFF", "CMYK", {}),
    "TIFF fax": ("TIFF", "1", {"compression": "group4"}),
    "TIFF grey 16 bits": ("TIFF", "I;16", {}),
    "TIFF float": ("TIFF", "F", {}),
    "WebP lossless": ("WEBP", "RGB", {"lossless": True}),
    "WebP lossless transparent": ("WEBP", "RGBA", {"lossless": True, "exact": True}),
    "GIF": ("GIF", "P", {}),
    "BMP": ("BMP", "RGB", {}),
}


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_keep_every_pixel_outside(picture, packed, name):
    """Mode and pixels outside the hidden areas are identical, and those inside are all of one value."""
    kind, mode, options = LOSSLESS[name]
    drawn = picture()
    if mode == "I;16":
        drawn = Image.fromarray(np.asarray(drawn.convert("L")).astype(np.uint16) * 257 + 3)
    elif mode == "RGBA":
        drawn.putalpha(Image.linear_gradient("L").resize(drawn.size).point(lambda value: max(value, 1)))
    else:
        drawn = drawn.quantize(32) if mode == "P" else drawn.convert(mode)
    data = packed(drawn, kind, **options)
    copy = encode_copy(data, PAINTER)
    (before,), (after,) = frames(data), frames(copy)
    assert (after.mode, after.size) == (before.mode, before.size)
    there = outside(before)
    assert np.array_equal(np.asarray(after)[there], np.asarray(before)[there])
    inside = np.asarray(after)[~there]
    assert (inside == inside[0]).all()
    assert left_over(copy) == ()


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("ending", [".png", ".tiff"])
def test_colours_of_16_bits_keep_every_bit(channels, ending):
    """Pillow reads them as 8 bits; the copy still has all 16 outside the hidden areas."""
    shape = (240, 320, channels)
    pixels = np.random.default_rng(5).integers(1, 65536, shape, dtype=np.uint16)
    data = cv2.imencode(ending, pixels)[1].tobytes()
    copy = encode_copy(data, PAINTER)
    written = cv2.imdecode(np.frombuffer(copy, np.uint8), cv2.IMREAD_UNCHANGED)
    mask = mask_of([AREA.region, SLANTED.region], 320, 240)
    assert written.dtype == np.uint16
    assert np.array_equal(written[~mask], pixels[~mask])
    assert (written[mask] == written[mask][0]).all()
    assert left_over(copy) == ()


JPEGS = {
    "4:2:0": {"subsampling": "4:2:0", "quality": 90},
    "4:2:2": {"subsampling": "4:2:2", "quality": 75},
    "4:4:4": {"subsampling": "4:4:4", "quality": 95},
    "progressive": {"progressive": True},
    "coarse": {"quality": 30},
}


@pytest.mark.parametrize("name", [*JPEGS, "grey"])
def test_a_jpeg_is_changed_in_the_hidden_blocks_only(picture, packed, name):
    """Away from the hidden areas' blocks no pixel changes, and tables and sampling are the source's own."""
    drawn = picture(size=(325, 243)).convert("L" if name == "grey" else "RGB")
    data = packed(drawn, **JPEGS.get(name, {}))
    copy = encode_copy(data, PAINTER)
    (before,), (after,) = frames(data), frames(copy)
    there = outside(before, reach=BLOCK)
    assert np.array_equal(np.asarray(after)[there], np.asarray(before)[there])
    with Image.open(io.BytesIO(data)) as source, Image.open(io.BytesIO(copy)) as made:
        assert list(made.quantization.values()) == list(source.quantization.values())
        assert [layer[1:] for layer in made.layer] == [layer[1:] for layer in source.layer]
    middle = np.asarray(after.convert("RGB")).astype(int)[75:95, 85:115]
    assert abs(middle - COVER).max() <= 12
    assert left_over(copy) == ()


@pytest.mark.parametrize("size", [(320, 240), (325, 243)])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_orientations_come_out_upright(picture, packed, size, orientation):
    """The copy is upright without a tag, the cover is where the upright photo had it, the rest differs by 2 at most."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = packed(picture(size=size), exif=exif, quality=92)
    copy = encode_copy(data, PAINTER)
    (before,), (after,) = frames(data), frames(copy)
    with Image.open(io.BytesIO(copy)) as made:
        assert not made.getexif()
    assert after.size == before.size
    difference = np.abs(np.asarray(after).astype(int) - np.asarray(before))[outside(before, reach=BLOCK)]
    assert difference.max() <= 2
    assert difference.mean() <= 0.5
    assert abs(np.asarray(after).astype(int)[75:95, 85:115] - COVER).max() <= 12


def test_a_print_jpeg_keeps_its_inks(picture, packed):
    """A CMYK picture stays CMYK, finely encoded."""
    data = packed(picture().convert("CMYK"))
    copy = encode_copy(data, PAINTER)
    (before,), (after,) = frames(data), frames(copy)
    assert after.mode == "CMYK"
    difference = np.abs(np.asarray(after).astype(int) - np.asarray(before))[outside(before, reach=BLOCK)]
    assert difference.max() <= 2
    assert left_over(copy) == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF", "HEIF"])
def test_the_colour_profile_is_kept_and_nothing_else(picture, packed, kind):
    """Position, owner, captions and XMP go; the profile, without which colours look wrong, stays."""
    open_photo(packed(picture()))  # registers the decoder for HEIF
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    if kind != "TIFF":
        exif[0x8825] = {1: "N", 2: (52.0, 19.0, 48.0), 3: "W", 4: (1.0, 56.0, 24.0)}
    exif[0x010E] = "Anna at the open day"
    options = {"icc_profile": profile, "exif": exif}
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", "Anna")
    data = packed(picture(), kind, **options) + b"and something after the end of it"
    copy = encode_copy(data, PAINTER)
    with Image.open(io.BytesIO(copy)) as made:
        assert made.info.get("icc_profile") == profile
        assert not {tag: value for tag, value in made.getexif().items() if tag in {0x8825, 0x010E}}
    assert left_over(copy) == ()
    assert b"Anna" not in copy
    assert b"something after" not in copy


def test_something_else_under_the_name_of_a_profile_goes(picture, packed):
    """What is no colour profile is not carried along."""
    copy = encode_copy(packed(picture(), "PNG", icc_profile=b"a letter to Anna" * 20), PAINTER)
    with Image.open(io.BytesIO(copy)) as made:
        assert "icc_profile" not in made.info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_leftovers_are_found(picture, packed, kind):
    """The check does find what a careless copy would hold: it is not blind."""
    exif = Image.Exif()
    exif[0x010E] = "Anna at the open day"
    assert left_over(packed(picture(), kind, exif=exif))


def test_bytes_after_the_end_are_found(picture, packed):
    """A video or a picture behind the end of the copy would be told."""
    assert left_over(packed(picture()) + bytes(range(200)))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames_and_their_time(picture, packed, kind):
    """Every frame is covered by its own areas; one that repeats the frame before is covered like it."""
    patch = ((0, 0, 0), (10, 10, 50, 50))
    drawn = [picture(patch), picture(patch), picture(((255, 255, 255), (10, 10, 50, 50)))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = packed(drawn[0], kind, save_all=True, append_images=drawn[1:], duration=[70, 80, 90])
    pages = [page.page for page in open_photo(data).pages()]
    areas = tuple(HiddenArea(Box(10 + 100 * at, 10, 60 + 100 * at, 60), "text", page) for at, page in enumerate(pages))
    copy = encode_copy(data, Painter(areas))
    before, after = list(frames(data)), list(frames(copy))
    assert len(after) == len(before)
    page = 0
    for index, frame in enumerate(after, start=1):
        page = page + 1 if index in pages else page
        left = 10 + 100 * (page - 1)
        covered = np.asarray(frame.convert("RGB")).astype(int)[15:55, left + 5 : left + 45]
        assert covered.std(axis=(0, 1)).max() < 4


def test_what_lies_under_full_transparency_is_gone(picture, packed):
    """Colours that nobody sees, and anybody can bring back, are blanked."""
    drawn = picture()
    drawn.putalpha(Image.new("L", drawn.size, 255))
    pixels = np.array(drawn)
    pixels[:20, :20, 3] = 0
    copy = encode_copy(packed(Image.fromarray(pixels), "PNG"), PAINTER)
    (after,) = frames(copy)
    assert not np.asarray(after)[:20, :20].any()


def test_a_crop_holds_nothing_of_what_was_cut_off(picture, packed):
    """A JPEG is cut between blocks, so the copy's pixels are the original's and no block holds more."""
    data = packed(picture())
    copy = encode_copy(data, Painter(()), cut=Box(32, 16, 160, 240))
    (before,), (after,) = frames(data), frames(copy)
    assert after.size == (128, 224)
    inner = np.asarray(before)[16:240, 32:160][2:-2, 2:-2]
    assert np.array_equal(np.asarray(after)[2:-2, 2:-2], inner)


def test_styles_are_refused_where_there_is_no_colour_for_them(packed, picture):
    """A palette has no place for a blurred face; the solid cover is named as the way out."""
    face = HiddenArea(Box(20, 20, 90, 90), "face", 1, 1)
    with pytest.raises(PhotoUnsupported, match="few colours"):
        encode_copy(packed(picture().quantize(16), "PNG"), Painter((face,), Style.BLUR))


def test_a_file_that_breaks_off_has_no_copy(picture, packed):
    """A damaged file gives a sentence, not a fault."""
    with pytest.raises(PhotoDamaged, match="damaged"):
        encode_copy(packed(picture(), "PNG")[:-2000], PAINTER)
