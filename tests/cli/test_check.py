"""`photocheck check`: what it looks at, where results go, and how it ends."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from photocheck.errors import ModelError

# What the shell is told.
CLEAN, ATTENTION, USAGE, NOT_CHECKED, CONFIGURATION, MODEL, OUTPUT, FAULT, STOPPED = 0, 1, 2, 3, 4, 5, 6, 70, 130


def test_a_clean_photo_ends_with_0(run, photo):
    """Nothing found: the photo may be shared, and the questions are asked."""
    result = run(photo())
    assert result.exit_code == CLEAN
    assert "MAY BE SHARED with colleagues on WhatsApp" in result.stdout
    assert "Is this definitely non-sensitive?" in result.stdout


def test_a_photo_that_needs_attention_ends_with_1(run, photo):
    """A phone number has to be hidden, and is masked in what is told."""
    result = run("check", photo("phone.jpg"))
    assert result.exit_code == ATTENTION
    assert "HIDE THIS FIRST" in result.stdout
    assert "960123" not in result.stdout


def test_check_need_not_be_named(run, photo):
    """Dropping a photo on an icon runs the check."""
    path = photo("phone.jpg")
    assert run(path).stdout == run("check", path).stdout


def test_options_may_come_first_without_a_command(run, photo):
    """`photocheck --format json photo.jpg` is understood."""
    result = run("--format", "json", photo())
    assert json.loads(result.stdout)["totals"]["share"] == 1


def test_a_photo_named_like_a_command_is_checked_by_check(run, photo):
    """The word alone is the command; the file is reached by naming check, or its folder."""
    photo("check")
    photo("doctor")
    assert "check: MAY BE SHARED" in run("check", "check").stdout
    assert "doctor: MAY BE SHARED" in run("check", "doctor").stdout
    assert "./doctor: MAY BE SHARED" in run("./doctor").stdout
    assert run("check").exit_code == USAGE


def test_a_missing_photo_is_a_problem_and_the_others_go_on(run, photo):
    """One wrong name does not keep the rest from being checked, and outranks what they need."""
    result = run("missing.jpg", photo("phone.jpg"), photo())
    assert result.exit_code == NOT_CHECKED
    assert "missing.jpg: COULD NOT BE CHECKED" in result.stdout
    assert "phone.jpg: HIDE THIS FIRST" in result.stdout
    assert "3 photos" in result.stdout


def test_a_folder_is_walked_in_order(run, photo):
    """Folders are searched to the last, in alphabetical order, whatever order the disk has."""
    for name in ("b/2.jpg", "b/10.jpg", "a.png", "c.JPG"):
        photo(f"in/{name}")
    result = run("in", "--format", "jsonl")
    sources = [json.loads(line)["source"] for line in result.stdout.splitlines()]
    assert sources == [str(Path("in", name)) for name in ("a.png", "b/10.jpg", "b/2.jpg", "c.JPG")]


def test_what_is_no_photo_is_counted_and_never_clean(run, photo, tmp_path):
    """A note in the folder is named in the summary and is no part of the totals."""
    photo("in/one.jpg")
    (tmp_path / "in" / "notes.txt").write_text("hello")
    (tmp_path / "in" / ".hidden.jpg").write_text("hello")
    result = run("in")
    assert "2 files are no photos and were not looked at: 1 .txt, 1 hidden." in result.stdout
    document = json.loads(run("in", "--format", "json").stdout)
    assert document["skipped"] == {".txt": 1, "hidden": 1}
    assert sum(document["totals"].values()) == 1


def test_a_photo_is_known_by_its_first_bytes_too(run, photo):
    """A photo without an ending, or with a wrong one, is not passed over."""
    photo("in/IMG-0001")
    photo("in/letter.txt")
    document = json.loads(run("in", "--format", "json").stdout)
    assert len(document["photos"]) == 2


def test_raw_and_video_in_a_folder_are_looked_at(run, tmp_path):
    """What might be shared and cannot be checked is told of, not passed over."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "clip.MP4").write_bytes(b"\0")
    (tmp_path / "in" / "shot.cr2").write_bytes(b"\0")
    assert len(json.loads(run("in", "--format", "json").stdout)["photos"]) == 2


