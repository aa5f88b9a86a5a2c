"""`photocheck evaluate SET...`: the command around the measuring."""

from __future__ import annotations

import json

import pytest
from PIL import Image

USAGE, OUTPUT = 2, 6


@pytest.fixture
def labelled(tmp_path):
    """A set of one photo without anything in it."""
    folder = tmp_path / "set"
    folder.mkdir()
    Image.new("RGB", (400, 300), "grey").save(folder / "a.jpg")
    row = {"file": "a.jpg", "width": 400, "height": 300, "truth": [], "complete_for": ["face"]}
    (folder / "labels.jsonl").write_text(json.dumps(row) + "\n")
    return folder


def test_a_set_is_measured_and_written(run, labelled, tmp_path):
    """A table for people, and JSON in a file."""
    result = run("evaluate", labelled, "--output", "figures.json")
    assert result.exit_code == 0, result.stderr
    assert "set" in result.stdout
    json.loads((tmp_path / "figures.json").read_text())


def test_a_folder_that_is_no_set_is_said(run, tmp_path):
    """The sentence says what is missing."""
    (tmp_path / "empty").mkdir()
    result = run("evaluate", "empty")
    assert result.exit_code == USAGE
    assert "labels.jsonl" in result.stderr


def test_pictures_need_a_folder_that_can_be_made(run, labelled, tmp_path):
    """A file in the place of the folder is said, before any photo is looked at."""
    (tmp_path / "out").write_text("a file")
    assert run("evaluate", labelled, "--pictures", "out").exit_code == OUTPUT
