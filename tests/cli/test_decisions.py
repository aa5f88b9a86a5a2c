"""`photocheck decisions`: from a look at a photo to a verdict that can be defended."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from photocheck.consent import ruling_replay

CLEAN, ATTENTION, USAGE, CONFIGURATION = 0, 1, 2, 4
REGISTER = ("--register", "register.sqlite")


@pytest.fixture
def checked(run, photo):
    """A photo with a phone number in it, and the report of it, run.json."""
    name = photo("phone.jpg")
    run("check", name, "--format", "json", "-o", "run.json")
    return name


@pytest.fixture
def decisions(run):
    """Run a command about decisions in the test's folder."""
    return lambda *arguments: run("decisions", *arguments, *REGISTER)


def told(result):
    """What was printed, on one line."""
    return " ".join(result.stdout.split())


def decided(decisions, *more):
    """Decide that the phone number is not sensitive; returns the decision's id."""
    made = decisions("add", "run.json", 1, "--not-sensitive", "--because", "for-the-public", *more)
    assert made.exit_code == CLEAN, made.stderr
    return made.stdout.split()[0]


def test_a_decision_holds_in_later_runs_wherever_the_photo_is(run, decisions, checked, tmp_path):
    """The verdict says that someone decided, and why; another photo is judged as before."""
    assert run("check", checked).exit_code == ATTENTION
    decided(decisions)
    moved = tmp_path / "other" / "phone number.jpg"
    moved.parent.mkdir()
    moved.write_bytes(checked.read_bytes())
    result = run("check", moved, *REGISTER)
    assert result.exit_code == CLEAN
    assert "Someone decided on" in told(result)
    assert "is not sensitive, because it is there for the public to read." in told(result)
    assert "sure)" not in told(result)
    moved.write_bytes(checked.read_bytes() + b"another photo")
    assert run("check", moved, *REGISTER).exit_code == ATTENTION


def test_a_policy_may_not_allow_it(run, decisions, checked, tmp_path):
    """The policy has the last word, and the verdict says so."""
    decided(decisions)
    (tmp_path / "ours.toml").write_text(
        'name = "ours"\nversion = "1"\nextends = "whatsapp"\n[decisions]\nmay_lower = []\n'
    )
    result = run("check", checked, "--policy", "ours.toml", *REGISTER)
    assert result.exit_code == ATTENTION
    assert "The policy does not let that change anything here." in told(result)


def test_a_withdrawn_decision_is_listed_and_holds_no_more(run, decisions, checked):
    """With its id, which is what somebody types."""
    name = decided(decisions)
    assert f"{name} is withdrawn." in decisions("withdraw", name, "--reason", "a mistake").stdout
    assert run("check", checked, *REGISTER).exit_code == ATTENTION
    listed = decisions("list").stdout
    assert name in listed
    assert "withdrawn" in listed
    assert "text in phone.jpg: not sensitive, because it is there for the public to read" in listed


def test_the_list_can_be_of_one_photo(decisions, checked, photo):
    """By the photo's content."""
    decided(decisions, "--expires", "2099-01-31")
    assert "until 2099-01-31" in decisions("list", "--photo", checked).stdout
    other = photo("other.jpg")
    other.write_bytes(other.read_bytes() + b"x")
    assert decisions("list", "--photo", other).stdout == ""


def test_what_was_decided_about_a_photo_is_forgotten(run, decisions, checked):
    """Only after a yes; then the photo is as if nobody had decided, and the log is whole."""
    decided(decisions)
    refused = run("decisions", "forget", checked, *REGISTER, stdin="n\n")
    assert refused.exit_code != CLEAN
    assert "phone.jpg" in decisions("list").stdout
    assert decisions("forget", checked, "--yes").stdout == "1 decision is forgotten.\n"
    assert decisions("list").stdout == ""
    assert run("check", checked, *REGISTER).exit_code == ATTENTION
    assert decisions("verify").exit_code == CLEAN
    assert decisions("forget", "0" * 64, "--yes").exit_code == USAGE


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("9", "--not-sensitive", "--because", "mistaken"), "nothing was found that has the number 9"),
        (("1", "--not-sensitive", "--because", "missed"), "is a reason for the opposite"),
        (("1", "--not-sensitive", "--because", " "), "needs a reason"),
        (("1", "--because", "mistaken"), "--sensitive"),
    ],
)
@pytest.mark.usefixtures("checked")
def test_what_makes_no_sense_is_refused(decisions, arguments, words):
    """And nothing is written."""
    result = decisions("add", "run.json", *arguments)
    assert result.exit_code == USAGE
    assert words in result.stderr
    assert not Path("register.sqlite").exists() or decisions("list").stdout == ""


def test_a_changed_log_is_named_and_nothing_rests_on_it(run, decisions, checked, tmp_path):
    """Who changes a reason behind the register's back is found out, and `check` refuses the register."""
    decided(decisions)
    assert decisions("verify").exit_code == CLEAN
    with sqlite3.connect(tmp_path / "register.sqlite") as database:
        database.execute("DROP TRIGGER change_log_no_update")
        database.execute("UPDATE change_log SET details = replace(details, 'public', 'private')")
    # Each command is a process of its own, which has proven nothing yet.
    ruling_replay._read_so_far.clear()
    verified = decisions("verify")
    assert verified.exit_code == CONFIGURATION
    assert "Line 1 of the log: its details were changed." in verified.stdout
    refused = run("check", checked, *REGISTER)
    assert refused.exit_code == CONFIGURATION
    assert "Line 1 of the register's log is not as it was written" in refused.stderr


@pytest.mark.usefixtures("checked")
def test_a_head_that_was_noted_proves_what_came_before(decisions):
    """A log that was written anew is whole, but it is another log."""
    decided(decisions)
    head = decisions("verify").stdout.partition("Its last line is ")[2].partition(".")[0]
    decisions("add", "run.json", 1, "--sensitive", "--because", "personal")
    assert decisions("verify", "--head", head).exit_code == CLEAN
    other = decisions("verify", "--head", "0" * 64)
    assert other.exit_code == CONFIGURATION
    assert "written anew" in other.stdout


def test_decisions_go_to_another_register_and_hold_there(run, decisions, checked):
    """Two officers, two registers, one judgement."""
    decided(decisions)
    assert decisions("export", "-o", "decisions.json").exit_code == CLEAN
    assert json.loads(Path("decisions.json").read_text())["decisions"][0]["policy"] == "whatsapp 0.2"
    taken = run("decisions", "import", "decisions.json", "--register", "other.sqlite")
    assert taken.stdout == "1 of 1 decisions were taken in.\n"
    assert run("check", checked, "--register", "other.sqlite").exit_code == CLEAN


@pytest.mark.usefixtures("checked")
def test_the_settings_file_names_the_register(run, decisions, tmp_path):
    """The commands know what photocheck.toml says."""
    decided(decisions)
    (tmp_path / "photocheck.toml").write_text('register = "register.sqlite"\n')
    assert "phone.jpg" in run("decisions", "list").stdout