@pytest.mark.parametrize("names", [[], ["notes.txt"]])
def test_a_folder_without_photos_is_not_clean(run, tmp_path, names):
    """Where nothing was checked, the code is not 0 and a sentence says so."""
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_text("hello")
    result = run("in")
    assert result.exit_code == NOT_CHECKED
    assert "nothing was checked" in result.stderr
    assert result.stdout == ""


def test_a_folder_without_permission_is_a_problem(run, photo, tmp_path, monkeypatch):
    """A folder that cannot be opened is told of, and what lies beside it is still checked."""
    photo("in/one.jpg")
    (tmp_path / "in" / "locked").mkdir()
    scandir = os.scandir

    def refusing(folder):
        if str(folder).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    result = run("in")
    assert result.exit_code == NOT_CHECKED
    assert "This folder could not be opened: you have no permission." in " ".join(result.stdout.split())
    assert "one.jpg: MAY BE SHARED" in result.stdout


def test_a_link_to_a_folder_is_counted_and_not_followed(run, photo, tmp_path):
    """A link that leads back up does not make the walk endless."""
    photo("in/one.jpg")
    (tmp_path / "in" / "up").symlink_to(tmp_path / "in")
    document = json.loads(run("in", "--format", "json").stdout)
    assert document["skipped"] == {"link to a folder": 1}


def test_a_photo_that_is_named_twice_is_checked_once(run, photo):
    """The same name twice is the same photo."""
    path = photo()
    assert len(run(path, path, "--format", "jsonl").stdout.splitlines()) == 1


def test_standard_input_is_a_photo(run, photo):
    """`-` takes the bytes that come in."""
    result = run("-", stdin=photo().read_bytes())
    assert result.exit_code == CLEAN
    assert "standard input: MAY BE SHARED" in result.stdout


def test_audience_and_channel_are_judged_for(run, photo):
    """--for and --channel change the verdict, and the words."""
    result = run(photo(), "--for", "public")
    assert "ONLY COMMUNICATIONS MAY SEND IT to the public on WhatsApp" in result.stdout
    assert "on the website" in run(photo(), "--channel", "website").stdout


@pytest.mark.parametrize("option", ["--for", "--channel"])
def test_an_unknown_audience_or_channel_names_those_there_are(run, photo, option):
    """A wrong word is answered with the right ones."""
    result = run(photo(), option, "pigeon")
    assert result.exit_code == USAGE
    assert "pigeon" in result.stderr
    assert "whatsapp" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_option_is_answered_with_a_suggestion(run, photo):
    """A typing mistake is told, with what was probably meant."""
    result = run(photo(), "--formt", "json")
    assert result.exit_code == USAGE
    assert "--format" in result.stderr


def test_a_mistyped_command_is_answered_with_a_suggestion(run):
    """A word that is nearly a command, and no file, is not taken for a photo."""
    result = run("docter")
    assert result.exit_code == USAGE
    assert "Did you mean “" in result.stderr
    assert "doctor" in result.stderr


def test_options_before_a_command_are_answered_with_the_right_order(run, photo):
    """`photocheck --quiet check photo.jpg` says what to type instead."""
    result = run("--quiet", "check", photo())
    assert result.exit_code == USAGE
    assert "Name the command first" in result.stderr


def test_no_arguments_show_the_help(run):
    """Without a photo there is nothing to check, and that is not clean."""
    result = run()
    assert result.exit_code == USAGE
    assert "PATH..." in result.stderr


def test_a_broken_policy_ends_with_4(run, photo, tmp_path):
    """A policy file with mistakes is refused before any photo is looked at."""
    (tmp_path / "ours.toml").write_text('nmae = "ours"\n')
    result = run(photo(), "--policy", "ours.toml")
    assert result.exit_code == CONFIGURATION
    assert "name" in result.stderr
    assert result.stdout == ""


