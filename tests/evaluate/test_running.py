"""A run over whole sets, its table, its JSON and its contact sheets."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.text import ReadText
from photocheck.errors import UsageError
from photocheck.evaluate import count_photos, evaluate, render, to_json, write_contact_sheets

NUMBER = "07700 900123"


@pytest.fixture
def a_set(write_set):
    """Two photos: one with a face and a fact, and one whose file is missing."""
    folder = write_set(
        {
            "file": "images/seen.png",
            "width": 100,
            "height": 100,
            "truth": [{"kind": "face", "box": [10, 10, 40, 40]}, {"kind": "face", "box": [60, 60, 90, 90]}],
            "complete_for": ["face"],
            "facts": [{"pattern": "phone", "text": NUMBER}],
        },
        {"file": "images/gone.png", "truth": [{"kind": "face", "box": [0, 0, 9, 9]}, {"kind": "dog"}]},
    )
    (folder / "images").mkdir()
    Image.new("RGB", (100, 100), "white").save(folder / "images/seen.png")
    return folder


@pytest.fixture
def screener(says_so, report_of):
    """Sees one of the two faces, one that is none, and the phone number."""
    findings = (
        Finding("face", Box(10, 10, 40, 40), 0.9, "faces"),
        Finding("face", Box(0, 60, 30, 90), 0.7, "faces"),
        Finding("text", Box(50, 0, 100, 9), 0.9, "text", ReadText.secret(NUMBER)),
    )
    return says_so({"seen.png": report_of(*findings)})


def test_every_photo_is_announced_screened_and_measured(a_set, screener):
    """Also the one that is not there: it counts, as missed and not checked."""
    announced = []
    evaluation = evaluate([a_set], screener, before_photo=announced.append)
    figures = evaluation.sets[0]
    assert announced == ["handmade/seen.png", "handmade/gone.png"]
    assert count_photos([a_set]) == 2
    assert (len(figures.photos), figures.with_problems) == (2, 1)
    face = figures.kinds[0]
    assert (face.labelled, face.found, face.false_alarms, face.complete_photos) == (3, 1, 1, 1)
    assert figures.decisions == {"share": 1, "not-checked": 1}
    assert figures.stages_ms == {"faces": 20.0}
    assert evaluation.versions == {"photocheck": "1.2", "policy": "whatsapp 0.2", "model": "3"}


def test_a_wrong_set_is_noticed_before_the_first_photo(a_set, screener, tmp_path):
    """Nobody waits an hour to be told of a typing mistake."""
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "labels.jsonl").write_text("{", encoding="utf-8")
    announced = []
    with pytest.raises(UsageError):
        evaluate([a_set, wrong], screener, before_photo=announced.append)
    assert announced == []


def test_the_tables_tell_recall_facts_problems_and_what_nobody_looks_for(a_set, screener):
    """A person reads the figures without a manual, and no word that stands in the photos."""
    stream = io.StringIO()
    render(evaluate([a_set], screener), stream, width=100)
    printed = stream.getvalue()
    assert "0.33" in printed
    assert "phone" in printed
    assert "share 1, not-checked 1" in printed
    assert "dog 1" in printed
    assert NUMBER not in printed


def test_a_narrow_terminal_loses_no_figure(a_set, screener):
    """At 80 columns everything is still there."""
    stream = io.StringIO()
    render(evaluate([a_set], screener), stream, width=80)
    printed = stream.getvalue()
    assert "…" not in printed
    assert "0.33" in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_the_json_holds_counts_and_ratios_and_no_text_of_the_photos(a_set, screener):
    """Figures may be kept and compared; what stands in the photos stays there."""
    written = to_json(evaluate([a_set], screener))
    document = json.loads(written)
    assert document["schema"] == "photocheck/evaluation/1"
    face = document["sets"][0]["kinds"][0]
    assert (face["labelled"], face["recall"], face["bands"][-1]["largest"]) == (3, 0.3333, None)
    photo = document["sets"][0]["photos"][0]
    assert (photo["file"], photo["missed"], photo["false_alarms"]) == ("images/seen.png", {"face": 1}, {"face": 1})
    assert NUMBER not in written
    assert NUMBER.replace(" ", "") not in written


def test_contact_sheets_show_hits_misses_and_false_alarms(a_set, screener, tmp_path):
    """One picture each; a photo that cannot be opened takes its place in grey."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    written = []

    def sheets(name, outcomes):
        written.extend(write_contact_sheets(name, outcomes, folder))

    evaluate([a_set], screener, after_set=sheets)
    faces = [path.name for path in written if "face" in path.name]
    assert faces == ["handmade-face-hits.png", "handmade-face-misses.png", "handmade-face-false-alarms.png"]
    with Image.open(folder / "handmade-face-misses.png") as sheet:
        assert len(sheet.getcolors(1 << 24)) > 4
