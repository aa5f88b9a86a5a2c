"""Every format opens upright, in RGB, and whatever cannot be opened is said in a sentence."""

from __future__ import annotations

import hashlib
import io
import threading
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageFile

from photocheck.errors import PhotoDamaged, PhotoError, PhotoNotFound, PhotoTooLarge, PhotoUnreadable, PhotoUnsupported
from photocheck.imaging.limits import Limits
from photocheck.imaging.opening import open_photo

ORIENTATION = 0x0112
EVERY_FORMAT = ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "AVIF"]
# How the pixels have to be stored so that a viewer who follows the tag sees the scene upright.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored(scene, orientation):
    """The scene as a camera that was held that way keeps it, and the EXIF data that says so."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    way = STORED[orientation]
    return (scene if way is None else scene.transpose(way)), exif


@pytest.mark.parametrize("form", EVERY_FORMAT)
def test_every_format_opens(make, opened, form):
    """The pixels are RGB, eight bits, of the right size, and show the scene."""
    photo = opened(make.packed(make.scene(), form))
    assert (photo.width, photo.height) == (120, 80)
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.flags.c_contiguous
    assert make.corners(photo.pixels) == make.upright


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_photos_are_turned_upright_once(make, opened, form, orientation):
    """By EXIF's tag, or by the container's own rotation, and never by both."""
    picture, exif = stored(make.scene(), orientation)
    if form == "HEIF":
        # From here, and not as an argument, it is written as the container's own rotation.
        picture.info["exif"] = exif.tobytes()
        data = make.packed(picture, form)
    else:
        data = make.packed(picture, form, exif=exif)
    photo = opened(data)
    assert (photo.width, photo.height) == (120, 80)
    assert make.corners(photo.pixels) == make.upright


def test_heif_is_turned_by_its_container_alone(make, opened):
    """Where EXIF says otherwise, viewers go by the container (ISO/IEC 23000-22), and so do we."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    assert make.corners(opened(make.packed(make.scene(), "HEIF", exif=exif)).pixels) == make.upright


def test_an_orientation_that_is_nonsense_leaves_the_photo_as_it_is(make, opened):
    """A damaged tag says nothing about the pixels, which are sound."""
    exif = Image.Exif()
    exif[ORIENTATION] = 77
    assert make.corners(opened(make.packed(make.scene(), "JPEG", exif=exif)).pixels) == make.upright


@pytest.mark.parametrize(
    ("mode", "form"),
    [("L", "PNG"), ("1", "PNG"), ("P", "PNG"), ("P", "GIF"), ("LA", "PNG"), ("RGBA", "WEBP"), ("CMYK", "JPEG"),
     ("CMYK", "TIFF"), ("I;16", "PNG"), ("I;16", "TIFF"), ("F", "TIFF"), ("YCbCr", "TIFF"), ("LAB", "TIFF")],
)  # fmt: skip
def test_every_mode_becomes_rgb(make, opened, mode, form):
    """Greys, palettes, transparency, print colours, 16 bits and floats: the light part stays lighter."""
    grey = make.scene().convert("L")
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    elif mode in {"F", "LA"}:
        picture = grey.convert(mode)
    elif mode == "LAB":
        picture = Image.merge("LAB", (grey, Image.new("L", grey.size, 128), Image.new("L", grey.size, 128)))
    else:
        picture = make.scene().convert(mode)
    pixels = opened(make.packed(picture, form)).pixels
    assert pixels.shape == (80, 120, 3)
    assert int(pixels[4, -5].sum()) > int(pixels[4, 4].sum()) + 100


def test_each_page_of_a_tiff_is_a_page(make):
    """Pages of other sizes and modes too, each upright by its own tag."""
    first, tag = stored(make.scene(), 6)
    second = make.scene(60, 40).convert("L")
    data = make.packed(first, "TIFF", save_all=True, append_images=[second], exif=tag)
    opened = open_photo(data)
    pages = list(opened.pages())
    assert opened.page_count == 2
    assert [page.page for page in pages] == [1, 2]
    assert (pages[0].width, pages[0].height) == (120, 80)
    assert make.corners(pages[0].pixels) == make.upright


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_each_frame_of_an_animation_is_a_page(make, form):
    """What shows for a moment can be read as well."""
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "white", "blue")]
    options = {"lossless": True} if form == "WEBP" else {}
    data = make.packed(frames[0], form, save_all=True, append_images=frames[1:], **options)
    colours = [tuple(page.pixels[30, 30] > 128) for page in open_photo(data).pages()]
    assert colours == [(True, False, False), (True, True, True), (False, False, True)]


