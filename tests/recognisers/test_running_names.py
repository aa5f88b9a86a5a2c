"""Names in running text: with a model of English, and without one."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from photocheck.cli import checkup
from photocheck.recognisers import running_names
from photocheck.recognisers.layout import written_passage

SENTENCE = "The visit was arranged by Grace Nowak\nand Kwame on Monday"


@pytest.fixture
def installed(monkeypatch):
    """Say which models are installed, whatever this machine has."""

    def install(*names):
        entries = [EntryPoint(name, name, running_names.MODEL_GROUP) for name in names]
        monkeypatch.setattr(running_names, "entry_points", lambda group: entries if group == "spacy_models" else [])
        running_names._chosen.cache_clear()
        running_names._pipeline.cache_clear()

    yield install
    monkeypatch.undo()
    running_names._chosen.cache_clear()
    running_names._pipeline.cache_clear()


@pytest.fixture
def model(installed, monkeypatch):
    """A stand-in for a model, which takes these words for people."""

    def knows(*people):
        installed("en_core_web_sm")

        def pipeline(text):
            found = [(text.index(person), person) for person in people if person in text]
            return SimpleNamespace(
                ents=[
                    SimpleNamespace(start_char=start, end_char=start + len(person), label_="PERSON")
                    for start, person in found
                ]
            )

        monkeypatch.setattr(running_names, "_pipeline", lambda: pipeline)

    yield knows
    monkeypatch.undo()


def seen(text):
    """The parts of a text that were taken for names."""
    passage = written_passage(text)
    return [passage.text[slice(*part)] for sighting in running_names.recognise(passage) for part in sighting.parts]


def test_what_the_model_takes_for_people_is_reported(model):
    """Each name is found where it stands."""
    model("Grace Nowak", "Kwame")
    assert seen(SENTENCE) == ["Grace Nowak", "Kwame"]


def test_a_name_that_runs_over_two_lines_has_a_part_on_each(model):
    """Both lines get their part."""
    model("Grace Nowak")
    assert seen("The visit was arranged by Grace\nNowak on Monday") == ["Grace", "Nowak"]


@pytest.mark.parametrize("taken", ["VISIT US", "A448", "grace nowak"])
def test_what_does_not_look_like_a_name_is_left_out(model, taken):
    """Models take shouted words and numbers for people now and then."""
    model(taken)
    assert seen(f"please tell {taken} about it today") == []


def test_a_sign_is_not_running_text(model):
    """In a few words on a sign, any of them might be a name."""
    model("Grace")
    assert seen("Grace Road") == []


def test_without_a_model_nothing_is_found_and_nothing_fails(installed):
    """The extra is optional."""
    installed()
    assert seen(SENTENCE) == []
    assert running_names.models() == {}


def test_the_best_model_of_english_is_chosen(installed):
    """Large before medium before small, and no other language."""
    installed("de_core_news_lg", "en_core_web_sm", "en_core_web_md")
    assert running_names.installed_model().name == "en_core_web_md"


def test_doctor_says_when_the_model_is_missing(installed, monkeypatch):
    """Whoever installed the extra without a model learns what is still missing."""
    monkeypatch.setattr(checkup, "find_spec", lambda name: name)
    installed()
    (item,) = checkup._language_model()
    assert "spacy download" in item.hint


def test_doctor_names_the_model(installed, monkeypatch):
    """Whoever has one sees which."""
    monkeypatch.setattr(checkup, "find_spec", lambda name: name)
    installed("en_core_web_sm")
    (item,) = checkup._language_model()
    assert item.detail == "en_core_web_sm"
