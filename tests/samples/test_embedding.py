"""The examples for programmers in samples/embedding do what they say."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from fastapi.testclient import TestClient
from PIL import Image

from photocheck.cli import cli
from photocheck.domain.verdicts import Decision

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = REPOSITORY / "samples" / "embedding"
# What the screener without models takes for a face, a page and a phone number.
FACE, PAGE, PHONE, NOTHING = (220, 20, 20), (20, 220, 20), (20, 20, 220), None


def example(name):
    """Load an example by its file, as a program would import its own copy."""
    specification = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def photo(colour):
    """The bytes of a small photo with one thing in it."""
    pixels = np.full((240, 320, 3), 128, np.uint8)
    if colour:
        pixels[80:140, 100:200] = colour
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "PNG")
    return packed.getvalue()


def test_one_photo_is_told_in_lines(colour_screener, tmp_path):
    """The decision, and why."""
    (tmp_path / "desk.png").write_bytes(photo(PHONE))
    lines = example("one_photo").advice(colour_screener(), str(tmp_path / "desk.png")).splitlines()
    assert lines[0].endswith("desk.png: hide")
    assert any("phone number" in line for line in lines)


def test_a_folder_gives_a_report_for_every_file(colour_screener, tmp_path):
    """In order, from the first on before the last was looked at; a file that is no photo is told of."""
    for name, content in {"a.png": photo(NOTHING), "b/c.png": photo(PAGE), "b/notes.txt": b"no photo"}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    reports = example("folder").reports_of(tmp_path, colour_screener())
    assert next(reports).decision is Decision.SHARE
    assert [report.decision for report in reports] == [Decision.HIDE, Decision.NOT_CHECKED]


def test_the_share_hook_lets_through_what_may_be_sent(colour_screener):
    """A harmless photo as it is; of one with a phone number a copy in which that is hidden."""
    hook = example("share_hook")
    assert hook.before_sending(colour_screener(), photo(NOTHING), "fair.png") == photo(NOTHING)
    copy = hook.before_sending(colour_screener(), photo(PHONE), "desk.png")
    assert copy != photo(PHONE)
    assert colour_screener().screen(copy).decision is Decision.SHARE


@pytest.mark.parametrize(
    ("colour", "audience", "words"),
    [
        (FACE, "colleagues", "can be recognised"),
        (NOTHING, "customers", "never go to customers"),
        (b"no photo", "colleagues", "could not be checked"),
    ],
)
def test_the_share_hook_stops_the_rest(colour_screener, colour, audience, words):
    """Consent, another audience, and what could not be checked: each with its reason."""
    hook = example("share_hook")
    content = colour if isinstance(colour, bytes) else photo(colour)
    with pytest.raises(hook.NotToBeSent, match=words):
        hook.before_sending(colour_screener(), content, "people.png", audience)


def test_django_refuses_an_upload_with_its_reasons(colour_screener, monkeypatch):
    """A form shows each reason; what may go through is left to be read from its beginning."""
    if not settings.configured:
        settings.configure()
    upload = example("upload_django")
    monkeypatch.setattr(upload, "screener", lambda: colour_screener("whatsapp", "public", "website"))
    with pytest.raises(ValidationError) as caught:
        upload.validate_photo(SimpleUploadedFile("desk.png", photo(PHONE)))
    assert "phone number" in caught.value.messages[0]
    harmless = SimpleUploadedFile("fair.png", photo(NOTHING))
    upload.validate_photo(harmless)
    assert harmless.read() == photo(NOTHING)


def test_fastapi_refuses_an_upload_with_its_reasons(colour_screener):
    """422 with the decision and the reasons; a harmless photo is taken."""
    upload = example("upload_fastapi")
    upload.app.dependency_overrides[upload.screener] = lambda: colour_screener("whatsapp", "public", "website")
    with TestClient(upload.app) as client:
        refused = client.post("/photos", files={"photo": ("desk.png", photo(PHONE))})
        taken = client.post("/photos", files={"photo": ("fair.png", photo(NOTHING))})
    assert refused.status_code == 422
    assert refused.json()["detail"]["decision"] == "hide"
    assert "phone number" in refused.json()["detail"]["reasons"][0]
    assert (taken.status_code, taken.json()) == (200, {"bytes": len(photo(NOTHING))})


USES_THE_PLUGIN = """
import json
import numpy as np
from photocheck import Box, Finding, ReadText, Screener
from photocheck.plugins import detectors
from photocheck.recognisers import recognise

added = {plugin.name: plugin for plugin in detectors()}["red-stamps"]
pixels = np.full((200, 300, 3), 255, np.uint8)
pixels[50:100, 60:160] = (200, 20, 10)
report = Screener(detectors=[added.load()(threads=1)]).screen(pixels)
text = Finding("text", Box(0, 0, 200, 20), 0.9, "text", ReadText.secret("Application 24/01234/FUL"))
(read,) = recognise([text])
print(json.dumps({
    "stamps": [[finding.kind, finding.box.left, finding.box.top] for finding in report.findings],
    "decision": report.decision,
    "patterns": sorted(read.patterns),
    "shown": [match.text.masked for match in read.matches],
}))
"""


def test_a_package_adds_a_detector_and_a_recogniser(tmp_path):
    """By its entry points alone, as they stand in its pyproject.toml, in a Python of its own."""
    project = tomllib.loads((EXAMPLES / "plugin" / "pyproject.toml").read_text())["project"]
    installed = tmp_path / "council_parts-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 1\n")
    (installed / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in names.items())
            for group, names in project["entry-points"].items()
        )
    )
    path = os.pathsep.join([str(tmp_path), str(EXAMPLES / "plugin")])
    done = subprocess.run(
        [sys.executable, "-c", USES_THE_PLUGIN],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert json.loads(done.stdout) == {
        "stamps": [["red-stamp", 60.0, 50.0]],
        "decision": "look",
        "patterns": ["planning-reference"],
        "shown": ["**/*****/*UL"],
    }


def test_the_readme_names_every_example():
    """An example that nobody finds helps nobody."""
    text = (REPOSITORY / "README.md").read_text()
    for path in EXAMPLES.iterdir():
        if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__"):
            assert f"samples/embedding/{path.name}" in text


def test_the_hook_for_pre_commit_refuses_photos_for_the_web(colour_screener, tmp_path):
    """What pre-commit would run: it fails for a sensitive photo, and passes for one that Communications may send."""
    hook = (REPOSITORY / ".pre-commit-hooks.yaml").read_text()
    entry = re.search(r"entry: photocheck (.+)", hook)[1].split()
    arguments = re.search(r"args: \[(.+)\]", hook)[1].split(", ")
    (tmp_path / "desk.png").write_bytes(photo(PHONE))
    (tmp_path / "fair.png").write_bytes(photo(NOTHING))

    def ran(*names):
        paths = [str(tmp_path / name) for name in names]
        return CliRunner().invoke(cli, [*entry, *arguments, *paths], obj=colour_screener)

    assert ran("desk.png", "fair.png").exit_code == 1
    assert ran("fair.png").exit_code == 0