def test_frames_that_repeat_are_looked_at_once(make):
    """A still picture that pretends to move costs no more than one."""
    frame = Image.new("RGB", (64, 64), "red")
    other = Image.new("RGB", (64, 64), "blue")
    data = make.packed(frame, "TIFF", save_all=True, append_images=[frame, frame, other])
    assert [page.page for page in open_photo(data).pages()] == [1, 4]


def test_frames_beyond_the_limit_are_said(make):
    """The first ones are given, and the rest is a sentence, not silence."""
    frames = [Image.new("RGB", (16, 16), (step * 40, 0, 0)) for step in range(5)]
    data = make.packed(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    seen = []
    with pytest.raises(PhotoTooLarge, match="5 pages or frames; the first 3 were checked"):
        seen += open_photo(data, limits=Limits(pages=3)).pages()
    pages = open_photo(data, limits=Limits(pages=3)).pages()
    assert [next(pages).page for _ in range(3)] == [1, 2, 3]


def test_every_picture_of_a_heif_is_a_page_and_the_main_one_comes_first(make):
    """What viewers show comes first, wherever it lies in the container, and none is left out."""
    container = pillow_heif.from_pillow(Image.new("RGB", (64, 64), "white"))
    container.add_from_pillow(make.scene())
    stream = io.BytesIO()
    container.save(stream, primary_index=1, quality=90)
    pages = list(open_photo(stream.getvalue()).pages())
    assert [(page.page, page.width) for page in pages] == [(1, 120), (2, 64)]
    assert make.corners(pages[0].pixels) == make.upright


def test_a_picture_in_a_jpeg_behind_the_first_is_no_page(make):
    """It is told of as a hidden picture instead."""
    data = make.packed(make.scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 64))])
    opened = open_photo(data)
    assert opened.page_count == 1
    assert ("hidden-image", "multi-picture") in {(fact.kind, fact.pattern) for fact in opened.metadata.facts}


