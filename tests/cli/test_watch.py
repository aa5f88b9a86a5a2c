"""`photocheck watch`: what is taken, where it goes, and that nothing is lost when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from photocheck.batch import watching
from photocheck.batch.watching import DropFolder
from photocheck.cli.settings import VARIABLES

USAGE, STOPPED = 2, 130
ONCE = ("--once", "--settle", "0.1", "--every", "0.05")

# Worker processes import the fake screener by the name of its module.
PROGRAM = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import conftest
from photocheck.cli import cli
cli(sys.argv[1:], obj=conftest.FakeScreener)
"""


def files(folder):
    """The files in a folder, down to the last."""
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_photos_are_moved_to_where_they_belong(run, photo):
    """What may be shared goes out; everything else is put aside with the reason beside it."""
    for name in ("in/landscape.jpg", "in/trip/phone.jpg"):
        photo(name)
    result = run("watch", "in", *ONCE)
    assert result.exit_code == 0
    assert files("in") == []
    assert files("in-checked") == ["landscape.jpg"]
    assert files("in-quarantine") == ["trip/phone.jpg", "trip/phone.jpg.photocheck.json"]
    report = Path("in-quarantine/trip/phone.jpg.photocheck.json").read_text()
    assert json.loads(report)["verdicts"][0]["decision"] == "hide"
    assert "960123" not in report


def test_a_photo_of_a_taken_name_keeps_both(run, photo):
    """A second photo of the same name is another photo; the same photo again is the same."""
    for colour in ((1, 2, 3), (200, 100, 50)):
        photo("in/a.jpg")
        from PIL import Image  # noqa: PLC0415

        Image.new("RGB", (40, 30), colour).save("in/a.jpg")
        assert run("watch", "in", *ONCE).exit_code == 0
    assert files("in-checked") == ["a-2.jpg", "a.jpg"]
    Path("in/a.jpg").write_bytes(Path("in-checked/a.jpg").read_bytes())
    assert run("watch", "in", *ONCE).exit_code == 0
    assert files("in-checked") == ["a-2.jpg", "a.jpg"]
    assert files("in") == []


def test_a_file_is_taken_when_it_has_stopped_growing(tmp_path):
    """Not while a camera or a network still writes it, and not under the name of a download."""
    growing, partial = tmp_path / "a.jpg", tmp_path / "b.jpg.part"
    dropped = DropFolder(tmp_path, settle=0.2)
    partial.write_bytes(b"1")
    for length in range(4):
        growing.write_bytes(b"x" * length)
        assert dropped.ready() == []
        time.sleep(0.1)
    time.sleep(0.25)
    assert dropped.ready() == [growing]
    assert dropped.ready() == []
    assert not dropped.waiting


def test_what_cannot_be_moved_stays_and_is_told_once(run, photo):
    """The photo is not lost, and the log is not filled."""
    photo("in/sub/a.jpg")
    Path("in-checked").mkdir()
    Path("in-checked/sub").write_text("in the way")
    result = run("watch", "in", *ONCE)
    assert files("in") == ["sub/a.jpg"]
    assert result.stderr.count("could not be moved") == 1


def test_folders_must_not_lie_in_one_another(run, photo):
    """What was moved would be taken again, for ever."""
    photo("in/a.jpg")
    result = run("watch", "in", "--out", "in/checked", *ONCE)
    assert result.exit_code == USAGE
    assert run("watch", "nowhere", *ONCE).exit_code == USAGE


def test_a_move_that_was_cut_off_is_finished(run, photo, monkeypatch):
    """On another disk a photo is copied and then removed; between the two the power may fail."""
    photo("in/a.jpg")
    Path("in-checked").mkdir()
    Path("in-checked/a.jpg").write_bytes(Path("in/a.jpg").read_bytes())

    def other_disk(*_):
        raise OSError("Invalid cross-device link")

    monkeypatch.setattr(Path, "replace", other_disk)
    monkeypatch.setattr(watching, "whole_file", lambda path: path.open("wb"))
    assert run("watch", "in", *ONCE).exit_code == 0
    assert files("in") == []
    assert files("in-checked") == ["a.jpg"]


def test_it_polls_where_there_are_no_notifications(tmp_path, monkeypatch):
    """A network drive that tells of nothing, or a system with too many watches, is looked at all the same."""

    def refused(*_, **__):
        raise OSError("no space left on device")

    monkeypatch.setattr("watchfiles.watch", refused)
    stop = threading.Event()
    wakes = watching.wake_ups(tmp_path, 0.01, stop)
    next(wakes)
    next(wakes)
    stop.set()
    assert list(wakes) == []


def test_every_option_has_a_variable():
    """A service is set up by its environment, and a misspelt name is told."""
    from photocheck.cli.watch import watch  # noqa: PLC0415 - the command itself is what is looked at

    without = [parameter.name for parameter in watch.params if not parameter.envvar]
    assert set(without) <= {"fresh", "event"}
    assert all(parameter.envvar in VARIABLES for parameter in watch.params if parameter.envvar)


@pytest.mark.skipif(os.name != "posix", reason="this system has no signals to stop a service by")
def test_a_service_is_stopped_and_carries_on(photo):
    """What was there is moved; SIGTERM ends it with its code; what comes meanwhile is taken at the next start."""
    photo("in/a.jpg")
    repository = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": repository, "PHOTOCHECK_WATCH_SETTLE": "0.1"}
    command = [sys.executable, "-c", PROGRAM, "watch", "in", "--jobs", "1", "--no-store", "--every", "0.1"]
    for name in ("a.jpg", "b.jpg"):
        service = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert name.encode() in service.stdout.readline()
        service.send_signal(signal.SIGTERM)
        _, said = service.communicate(timeout=60)
        assert service.returncode == STOPPED, said
        photo("in/b.jpg")
    assert files("in-checked") == ["a.jpg", "b.jpg"]
