"""Better labels change the figures, stand beside the old ones, and a wrong file of them is named with its line."""

from __future__ import annotations

import json

import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.errors import UsageError
from photocheck.evaluate import evaluate
from photocheck.evaluate.corrections import load_corrections


def correction(**more):
    """A face that nobody labelled."""
    return {
        "set": "handmade",
        "file": "images/a.png",
        "kind": "face",
        "box": [50, 50, 80, 80],
        "what": "added",
        **more,
    }


@pytest.fixture
def corrections_of(tmp_path):
    """Write these corrections to a file, and read them."""

    def read(*rows):
        path = tmp_path / "corrections.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return load_corrections(path)

    return read


@pytest.fixture
def a_set(write_set):
    """One photo with one labelled face."""
    truth = [{"kind": "face", "box": [10, 10, 40, 40]}]
    return write_set({"file": "images/a.png", "truth": truth, "complete_for": ["face"]})


@pytest.fixture
def screener(says_so, report_of):
    """Sees a face that nobody labelled, and not the one that is labelled."""
    return says_so({"a.png": report_of(Finding("face", Box(50, 50, 80, 80), 0.9, "faces"))})


def counted(evaluation):
    """What became of the faces: by set, labelled, found and false alarms."""
    return {
        figures.name: (kind.labelled, kind.found, kind.false_alarms)
        for figures in evaluation.sets
        for kind in figures.kinds
    }


def test_both_figures_are_told(a_set, screener, corrections_of):
    """By the labels as they are, and with the face that nobody labelled and without the label that is none."""
    corrections = corrections_of(correction(), correction(box=[10, 10, 40, 40.2], what="ignored"))
    figures = counted(evaluate([a_set], screener, corrections=corrections))
    assert figures == {"handmade": (1, 0, 1), "handmade, corrected": (1, 1, 0)}


@pytest.mark.parametrize("other", [{"set": "elsewhere"}, {"file": "images/b.png"}])
def test_corrections_of_other_photos_change_nothing(a_set, screener, corrections_of, other):
    """One file may hold the corrections of many sets."""
    figures = counted(evaluate([a_set], screener, corrections=corrections_of(correction(**other))))
    assert set(figures.values()) == {(1, 0, 1)}


def test_a_label_to_be_ignored_has_to_be_there(a_set, screener, corrections_of):
    """Before any photo is looked at: a correction that fits no label any more is a mistake."""
    corrections = corrections_of(correction(what="ignored"))
    with pytest.raises(UsageError, match=r"images/a\.png"):
        evaluate([a_set], screener, corrections=corrections)


@pytest.mark.parametrize("wrong", [{"what": "moved"}, {"box": [1, 2, 3]}, {"box": None}])
def test_a_wrong_line_is_named(corrections_of, wrong):
    """The second line, in a file whose first is right."""
    with pytest.raises(UsageError, match="line 2"):
        corrections_of(correction(), correction(**wrong))


def test_a_missing_field_or_file_is_named(corrections_of, tmp_path):
    """By its name."""
    row = correction()
    del row["kind"]
    with pytest.raises(UsageError, match="“kind” is missing"):
        corrections_of(row)
    with pytest.raises(UsageError, match="could not be read"):
        load_corrections(tmp_path / "nowhere.jsonl")