def test_the_name_does_not_decide(make, tmp_path):
    """A PNG called .jpg opens: phones and web pages rename."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(make.packed(make.scene(), "PNG"))
    assert make.corners(next(open_photo(path).pages()).pixels) == make.upright


def test_paths_bytes_pictures_and_arrays_are_the_same_photo(make, tmp_path, opened):
    """Programs hand over what they have."""
    data = make.packed(make.scene(), "PNG")
    path = tmp_path / "a.png"
    path.write_bytes(data)
    array = np.asarray(make.scene())
    for source in (path, str(path), data, make.scene(), array):
        assert np.array_equal(opened(source).pixels, array)
    assert opened(np.asarray(make.scene().convert("L"))).pixels.shape == (80, 120, 3)
    assert opened(np.asarray(make.scene().convert("RGBA"))).pixels.shape == (80, 120, 3)


def test_the_digest_is_of_the_file(make, tmp_path):
    """So that a report can be held against the file later; pixels without a file have one of their own."""
    data = make.packed(make.scene(), "PNG")
    path = tmp_path / "a.png"
    path.write_bytes(data)
    assert open_photo(path).sha256 == hashlib.sha256(data).hexdigest() == open_photo(data).sha256
    assert open_photo(make.scene()).sha256 != open_photo(make.scene(121)).sha256


def test_a_picture_that_is_handed_over_is_not_changed(make):
    """It belongs to whoever handed it over."""
    picture = make.scene()
    before = picture.tobytes()
    list(open_photo(picture).pages())
    assert picture.tobytes() == before


@pytest.mark.parametrize("array", [np.zeros((4, 4), np.float32), np.zeros((4, 4, 2), np.uint8), np.zeros(4, np.uint8)])
def test_an_array_of_another_form_is_refused(array):
    """With a sentence that names the forms which are taken."""
    with pytest.raises(PhotoUnsupported, match="uint8"):
        open_photo(array)


def test_an_array_without_pixels_is_damaged():
    """Nothing to look at is not clean."""
    with pytest.raises(PhotoDamaged):
        open_photo(np.zeros((0, 4, 3), np.uint8))


@pytest.mark.parametrize("form", EVERY_FORMAT)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_truncated_photo_is_damaged(form, share):
    """Half a photo is not looked at as if it were whole."""
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (90, 90, 3), np.uint8))
    stream = io.BytesIO()
    noise.save(stream, form)
    data = stream.getvalue()
    with pytest.raises(PhotoError) as caught:
        list(open_photo(data[: int(len(data) * share)], name=f"photo.{form.lower()}").pages())
    assert caught.value.message.endswith(".")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "name", "error", "words"),
    [
        (b"", "a.jpg", PhotoDamaged, "empty"),
        (bytes(5000), "a.jpg", PhotoDamaged, "zeros"),
        (b"Dear customer, " * 20, "letter.jpg", PhotoDamaged, "not the kind of file"),
        (b"Dear customer, " * 20, "letter.txt", PhotoUnsupported, "not a photo"),
        (b"%PDF-1.7 " + b"x" * 200, "a.pdf", PhotoUnsupported, "PDF"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", PhotoUnsupported, "SVG"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"x" * 200, "clip.mp4", PhotoUnsupported, "video"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"x" * 200, "clip.mov", PhotoUnsupported, "video"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"x" * 200, "clip.webm", PhotoUnsupported, "video"),
        (b"FUJIFILMCCD-RAW 0201" + b"x" * 200, "a.raf", PhotoUnsupported, "RAW"),
        (b"II*\0\x10\0\0\0CR\x02\0" + b"x" * 200, "a.cr2", PhotoUnsupported, "RAW"),
        (b"\0\0\0\x18ftypcrx " + b"x" * 200, "a.cr3", PhotoUnsupported, "RAW"),
        (b"MM\0*\0\0\0\x08" + b"x" * 200, "a.NEF", PhotoUnsupported, "RAW"),
        (b"II*\0\x08\0\0\0" + b"x" * 200, "a.dng", PhotoUnsupported, "RAW"),
        (b"IIU\0" + b"x" * 200, "a.rw2", PhotoUnsupported, "RAW"),
        (b"PK\3\4" + b"x" * 200, "photos.zip", PhotoUnsupported, "not a photo"),
        (b"MZ" + b"x" * 200, "photo.jpg", PhotoUnsupported, "not a photo"),
    ],
)
def test_what_is_no_photo_is_named(data, name, error, words):
    """Empty, mislabelled, RAW, video and documents each get a sentence, and a hint what to do."""
    with pytest.raises(error, match=words) as caught:
        open_photo(data, name=name)
    assert caught.value.hint


def test_a_raw_file_that_pillow_could_open_as_tiff_is_still_raw(make):
    """Its TIFF part is a small preview, which is not what the camera saw."""
    with pytest.raises(PhotoUnsupported, match="RAW"):
        open_photo(make.packed(make.scene(), "TIFF"), name="DSC_0001.NEF")


def test_paths_that_lead_nowhere_are_said(tmp_path):
    """A missing file, a folder, a file as a folder, a name that no system takes."""
    (tmp_path / "a.jpg").write_bytes(b"x")
    with pytest.raises(PhotoNotFound):
        open_photo(tmp_path / "missing.jpg")
    with pytest.raises(PhotoNotFound):
        open_photo(tmp_path / "a.jpg" / "b.jpg")
    with pytest.raises(PhotoUnreadable, match="folder"):
        open_photo(tmp_path)
    with pytest.raises(PhotoUnreadable):
        open_photo("a\0b.jpg")


@pytest.mark.parametrize(
    ("error", "words"), [(PermissionError(13, "denied"), "may not read"), (OSError(5, "Input/output error"), "read")]
)
def test_a_file_that_the_system_does_not_give_is_unreadable(tmp_path, monkeypatch, error, words):
    """No permission, or a disk that fails; the tests may run as root, so the system's answer is played."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x")

    def refusing(_self):
        raise error

    monkeypatch.setattr(type(path), "read_bytes", refusing)
    with pytest.raises(PhotoUnreadable, match=words):
        open_photo(path)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(make, tmp_path, monkeypatch):
    """The size is asked for first, so that a huge file fills no memory."""
    path = tmp_path / "big.png"
    path.write_bytes(make.packed(make.scene(), "PNG"))
    monkeypatch.setattr(type(path), "read_bytes", lambda _self: pytest.fail("it was read"))
    with pytest.raises(PhotoTooLarge, match="limit"):
        open_photo(path, limits=Limits(size=10))


