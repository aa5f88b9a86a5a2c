"""Bad input, from the command line down to the file: each has a sentence, a code, and no traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from photocheck.cli.screening import build_screener
from photocheck.inference import store
from photocheck.screener import Screener

USAGE, NOT_CHECKED, CONFIGURATION, MODEL, OUTPUT = 2, 3, 4, 5, 6
REPOSITORY = Path(__file__).parents[2]

# The command line with a screener that opens photos and looks for nothing. It gives up the right of root to read
# whatever it likes, which must happen before the program starts, so it starts itself again.
UNPRIVILEGED = """
import ctypes, os, sys
from pathlib import Path
if len(sys.argv) > 1 and sys.argv[1] == "--drop":
    libc = ctypes.CDLL(None, use_errno=True)
    dropped = [libc.prctl(24, capability, 0, 0, 0) for capability in (1, 2)]  # PR_CAPBSET_DROP
    os.execv(sys.executable, [sys.executable, __file__, *sys.argv[2:]])
from photocheck.cli import cli
from photocheck.screener import Screener
cli(sys.argv[1:], obj=lambda policy, audience, channel: Screener(policy=policy, detectors=()))
"""


def opens_only(policy, audience, channel):
    """The real screener without detectors: opening is what these tests are about."""
    return Screener(policy=policy, audience=audience, channel=channel, detectors=())


def words(text):
    """The text without the line breaks of a narrow terminal."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("missing.jpg", None, "There is no such file."),
        ("empty.jpg", b"", "The file is empty."),
        ("zeros.jpg", bytes(900), "The file is nothing but zeros."),
        ("letter.jpg", b"Dear customer, " * 30, "it is not the kind of file that its name says."),
        ("cut.jpg", "half", "The photo is damaged"),
        ("shot.nef", b"MM\0*\0\0\0\x08" + b"x" * 99, "This is a camera RAW file"),
        ("clip.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"x" * 99, "This is a video"),
        ("form.pdf", b"%PDF-1.7 " + b"x" * 99, "This is a PDF"),
        ("notes.txt", b"hello", "This is not a photo that photocheck can open."),
    ],
)
def test_a_bad_photo_is_not_checked(run, photo, tmp_path, name, data, says):
    """The sentence says what it is, the code that it was not checked, and the good one is still looked at."""
    good = photo("good.jpg")
    if data == "half":
        data = (tmp_path / good).read_bytes()[:1500]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run("check", name, good, build=opens_only)
    assert result.exit_code == NOT_CHECKED
    assert says in words(result.stdout)
    assert f"{name}: COULD NOT BE CHECKED" in words(result.stdout)
    assert "good.jpg: MAY BE SHARED" in words(result.stdout)
    assert "Traceback" not in result.stdout + result.stderr


def test_nothing_on_standard_input_is_not_checked(run):
    """An empty pipe is no clean photo."""
    result = run("-", stdin=b"", build=opens_only)
    assert result.exit_code == NOT_CHECKED
    assert "The file is empty." in words(result.stdout)


@pytest.fixture
def without_permission(photo, tmp_path):
    """A folder and a photo that nobody may read, and a command line that is not above it."""
    program = tmp_path / "program.py"
    program.write_text(UNPRIVILEGED)
    photo("in/one.jpg")
    photo("in/locked/two.jpg")
    photo("in/three.jpg")
    closed = [tmp_path / "in" / "locked", tmp_path / "in" / "three.jpg"]
    for path in closed:
        path.chmod(0)
    command = [sys.executable, program, "--drop", "check", "in"]
    probe = f"import os; os.listdir({str(closed[0])!r})"
    dropped = UNPRIVILEGED.replace("__file__, *sys.argv[2:]", '"-c", sys.argv[2]')
    if (
        subprocess.run([sys.executable, "-c", dropped, "--drop", probe], check=False, capture_output=True).returncode
        == 0
    ):
        pytest.skip("this system lets every process read every folder")
    yield command
    for path in closed:
        path.chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="rights are given up in the way of Linux")
def test_a_folder_and_a_photo_without_permission(without_permission, tmp_path):
    """Both are told of, and what lies beside them is still checked."""
    environment = {"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        without_permission, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert done.returncode == NOT_CHECKED, done.stderr
    assert "This folder could not be opened: you have no permission." in words(done.stdout)
    assert "You may not read this file." in words(done.stdout)
    assert "in/one.jpg: MAY BE SHARED" in words(done.stdout)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "explain", "policy", "breach", "evaluate", "doctor"])
def test_an_unknown_option_is_answered(run, command):
    """By every command, naming the option."""
    result = run(command, "--no-such-option")
    assert result.exit_code == USAGE
    assert "--no-such-option" in result.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name = ", "is not TOML"),
        (b"\xff\xfe\0n", "ours.toml"),
        (b'name = "ours"\n[[ruels]]\n', "rules"),
        (None, "ours.toml"),
    ],
)
def test_a_broken_policy_ends_with_4(run, photo, tmp_path, content, says):
    """No TOML, no text, a key with a typing mistake, no file: the sentence says which."""
    if content is not None:
        (tmp_path / "ours.toml").write_bytes(content)
    result = run(photo(), "--policy", "ours.toml", build=opens_only)
    assert result.exit_code == CONFIGURATION
    assert says in words(result.stderr)
    assert result.stdout == ""


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A copy of the models that a test may damage."""
    folder = tmp_path / "models"
    shutil.copytree(store.models_folder(), folder, ignore=shutil.ignore_patterns("*.py", "*.md"))
    monkeypatch.setattr(store, "models_folder", lambda: folder)
    return folder


@pytest.mark.parametrize("damage", ["changed", "cut", "removed", "no manifest", "broken manifest"])
def test_a_wrong_model_file_ends_with_5(run, photo, models, damage):
    """The real weights, checked as they are loaded: nothing is looked at with a model that is not ours."""
    weights = next(iter(sorted(models.rglob("*.onnx"))))
    if damage == "changed":
        content = bytearray(weights.read_bytes())
        content[len(content) // 2] ^= 1
        weights.write_bytes(content)
    elif damage == "cut":
        weights.write_bytes(weights.read_bytes()[:1000])
    elif damage == "removed":
        weights.unlink()
    elif damage == "no manifest":
        (models / "manifest.toml").unlink()
    else:
        (models / "manifest.toml").write_text("[centerface\n")
    result = run(photo(), build=build_screener)
    assert result.exit_code == MODEL
    assert "model" in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("option", ["--output", "--report"])
def test_a_full_disk_ends_with_6(run, photo, tmp_path, option):
    """By whichever way the result leaves: a report that is not there must not look as if it were."""
    (tmp_path / "run.json").symlink_to("/dev/full")
    result = run(photo(), "--format", "json", option, "run.json", build=opens_only)
    assert result.exit_code == OUTPUT
    assert "the disk is full" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_for_figures_ends_with_6(run, tmp_path, photo):
    """An evaluation that ran for hours says so too."""
    (tmp_path / "labels.jsonl").write_text(f'{{"file": "{photo()}", "truth": []}}\n')
    assert run("evaluate", ".", "--output", "/dev/full", build=opens_only).exit_code == OUTPUT
