"""Pages drawn on desks, and what a reader says of them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon
from photocheck.domain.text import ReadText
from photocheck.imaging.metadata import Metadata
from photocheck.imaging.photo import Photo

PAGE = np.array(((220, 120), (560, 135), (545, 620), (205, 600)), np.float32)
SENTENCES = ("Dear Sir or Madam", "we write about the", "visit last Tuesday", "please call us on", "with kind regards")


@pytest.fixture
def a_line():
    """Make a line of text that a reader saw in a box."""
    return line_in


def line_in(text, box, confidence=0.95, kind="text"):
    """A line of text that a reader saw in this box; None for text that could not be read."""
    left, top, right, bottom = box
    polygon = Polygon(((left, top), (right, top), (right, bottom), (left, bottom)))
    return Finding(kind, polygon, confidence, "text", None if text is None else ReadText.secret(text))


@pytest.fixture
def photo_of():
    """Make a photo of pixels."""
    return lambda pixels: Photo("drawn.png", pixels, Metadata(), "00")


@pytest.fixture
def letter():
    """A letter on a desk, (800, 900, 3), its lines as a reader saw them, and the page's corners."""
    return drawn_letter()


def drawn_letter(sentences=SENTENCES, paper=(245, 244, 240)):
    """Lay a sheet with these lines on a brown desk."""
    sheet = np.full((500, 350, 3), paper, np.uint8)
    boxes = []
    for row, text in enumerate(sentences):
        baseline = 90 + row * 60
        (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)
        cv2.putText(sheet, text, (30, baseline), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (30, 30, 35), 2, cv2.LINE_AA)
        boxes.append((26, baseline - height - 5, 34 + width, baseline + 6))
    desk = np.full((800, 900, 3), (130, 90, 55), np.uint8)
    flat = np.array(((0, 0), (350, 0), (350, 500), (0, 500)), np.float32)
    way = cv2.getPerspectiveTransform(flat, PAGE)
    laid = cv2.warpPerspective(sheet, way, (900, 800))
    there = cv2.warpPerspective(np.full((500, 350), 255, np.uint8), way, (900, 800))
    pixels = np.where(there[..., None] > 127, laid, desk)
    lines = []
    for text, (left, top, right, bottom) in zip(sentences, boxes, strict=True):
        corners = np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]], np.float32)
        polygon = Polygon.of(cv2.perspectiveTransform(corners, way)[0])
        lines.append(Finding("text", polygon, 0.95, "text", ReadText.secret(text)))
    return pixels, lines, PAGE