def test_bytes_beyond_the_limit_are_refused(make):
    """The same holds for what a program hands over."""
    with pytest.raises(PhotoTooLarge):
        open_photo(make.packed(make.scene(), "PNG"), limits=Limits(size=10))


@pytest.mark.parametrize("form", EVERY_FORMAT)
def test_pixels_beyond_the_limit_are_refused_before_they_are_decoded(make, form):
    """The header says how large it will be."""
    data = make.packed(make.scene(), form)
    with pytest.raises(PhotoTooLarge, match="megapixels"):
        open_photo(data, limits=Limits(pixels=1000))


def test_a_page_beyond_the_limit_is_refused_as_well(make):
    """A small first page does not hide a huge second one."""
    data = make.packed(Image.new("RGB", (20, 20)), "TIFF", save_all=True, append_images=[Image.new("RGB", (200, 200))])
    pages = open_photo(data, limits=Limits(pixels=1000)).pages()
    assert next(pages).width == 20
    with pytest.raises(PhotoTooLarge):
        next(pages)


def test_a_bomb_is_refused(make):
    """A kilobyte that claims to be a billion pixels is not unpacked."""
    png = make.packed(Image.new("L", (8, 8)), "PNG")
    huge = png[:16] + (40_000).to_bytes(4, "big") * 2 + png[24:]
    with pytest.raises(PhotoError) as caught:
        open_photo(_with_sound_crc(huge), name="bomb.png")
    assert isinstance(caught.value, PhotoTooLarge)


def _with_sound_crc(png):
    return png[:29] + zlib.crc32(png[12:29]).to_bytes(4, "big") + png[33:]


def test_a_decoder_that_takes_too_long_is_not_waited_for(make, monkeypatch):
    """The photo becomes a sentence, and the run goes on."""
    stuck = threading.Event()
    opened = open_photo(make.packed(make.scene(), "PNG"), limits=Limits(seconds=0.2))
    monkeypatch.setattr("photocheck.imaging.photo_file.rgb_pixels", lambda _: stuck.wait(10))
    try:
        with pytest.raises(PhotoTooLarge, match="longer than"):
            next(opened.pages())
    finally:
        stuck.set()


def test_counting_pages_is_limited_too(make, monkeypatch):
    """A file that claims a million frames takes its time before the first is decoded."""
    stuck = threading.Event()
    monkeypatch.setattr("photocheck.imaging.photo_file._identified", lambda _: stuck.wait(10))
    try:
        with pytest.raises(PhotoTooLarge, match="longer than"):
            open_photo(make.packed(make.scene(), "GIF"), limits=Limits(seconds=0.2))
    finally:
        stuck.set()


def test_too_little_memory_is_said(make, monkeypatch):
    """It is no fault of the photo, and never "clean"."""

    def exhausted(_):
        raise MemoryError

    monkeypatch.setattr("photocheck.imaging.photo_file.rgb_pixels", exhausted)
    with pytest.raises(PhotoTooLarge, match="memory"):
        next(open_photo(make.packed(make.scene(), "PNG")).pages())


def test_only_our_formats_are_tried(make):
    """Pillow knows sixty, and each parser is a way in for a hostile file."""
    for form in ("PPM", "TGA", "PCX", "ICO"):
        with pytest.raises(PhotoError):
            open_photo(make.packed(make.scene(32, 32), form))


def test_warnings_of_the_libraries_stay_inside(make, recwarn):
    """A user is told in sentences or not at all."""
    picture = make.scene().convert("P")
    picture.info["transparency"] = bytes(range(200))
    list(open_photo(make.packed(picture, "PNG")).pages())
    assert not recwarn.list


def test_a_truncated_photo_is_damaged_whatever_another_library_has_set(monkeypatch):
    """face_recognition tells Pillow to fill up what is missing: that must not make half a photo a whole one."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    stream = io.BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(stream, "JPEG")
    whole = stream.getvalue()
    with pytest.raises(PhotoError):
        list(open_photo(whole[: len(whole) // 2]).pages())


def test_damaged_pixels_are_told_of_whatever_was_read_first(make):
    """Asking a PNG for its comments decodes it, and Pillow tells of damage only once."""
    data = bytearray(make.packed(Image.effect_noise((72, 48), 60), "PNG"))
    data[data.index(b"IDAT") + 400] ^= 0xFF
    with pytest.raises(PhotoDamaged):
        list(open_photo(bytes(data)).pages())
