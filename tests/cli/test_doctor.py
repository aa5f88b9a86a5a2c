"""`photocheck doctor`: what is installed, whether it works, and what to install for the rest."""

from __future__ import annotations

import io
import json
import shutil

import pytest
import zxingcpp
from PIL import Image

from photocheck.cli import checkup
from photocheck.cli.selftest import LINK, drawn_photo
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Problem
from photocheck.errors import ModelError
from photocheck.plugins import Plugin
from photocheck.policy import judged, load_policy

NOT_CHECKED, MODEL = 3, 5
PLACE = Box(0, 0, 10, 10)
EVERYTHING = (
    Finding("text", PLACE, 0.9, "text", None, (Match("phone", ReadText("*"), 0.9),)),
    Finding("qr-code", PLACE, 0.9, "codes"),
    Finding("location", None, 1.0, "metadata"),
)


def finding(findings, problems=()):
    """A screener that reports these findings, whatever it is shown."""

    class Finds:
        def __init__(self, *_):
            self.policy = load_policy("whatsapp")

        def screen(self, _photo, *, name):
            report = PhotoReport(name, "0", 1200, 800, findings, (), Versions("0", ""), problems, timings_ms={"a": 900})
            return judged(report, self.policy, "colleagues", "whatsapp")

    return Finds


class Good:
    """A detector that loads."""

    models = {"eyes": "7"}  # noqa: RUF012 - a stand-in

    def __init__(self, *, threads):
        self.threads = threads


class Damaged:
    """A detector whose model is not the one that the manifest names."""

    def __init__(self, **_):
        raise ModelError("The model “eyes” is damaged.", "Install it again.")


@pytest.fixture(autouse=True)
def plugins(monkeypatch):
    """Detectors that cost nothing; a test puts others in their place."""

    def use(*classes):
        names = [Plugin(kind.__name__.lower(), "unused", "eyes") for kind in classes]
        monkeypatch.setattr(Plugin, "load", lambda self: {k.__name__.lower(): k for k in classes}[self.name])
        monkeypatch.setattr(checkup, "detector_plugins", lambda: iter(names))
        monkeypatch.setattr(checkup, "second_look_plugins", lambda: iter(()))

    use(Good)
    monkeypatch.setattr(checkup, "requires", lambda _: ["click<9,>=8.1"])
    return use


def items(result):
    """The items of a report in JSON, by their names."""
    return {item["name"]: item for item in json.loads(result.stdout)["items"]}


def test_all_well_ends_with_0(run):
    """Versions of the parts, the models, the programs, and what was found in a photo."""
    result = run("doctor", build=finding(EVERYTHING))
    assert result.exit_code == 0
    assert "photocheck works" in result.stdout
    for name in ("click", "Python", "eyes", "a QR code", "a position in the file"):
        assert name in result.stdout


def test_the_same_as_json(run):
    """For a script that looks after many machines."""
    result = run("doctor", "--format", "json", build=finding(EVERYTHING))
    assert json.loads(result.stdout)["healthy"] is True
    assert items(result)["eyes"]["state"] == "well"


def test_a_wrong_model_ends_with_5(run, plugins):
    """The model is named, and the rest is looked at all the same."""
    plugins(Good, Damaged)
    result = run("doctor", "--format", "json", build=finding(EVERYTHING))
    assert result.exit_code == MODEL
    assert items(result)["damaged"]["detail"] == "The model “eyes” is damaged."
    assert items(result)["a QR code"]["state"] == "well"


def test_a_detector_that_does_not_load_is_named(run, plugins):
    """A plug-in of another package that is broken does not hide the others."""

    class Absent:
        def __init__(self, *, threads):
            raise ImportError(f"no library for {threads}")

    plugins(Absent, Good)
    result = run("doctor", "--format", "json", build=finding(EVERYTHING))
    assert result.exit_code == NOT_CHECKED
    assert items(result)["absent"]["state"] == "wrong"
    assert items(result)["good"]["state"] == "well"


@pytest.mark.parametrize("missing", range(len(EVERYTHING)))
def test_what_is_in_the_photo_and_not_found_is_wrong(run, missing):
    """Each detector has something to find."""
    found = EVERYTHING[:missing] + EVERYTHING[missing + 1 :]
    result = run("doctor", build=finding(found))
    assert result.exit_code == NOT_CHECKED
    assert "in the photo, but not found" in result.stdout


def test_a_face_where_none_is_is_wrong(run):
    """A detector that sees faces everywhere is no good either."""
    result = run("doctor", build=finding((*EVERYTHING, Finding("face", PLACE, 0.9, "faces"))))
    assert result.exit_code == NOT_CHECKED


def test_a_problem_of_the_photo_is_told(run):
    """A stage that fails is named with its sentence."""
    result = run("doctor", build=finding(EVERYTHING, (Problem("text", "The reader stopped."),)))
    assert result.exit_code == NOT_CHECKED
    assert "The reader stopped." in result.stdout


def test_a_screener_that_cannot_be_built_is_told(run):
    """Doctor itself never falls over."""

    def broken(*_):
        raise ImportError("no engine")

    result = run("doctor", build=broken)
    assert result.exit_code == NOT_CHECKED
    assert "no engine" in result.stdout


def test_what_is_not_installed_says_what_to_do(run, monkeypatch):
    """A missing program or extra is no fault, and comes with what to install."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(checkup, "requires", lambda _: ["click>=8", 'nothing-like-it>=1; extra == "names"'])
    result = run("doctor", "--format", "json", build=finding(EVERYTHING))
    assert result.exit_code == 0
    assert items(result)["tesseract"]["state"] == "missing"
    assert "tesseract-ocr" in items(result)["tesseract"]["hint"]
    assert items(result)["nothing-like-it"]["hint"] == 'pip install "photocheck[names]"'
    assert items(result)["click"]["state"] == "well"


def test_a_part_that_is_needed_and_not_there_is_wrong(run, monkeypatch):
    """Without a part of the core nothing can be relied on."""
    monkeypatch.setattr(checkup, "requires", lambda _: ["nothing-like-it>=1"])
    assert run("doctor", build=finding(EVERYTHING)).exit_code == NOT_CHECKED


def test_the_photo_to_try_holds_what_is_looked_for():
    """The code can be read, and the file says where it was taken."""
    with Image.open(io.BytesIO(drawn_photo())) as picture:
        assert picture.getexif().get_ifd(0x8825)[1] == "N"
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [LINK]
