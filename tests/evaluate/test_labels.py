"""Label files are read exactly, and a wrong one is named with its line."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from photocheck.domain.geometry import Box
from photocheck.errors import UsageError
from photocheck.evaluate.labels import find_sets, load_set


def row(**more):
    """A label with the least that it needs."""
    return {"file": "images/a.jpg", "truth": [], **more}


def test_a_photo_is_read_with_all_its_labels(write_set):
    """Every field of the form arrives."""
    folder = write_set(
        row(
            width=200,
            height=100,
            tags=["desk"],
            truth=[{"kind": "qr", "box": [1, 2, 30, 40], "text": "hello", "ignore": True}],
            complete_for=["qr"],
            facts=[{"pattern": "phone", "text": "07700 900123"}],
            readable=False,
            pil_decodes=False,
        )
    )
    labelled = load_set(folder / "labels.jsonl")
    photo = labelled.photos[0]
    assert labelled.name == "handmade"
    assert photo.path == folder / "images/a.jpg"
    assert (photo.size, photo.tags, photo.complete_for) == ((200, 100), ("desk",), {"qr"})
    assert (photo.readable, photo.decodable) == (False, False)
    assert photo.facts[0].pattern == "phone"
    truth = photo.truth[0]
    assert (truth.kind, truth.box, truth.text, truth.ignore) == ("qr", Box(1, 2, 30, 40), "hello", True)


def test_what_is_left_out_means_what_a_reader_expects(write_set):
    """Without the optional fields a photo is readable, decodable, upright and complete for nothing."""
    photo = load_set(write_set(row(truth=[{"kind": "barcode"}])) / "labels.jsonl").photos[0]
    assert (photo.readable, photo.decodable, photo.size, photo.complete_for) == (True, True, None, frozenset())
    assert photo.truth[0].box is None


def test_a_polygon_alone_gives_the_box_around_it(write_set):
    """A label may have an outline only."""
    folder = write_set(row(truth=[{"kind": "document", "polygon": [[5, 0], [10, 5], [5, 10], [0, 5]]}]))
    assert load_set(folder / "labels.jsonl").photos[0].truth[0].box == Box(0, 0, 10, 10)


def test_a_box_that_sticks_out_is_cut_at_the_edge(write_set):
    """No detector can see what lies outside of the picture."""
    folder = write_set(row(width=50, height=40, truth=[{"kind": "document", "box": [-10, -5, 80, 30]}]))
    assert load_set(folder / "labels.jsonl").photos[0].truth[0].box == Box(0, 0, 50, 30)


@given(
    orientation=st.integers(1, 8),
    corner=st.tuples(st.integers(0, 18), st.integers(0, 11)),
    size=st.tuples(st.integers(1, 2), st.integers(1, 3)),
)
def test_labels_turn_with_the_picture(tmp_path_factory, orientation, corner, size):
    """A box lies on the same pixels after both were turned upright, for all eight orientations."""
    width, height = 20, 14
    left, top, right, bottom = (*corner, corner[0] + size[0], corner[1] + size[1])
    pixels = np.zeros((height, width), np.uint8)
    pixels[top:bottom, left:right] = 255
    picture = Image.fromarray(pixels)
    picture.getexif()[0x0112] = orientation
    upright = np.asarray(ImageOps.exif_transpose(picture))

    folder = tmp_path_factory.mktemp("turned")
    label = row(
        width=width,
        height=height,
        exif_orientation=orientation,
        truth=[{"kind": "face", "box": [left, top, right, bottom]}],
    )
    (folder / "labels.jsonl").write_text(json.dumps(label), encoding="utf-8")
    photo = load_set(folder / "labels.jsonl").photos[0]

    box = photo.truth[0].box
    assert box is not None
    rows, columns = np.nonzero(upright)
    assert (box.left, box.top, box.right, box.bottom) == (
        columns.min(),
        rows.min(),
        columns.max() + 1,
        rows.max() + 1,
    )
    assert photo.size == upright.shape[::-1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{not json", "line 2"),
        ('{"truth": []}', "“file” is missing"),
        ('{"file": "a.jpg"}', "“truth” is missing"),
        ('{"file": "a.jpg", "truth": [{"box": [0, 0, 1, 1]}]}', "“kind” is missing"),
        ('{"file": "a.jpg", "truth": [{"kind": "face", "box": [9, 0, 1, 1]}]}', "a box needs"),
        ('{"file": "a.jpg", "truth": [{"kind": "face", "box": [0, 1, 1]}]}', "line 2"),
        ('{"file": "a.jpg", "exif_orientation": 6, "truth": [{"kind": "face", "box": [0, 0, 1, 1]}]}', "width"),
        ('["a.jpg"]', "line 2"),
    ],
)
def test_a_wrong_label_file_is_named_with_its_line(tmp_path, line, told):
    """Somebody who writes labels by hand finds the mistake."""
    labels = tmp_path / "labels.jsonl"
    labels.write_text(f'{{"file": "ok.jpg", "truth": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_set(labels)
    assert "line 2" in caught.value.message
    assert told in caught.value.message


def test_a_set_is_a_folder_a_file_or_a_folder_of_sets(write_set, tmp_path):
    """All three ways of naming sets name the same label files, each once."""
    one, two = write_set(row(), name="one"), write_set(row(), name="two")
    assert find_sets([tmp_path]) == (one / "labels.jsonl", two / "labels.jsonl")
    assert find_sets([one, one / "labels.jsonl"]) == (one / "labels.jsonl",)


def test_a_folder_without_labels_is_an_error(tmp_path):
    """Measuring nothing must not look like measuring."""
    with pytest.raises(UsageError, match="no labelled photos"):
        find_sets([tmp_path])
