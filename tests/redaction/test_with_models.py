"""Copies of real photos, looked at by the raw parts and not by the Screener that made them.

Over every photo: tests/benchmarks/redaction.py.
"""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from photocheck.detectors.centerface import CenterFace
from photocheck.evaluate.facts import is_strong, plain
from photocheck.readers.rapidocr import RapidOcrReader
from photocheck.screener import Screener

EVERY = 20


@pytest.fixture(scope="module")
def screener():
    """The real one, with all its models."""
    return Screener()


def entries_of(folder):
    """A few of a set's labels."""
    lines = (folder / "labels.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[::EVERY]]


def pixels_of(path):
    """The pixels of a photo."""
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"))


def faces_in(pixels):
    """Middles of faces that CenterFace sees at 0.3."""
    scale = 960 / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    rows = CenterFace(1).candidates(small, 0.3)
    return [((left + right) / 2 / scale, (top + bottom) / 2 / scale) for left, top, right, bottom, _ in rows.tolist()]


@pytest.mark.slow
def test_no_strong_fact_can_be_read_in_a_copy(screener, shared_data, tmp_path):
    """What raw PP-OCRv6 reads in the original it does not read in the copy, and no code decodes."""
    reader, found = RapidOcrReader(threads=2), 0
    for entry in entries_of(shared_data / "composites"):
        path = shared_data / "composites" / entry["file"]
        made = screener.redact(screener.screen(path), to=tmp_path / path.name)
        before, after = (
            plain("".join(line.text or "" for line in reader.read(pixels_of(photo)))) for photo in (path, made.copy)
        )
        strong = [plain(fact["text"]) for fact in entry["facts"] if is_strong(fact["pattern"])]
        found += sum(fact in before for fact in strong)
        assert not [fact for fact in strong if fact in before and fact in after], path.name
        assert not [code for code in zxingcpp.read_barcodes(pixels_of(made.copy)) if code.valid]
    assert found


@pytest.mark.slow
def test_no_face_is_found_where_one_was_hidden(screener, shared_data, tmp_path):
    """CenterFace at 0.3 finds no face in the regions that the copy says it hid."""
    found = 0
    for entry in entries_of(shared_data / "faces_misc"):
        path = shared_data / "faces_misc" / entry["file"]
        made = screener.redact(screener.screen(path), to=tmp_path / path.name)
        hidden = [area.region.box for area in made.areas]
        before, after = (faces_in(pixels_of(photo)) for photo in (path, made.copy))
        found += len(before)
        assert not [face for face in after if any(box.contains(face) for box in hidden)], path.name
    assert found