def test_a_wrong_model_ends_with_5(run, photo):
    """A model that is damaged is said before any photo is looked at."""

    def damaged(*_):
        raise ModelError("The model “faces” is damaged.", "Install photocheck again.")

    result = run(photo(), build=damaged)
    assert result.exit_code == MODEL
    assert "The model “faces” is damaged." in result.stderr
    assert "Install photocheck again." in result.stderr


def test_a_fault_ends_with_70_and_hides_the_traceback(run, photo, monkeypatch):
    """A fault is one sentence; its own words may hold what was read, so they need asking for."""

    def faulty(*_):
        raise ZeroDivisionError("secret words")

    result = run(photo(), build=faulty)
    assert result.exit_code == FAULT
    assert "ZeroDivisionError" in result.stderr
    assert "secret words" not in result.stderr
    monkeypatch.setenv("PHOTOCHECK_DEBUG", "1")
    assert "secret words" in run(photo(), build=faulty).stderr


def test_a_run_that_is_stopped_ends_with_130(run, photo):
    """Ctrl-C is no fault and no verdict."""

    def stopped(*_):
        raise KeyboardInterrupt

    result = run(photo(), build=stopped)
    assert result.exit_code == STOPPED
    assert "Stopped" in result.stderr


def test_output_goes_to_a_file(run, photo, tmp_path):
    """--output writes the result there instead of standard output."""
    result = run(photo("phone.jpg"), "--format", "json", "--output", "run.json")
    assert result.exit_code == ATTENTION
    assert result.stdout == ""
    assert json.loads((tmp_path / "run.json").read_text())["totals"]["hide"] == 1


def test_reports_are_written_as_well(run, photo, tmp_path):
    """--report may be given more than once; the ending says the format."""
    names = ("a.json", "b.jsonl", "c.txt", "d.csv", "e.MD")
    result = run(photo(), *(word for name in names for word in ("--report", name)))
    assert "MAY BE SHARED" in result.stdout
    assert json.loads((tmp_path / "a.json").read_text())["totals"]["share"] == 1
    assert json.loads((tmp_path / "b.jsonl").read_text())["source"].endswith("landscape.jpg")
    assert "MAY BE SHARED" in (tmp_path / "c.txt").read_text()
    assert '"landscape.jpg","share"' in (tmp_path / "d.csv").read_text()
    assert "# photocheck: 1 photo" in (tmp_path / "e.MD").read_text()


def test_a_report_of_an_unknown_kind_is_refused(run, photo):
    """An ending that says nothing is refused before any photo is looked at."""
    result = run(photo(), "--report", "a.docx")
    assert result.exit_code == USAGE
    assert ".json" in result.stderr


def test_a_full_disk_ends_with_6_and_keeps_the_old_result(run, photo, tmp_path, monkeypatch):
    """A result that cannot be written is said, and nothing half-written is left."""
    (tmp_path / "run.json").write_text("old")
    path = photo()

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run(path, "--format", "json", "--output", "run.json")
    assert result.exit_code == OUTPUT
    assert "the disk is full" in result.stderr
    assert (tmp_path / "run.json").read_text() == "old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["landscape.jpg", "run.json"]


def test_an_output_folder_that_is_missing_is_said(run, photo):
    """Nothing is looked at before it is known where the result goes."""
    result = run(photo(), "--output", "nowhere/run.json")
    assert result.exit_code == OUTPUT
    assert "folder does not exist" in result.stderr


def test_text_is_shown_only_when_asked_for(run, photo):
    """--show-text reveals what was read, in every format."""
    path = photo("phone.jpg")
    for form in ("text", "json", "jsonl"):
        assert "960123" not in run(path, "--format", form).stdout
        assert "01632 960123" in run(path, "--format", form, "--show-text").stdout


def test_results_and_remarks_are_kept_apart(run, photo):
    """Nothing but the result is on standard output; where nothing is wrong, nothing else is said to a pipe."""
    result = run(photo(), "--format", "json")
    json.loads(result.stdout)
    assert result.stderr == ""


def test_the_version_is_told(run):
    """--version names it."""
    result = run("--version")
    assert result.exit_code == CLEAN
    assert result.stdout.startswith("photocheck ")
