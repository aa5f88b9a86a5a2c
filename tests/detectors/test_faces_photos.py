"""Real faces: small in a large photo, filling it, cut by its edge, and where there are none."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

from photocheck.detectors.faces import FaceDetector
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.imaging.opening import open_photo
from photocheck.imaging.photo import Photo
from photocheck.imaging.turning import turn_back, turned

pytestmark = pytest.mark.slow

# At this overlap over union two boxes are the same face: annotators draw them differently.
SAME = 0.35


@pytest.fixture(scope="module")
def detector():
    """The detector with its real weights."""
    return FaceDetector(threads=2)


@pytest.fixture(scope="module")
def first_photo(shared_data):
    """Open the nth photo of a set, and say where its labels put faces."""

    def opened(name, wanted):
        lines = (shared_data / name / "labels.jsonl").read_text("utf-8").splitlines()
        labels = next(row for row in map(json.loads, lines) if wanted(row))
        photo = next(open_photo(shared_data / name / labels["file"]).pages())
        faces = [truth for truth in labels["truth"] if truth["kind"] == "face" and not truth.get("ignore")]
        return photo, [Box(*truth["box"]) for truth in faces]

    return opened


@pytest.fixture(scope="module")
def portrait(first_photo):
    """A photo with one large face."""
    return first_photo(
        "faces_misc", lambda row: len(row["truth"]) == 1 and row["truth"][0]["box"][3] - row["truth"][0]["box"][1] > 150
    )


def with_pixels(photo, pixels):
    """A photo that shows something else."""
    return Photo(photo.source, np.ascontiguousarray(pixels), photo.metadata, photo.sha256)


def found(detector, photo, truth):
    """The findings that agree with the labelled face."""
    return [finding for finding in detector.detect(photo) if overlap_over_union(finding.box, truth) >= SAME]


def test_every_face_of_a_group_is_found(detector, first_photo):
    """Fifteen people and more, each with a box of their own and none twice."""
    photo, faces = first_photo("faces_misc", lambda row: len(row["truth"]) >= 15 and "dlib-gt" not in row["tags"])
    findings = detector.detect(photo)
    hits = [face for face in faces if any(overlap_over_union(finding.box, face) >= SAME for finding in findings)]
    assert len(hits) >= 0.95 * len(faces)
    assert len(findings) <= 1.1 * len(faces)


def test_a_face_of_20_pixels_in_12_megapixels_is_found(detector, portrait, first_photo):
    """Small in a large photo is still somebody."""
    photo, (face,) = portrait
    scale = 20 / face.height
    around = face.expanded(face.width).clipped(photo.width, photo.height)
    crop = photo.pixels[int(around.top) : int(around.bottom), int(around.left) : int(around.right)]
    small = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    nobody, _ = first_photo("negatives", lambda row: not row["truth"])
    large = cv2.resize(nobody.pixels, (4032, 3024), interpolation=cv2.INTER_CUBIC)
    large[2000 : 2000 + small.shape[0], 3000 : 3000 + small.shape[1]] = small
    truth = face.shifted(-int(around.left), -int(around.top)).scaled(scale).shifted(3000, 2000)
    (finding,) = detector.detect(with_pixels(photo, large))
    assert overlap_over_union(finding.box, truth) >= SAME


def test_a_face_that_fills_the_photo_is_found(detector, portrait):
    """Cut to the face and enlarged to eight megapixels, it is found once, with a box inside the photo."""
    photo, (face,) = portrait
    crop = photo.pixels[int(face.top) : int(face.bottom), int(face.left) : int(face.right)]
    large = cv2.resize(crop, (2400, 3200), interpolation=cv2.INTER_CUBIC)
    (finding,) = detector.detect(with_pixels(photo, large))
    assert overlap_over_union(finding.box, Box(0, 0, 2400, 3200)) >= 0.6
    assert finding.box == finding.box.clipped(2400, 3200)


def test_a_mask_hides_nobody_who_fills_the_picture(detector, shared_data):
    """Each masked face of 150 pixels and more, however much of a small picture it takes, is found."""
    rows = map(json.loads, (shared_data / "faces_mask/labels.jsonl").read_text("utf-8").splitlines())
    large = [
        (shared_data / "faces_mask" / row["file"], box)
        for row in rows
        for box in (Box(*truth["box"]) for truth in row["truth"] if truth.get("mask") == "with_mask")
        if min(box.width, box.height) >= 150
    ]
    assert large
    for path, box in large:
        assert found(detector, next(open_photo(path).pages()), box), path


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_photo_on_its_side_or_head_shows_its_faces(detector, first_photo, quarter_turns):
    """Without a word in the file on which way is up, nearly everybody is found, where they are in the file's pixels."""
    photo, faces = first_photo("faces_misc", lambda row: 3 <= len(row["truth"]) <= 8)
    findings = detector.detect(with_pixels(photo, turned(photo.pixels, quarter_turns)))
    boxes = [turn_back(finding.box, quarter_turns, photo.width, photo.height) for finding in findings]
    hits = [face for face in faces if any(overlap_over_union(box, face) >= SAME for box in boxes)]
    assert len(hits) >= len(faces) - 1


@pytest.mark.parametrize("side", ["left", "right", "bottom"])
def test_half_a_face_at_the_edge_is_found(detector, portrait, side):
    """Whoever is cut by the photo's edge can be recognised all the same."""
    photo, (face,) = portrait
    middle_x, middle_y = (int(value) for value in face.centre)
    part, seen = {
        "left": (photo.pixels[:, middle_x:], face.shifted(-middle_x, 0)),
        "right": (photo.pixels[:, :middle_x], face),
        "bottom": (photo.pixels[:middle_y], face),
    }[side]
    seen = seen.clipped(part.shape[1], part.shape[0])
    assert found(detector, with_pixels(photo, part), seen)


def test_where_nobody_is_nobody_is_found(detector, first_photo):
    """A landscape has no face."""
    photo, _ = first_photo("negatives", lambda row: not row["truth"] and "natural" in row["tags"])
    assert detector.detect(photo) == []


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (31, 33)])
def test_a_picture_of_any_shape_is_looked_at(detector, portrait, size):
    """A dot or a line is no fault."""
    photo, _ = portrait
    assert detector.detect(with_pixels(photo, np.full((*size, 3), 90, np.uint8))) == []
