"""Screens, and what looks like them: what the network's answers mean, and several looks as one list."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.box_groups import overlaps
from photocheck.detectors.document_network import prepared
from photocheck.detectors.object_network import CLASSES, STRIDES, decoded
from photocheck.detectors.objects import Device, DeviceProposer, joined
from photocheck.imaging.opening import open_photo

HALF = 0.5
BOXES = st.tuples(*[st.integers(0, 300)] * 2, *[st.integers(5, 200)] * 2).map(
    lambda four: np.array((four[0], four[1], four[0] + four[2], four[1] + four[3]), np.float32)
)
DEVICES = st.builds(Device, BOXES, st.floats(0.05, 1), st.floats(0.05, 1))


def answers(given):
    """Three answers that see nothing anywhere."""
    rows, columns = given.pixels.shape[1:3]
    return [np.full((1, 51, rows // stride, columns // stride), -9.0, np.float32) for stride in STRIDES]


def plant(answer, name, distances, *, row, column, logit=2.0):
    """Let a cell see one of CLASSES, its sides so many strides away: left, top, right, bottom."""
    answer[0, CLASSES.index(name), row, column] = logit
    for side, distance in enumerate(distances):
        answer[0, 7 + side * 11 + distance, row, column] = 40.0


def box_of(*sides):
    """A box as the network's rows have it."""
    return np.array(sides, np.float32)


def test_a_thing_comes_back_where_it_was_planted():
    """Its box is in pixels of the photo, and its chance is that of its class."""
    made = prepared(np.zeros((320, 640, 3), np.uint8), 320)
    planted = answers(made)
    plant(planted[1], "laptop", (2, 1, 3, 2), row=4, column=6)
    (row,) = decoded(planted, made)
    assert row[:4] == pytest.approx([(6.5 - 2) * 32, (4.5 - 1) * 32, (6.5 + 3) * 32, (4.5 + 2) * 32], abs=0.1)
    assert row[4 + CLASSES.index("laptop")] == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-4)
    assert row[4 + CLASSES.index("microwave")] < 0.01


def test_in_the_mirror_it_is_where_it_is_in_the_photo():
    """What the network says to the mirror image is turned back, beside a photo that had to be filled up too."""
    made = prepared(np.zeros((200, 300, 3), np.uint8), 300)
    columns = made.pixels.shape[2] // 8
    plain, across = answers(made), answers(made)
    plant(plain[0], "phone", (2, 1, 3, 2), row=4, column=6)
    plant(across[0], "phone", (3, 1, 2, 2), row=4, column=columns - 1 - 6)
    assert decoded(across, made, mirrored=True) == pytest.approx(decoded(plain, made), abs=1e-3)


def test_a_box_ends_where_the_photo_ends():
    """A screen that is cut off reaches to the edge."""
    made = prepared(np.zeros((96, 96, 3), np.uint8), 96)
    planted = answers(made)
    plant(planted[2], "television", (10, 10, 10, 10), row=1, column=1)
    (row,) = decoded(planted, made)
    assert row[:4].tolist() == [0, 0, 96, 96]


@given(BOXES, BOXES)
def test_agreement_of_boxes_is_mutual_and_a_share(one, other):
    """Who is compared with whom makes no difference, and a box agrees with itself."""
    assert overlaps(one[None], other[None])[0, 0] == pytest.approx(overlaps(other[None], one[None])[0, 0], abs=1e-5)
    assert 0 <= overlaps(one[None], other[None])[0, 0] <= 1 + 1e-5
    assert overlaps(one[None], one[None])[0, 0] == pytest.approx(1)


def test_what_one_of_two_looks_sees_is_half_as_likely():
    """Two looks that agree keep their chance, one alone halves it."""
    both, alone = box_of(0, 0, 100, 80), box_of(300, 0, 400, 80)
    found = joined([[Device(both, 0.6, 0.1), Device(alone, 0.6, 0.0)], [Device(both + 2, 0.4, 0.1)]])
    assert [device.screen for device in found] == pytest.approx([0.5, 0.3])
    assert found[0].appliance == pytest.approx(0.1)
    assert found[0].box == pytest.approx(both + 0.8)


@given(st.lists(DEVICES, max_size=6), st.lists(DEVICES, max_size=6))
def test_looks_joined_are_no_surer_than_the_surest_and_tell_nothing_twice(one, other):
    """A mean is no higher than what it is taken of; the likeliest comes first, and where nobody sees, nothing is."""
    found = joined([one, other])
    likely = [max(device.screen, device.appliance) for device in found]
    assert likely == sorted(likely, reverse=True)
    assert bool(found) == bool(one or other)
    assert max(likely, default=0) <= max((max(device.screen, device.appliance) for device in one + other), default=0)
    assert len(found) <= len(one) + len(other)


def test_a_box_without_area_is_told_once():
    """What was cut off wholly by the photo's edge does not keep the looks from coming to an end."""
    nothing = Device(box_of(0, 20, 0, 60), 0.3, 0.0)
    assert len(joined([[nothing], []])) == 1


@pytest.fixture(scope="module")
def proposer():
    """The network with the weights that photocheck ships."""
    return DeviceProposer(threads=2)


@pytest.mark.slow
def test_real_screens_are_found(proposer, shared_data):
    """Of screens that are a fifth of the photo or more, most are seen by half, and taken for no appliance."""
    lines = (shared_data / "objects" / "labels.jsonl").read_text("utf-8").splitlines()
    found = []
    for label in map(json.loads, lines):
        truths = [truth for truth in label["truth"] if truth["kind"] == "screen" and _is_large(truth["box"], label)]
        if truths and len(found) < 6:
            pixels = next(open_photo(shared_data / "objects" / label["file"]).pages()).pixels
            seen = [device.box for device in proposer.propose(pixels) if device.screen > max(0.2, device.appliance)]
            boxes = np.array(seen, np.float32).reshape(-1, 4)
            found += [bool((overlaps(box_of(*truth["box"])[None], boxes) >= HALF).any()) for truth in truths]
    assert sum(found) > len(found) / 2


@pytest.mark.slow
def test_a_plain_wall_has_no_screen(proposer):
    """Nothing is seen where nothing is."""
    wall = np.random.default_rng(2).integers(140, 160, (600, 800, 3), np.uint8)
    assert all(device.screen < 0.2 for device in proposer.propose(wall))


def _is_large(box, label):
    return min(box[2] - box[0], box[3] - box[1]) >= 0.2 * max(label["width"], label["height"])
