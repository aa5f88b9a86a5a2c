"""A folder that was checked before: told again at once, and never by rules or consent that no longer hold."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "batch"))
import stand_ins
from PIL import Image

CLEAN, NEEDS_ATTENTION, USAGE = 0, 1, 2


@pytest.fixture
def check(run, tmp_path):
    """Check the folder “photos” with a worker and a store; returns the JSON document."""
    (tmp_path / "photos").mkdir()
    for name in ("a.jpg", "phone.jpg", "c.jpg", "d.jpg"):
        (tmp_path / "photos" / name).write_bytes(name.encode())
    # Nothing is relied on about files that were changed a moment ago.
    time.sleep(0.15)

    def invoke(*arguments, form="json"):
        store = ("--store", "results.sqlite", "--jobs", "1", "--format", form)
        return run("check", "photos", *store, *arguments, build=stand_ins.NamedScreener)

    return invoke


@pytest.fixture
def nothing_read(monkeypatch):
    """From now on, reading or judging a photo is a fault."""

    def forbid():
        for place in ("photocheck.batch.running.identified", "photocheck.cli.checking.judged"):
            monkeypatch.setattr(place, lambda *_: pytest.fail("a photo that is known was looked at"))

    return forbid


@pytest.mark.parametrize("form", ["json", "jsonl", "text"])
def test_the_second_run_tells_the_same_at_once(check, nothing_read, form):
    """No photo is read or judged again, and nobody can tell the difference."""
    first = check(form=form)
    assert first.exit_code == NEEDS_ATTENTION, first.stderr
    nothing_read()
    second = check(form=form)
    assert (second.exit_code, second.stdout) == (first.exit_code, first.stdout)


def test_other_rules_another_audience_and_starting_over_are_told_anew(check):
    """What the first run told would be wrong for them, or is not wanted."""
    check()
    for options in (("--for", "customers"), ("--policy", "emergency"), ("--fresh",), ("--reread",), ("--show-text",)):
        document = json.loads(check(*options).stdout)
        asked = document["photos"][0]["verdicts"][0]["audience"]
        assert asked == ("customers" if "customers" in options else "colleagues")
    assert json.loads(check("--for", "customers").stdout)["totals"]["do-not-share"] == 4


def test_consent_that_is_given_and_withdrawn_changes_what_is_told(check, run):
    """The register is asked each time, whatever was told before."""
    consent = ("--register", "register.sqlite")
    given = ("--people", 1, "--use", "whatsapp", "--given", "2026-03-01")
    run("consent", "add", "--reference", "PC-1", *given, *consent)

    def records():
        photos = json.loads(check(*consent).stdout)["photos"]
        return [[record["withdrawn_on"] for record in photo["consent"]["records"]] for photo in photos]

    assert records() == [[], [], [], []]
    run("consent", "link", "PC-1", "photos", *consent)
    assert records() == [[None]] * 4
    run("consent", "withdraw", "PC-1", "--reason", "asked", "--on", "2026-06-02", *consent)
    assert records() == [["2026-06-02"]] * 4
    for path in Path().glob("results.sqlite*"):
        assert b"PC-1" not in path.read_bytes()


def test_reports_beside_it_are_whole_as_well(check):
    """A spreadsheet needs every photo opened, and gets it, after runs that did not."""
    check()
    check()
    check("--report", "table.csv", "--report", "run.jsonl", "--sort-into", "sorted")
    assert len(Path("table.csv").read_text(encoding="utf-8-sig").splitlines()) == 5
    assert len(Path("run.jsonl").read_text().splitlines()) == 4
    assert Path("sorted/hide/phone.jpg").exists()


def test_photos_that_were_checked_are_known_to_the_check_of_consent(check, run):
    """By the results store alone, under the names that they had when they were linked."""
    consent = ("--register", "register.sqlite")
    given = ("--people", 1, "--use", "whatsapp", "--given", "2026-03-01")
    Image.new("RGB", (40, 30), "teal").save("photos/stall.png")
    check()
    run("consent", "add", "--reference", "PC-1", *given, *consent)
    run("consent", "link", "PC-1", "photos/stall.png", *consent)
    assert run("consent", "check", "results.sqlite", *consent).exit_code == CLEAN
    run("consent", "withdraw", "PC-1", "--reason", "asked", "--on", "2026-06-02", *consent)
    result = run("consent", "check", "results.sqlite", *consent)
    assert result.exit_code == NEEDS_ATTENTION
    assert result.stdout == "stall.png: The consent PC-1 was withdrawn on 2 June 2026.\n"
    refused = run("consent", "check", "register.sqlite", *consent)
    assert (refused.exit_code, "is no results store" in refused.stderr) == (USAGE, True)
