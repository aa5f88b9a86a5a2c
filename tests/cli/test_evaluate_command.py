"""`photocheck evaluate SET...`: the command around the measuring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from photocheck import evaluate as evaluation
from photocheck.evaluate.comparison import Comparison, Missing

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


def test_a_comparison_is_told_and_written(run, labelled, tmp_path, monkeypatch):
    """The environment of the others and the sample are handed on; one table for people, and JSON in a file."""
    asked = {}

    def compare(sets, environment, **options):
        asked.update(options, sets=sets, environment=environment)
        gone = Missing("deface", "it is not here", "pip install deface")
        return Comparison("2026-11-25", "a machine", (), (gone,), ())

    monkeypatch.setattr(evaluation, "compare", compare)
    result = run("evaluate", labelled, "--compare", "--every", 3, "--peers", "others", "-o", "figures.json")
    assert result.exit_code == 0, result.stderr
    assert (asked["sets"], asked["environment"], asked["every"]) == ((labelled,), Path("others"), 3)
    assert "deface was not measured" in result.stdout
    assert json.loads((tmp_path / "figures.json").read_text())["missing"][0]["install"] == "pip install deface"


def test_a_comparison_has_no_pictures(run, labelled):
    """It is said, before any photo is looked at."""
    assert run("evaluate", labelled, "--compare", "--pictures", "out").exit_code == USAGE


def test_labels_are_corrected_by_a_file(run, labelled, tmp_path):
    """A line more in the table: the set by better labels."""
    row = {"set": "set", "file": "a.jpg", "kind": "face", "box": [10, 10, 60, 60], "what": "added"}
    (tmp_path / "better.jsonl").write_text(json.dumps(row) + "\n")
    result = run("evaluate", labelled, "--corrections", "better.jsonl", "--output", "figures.json")
    assert result.exit_code == 0, result.stderr
    sets = json.loads((tmp_path / "figures.json").read_text())["sets"]
    assert [figures["name"] for figures in sets] == ["set", "set, corrected"]


def test_wrong_corrections_are_said(run, labelled, tmp_path):
    """Before any photo is looked at; and a comparison takes none."""
    (tmp_path / "better.jsonl").write_text("{}\n")
    result = run("evaluate", labelled, "--corrections", "better.jsonl")
    assert result.exit_code == USAGE
    assert "line 1" in result.stderr
    assert run("evaluate", labelled, "--compare", "--corrections", "better.jsonl").exit_code == USAGE


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
