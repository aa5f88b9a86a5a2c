"""The shipped weights on pictures that the test draws itself."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.detectors.documents import DocumentProposer
from photocheck.detectors.outlines import shares_of

pytestmark = pytest.mark.slow

LIKELY = 0.5
PAGE = np.array([(300, 130), (690, 150), (660, 690), (270, 660)], np.float32)


@pytest.fixture(scope="module")
def proposer():
    """The network with the weights that photocheck ships."""
    return DocumentProposer()


# What the network alone has to say of a plain letter, and may not say of an empty desk.
SURE = 0.5


def letter_on_a_desk():
    """A sheet with lines of print, turned a little, on a brown desk."""
    sheet = np.full((700, 500, 3), 245, np.uint8)
    for row in range(9):
        text = "Dear Sir or Madam, we write about the"[: 36 - row % 3 * 8]
        cv2.putText(sheet, text, (50, 90 + row * 60), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (30, 30, 30), 2, cv2.LINE_AA)
    desk = np.full((800, 1000, 3), (150, 110, 70), np.uint8)
    desk = desk + np.random.default_rng(1).integers(0, 12, desk.shape, np.uint8)
    corners = np.array([(0, 0), (500, 0), (500, 700), (0, 700)], np.float32)
    move = cv2.getPerspectiveTransform(corners, PAGE)
    laid = cv2.warpPerspective(sheet, move, (1000, 800))
    there = cv2.warpPerspective(np.full((700, 500), 255, np.uint8), move, (1000, 800))
    return np.where(there[..., None] > 127, laid, desk)


def test_a_letter_on_a_desk_is_found_where_it_lies(proposer):
    """The best candidate is a document, and its outline agrees with the page."""
    best = proposer.propose(letter_on_a_desk(), LIKELY)[0]
    assert best.kind == "document"
    assert shares_of(best.corners, PAGE)[0] > 0.75


def test_an_empty_desk_holds_nothing(proposer):
    """Nothing is reported on a plain surface."""
    desk = np.random.default_rng(2).integers(140, 160, (600, 800, 3), np.uint8)
    assert proposer.propose(desk, LIKELY) == []
