"""`photocheck people`: faces are compared only where everybody has agreed, and only to propose."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import numpy as np
import pytest

from photocheck.consent import people
from photocheck.consent.encodings import PeopleFile
from photocheck.consent.people import grouped, propose

USAGE, NOT_CHECKED, CONFIGURATION = 2, 3, 4
SAMPLE = Path(__file__).parents[2] / "samples" / "photos" / "people.jpg"
ADD = ("--people", 1, "--given", "2026-03-01")
POLICY = 'name = "ours"\nversion = "1"\nextends = "whatsapp"\n[people]\nmatching = true\n'


def face_at(*values):
    """An encoding whose first numbers are these."""
    return np.pad(np.asarray(values, np.float64), (0, 128 - len(values)))


@pytest.fixture
def consent(run):
    """Run a command of the register in the test's folder."""
    return lambda *arguments: run("consent", *arguments, "--register", "register.sqlite")


@pytest.fixture
def compare(run, tmp_path, monkeypatch):
    """Run a command that compares faces, with everything switched on; two people look 0.1 alike and 1 apart."""
    (tmp_path / "ours.toml").write_text(POLICY)
    monkeypatch.setattr(
        people, "encode_faces", lambda _, boxes: [face_at(1.0 if box.left > 100 else 0.1) for box in boxes]
    )
    return lambda command, *arguments, policy="ours.toml": run(
        "people", command, *arguments, "--policy", policy, "--allow-matching",
        *(() if command == "group" else ("--register", "register.sqlite")),
    )  # fmt: skip


@pytest.fixture
def enrolled(consent, compare, photo):
    """PC-1, who agreed to being recognised, enrolled with the left face of people.jpg."""
    assert consent("add", "--reference", "PC-1", *ADD, "--use", "matching").exit_code == 0
    result = compare("enrol", "PC-1", photo("people.jpg"), "--face", 1)
    assert result.exit_code == 0, result.stderr
    return PeopleFile(Path("register.people.sqlite"))


def test_a_face_that_looks_like_somebody_is_proposed_and_not_linked(consent, compare, enrolled):
    """The command that confirms it is told; the register stays as it was."""
    before = consent("show", "PC-1").stdout
    result = compare("match", "people.jpg")
    assert result.exit_code == 1
    assert result.stdout == (
        "people.jpg: face 1 may be PC-1, distance 0.00: please confirm with: "
        "photocheck consent link PC-1 people.jpg --face 1\n"
    )
    assert consent("show", "PC-1").stdout == before
    assert len(enrolled.known()["PC-1"]) == 1


@pytest.mark.usefixtures("enrolled")
def test_both_switches_are_needed(run, compare):
    """The policy's alone is not enough, nor is the command line's."""
    without = run("people", "match", "people.jpg", "--policy", "ours.toml", "--register", "register.sqlite")
    assert (without.exit_code, "Add --allow-matching." in without.stderr) == (USAGE, True)
    for command in (("match",), ("group",), ("enrol", "PC-1")):
        refused = compare(*command, "people.jpg", policy="whatsapp")
        assert refused.exit_code == USAGE
        assert "does not allow comparing faces" in refused.stderr


def test_only_those_who_agreed_to_it_are_enrolled(consent, compare, photo):
    """Consent to every other use is none to this; nor does one that was withdrawn, or of somebody under 18, count."""
    name = photo("people.jpg")
    consent("add", "--reference", "PC-2", *ADD, "--use", "whatsapp", "--use", "internal")
    consent("add", "--reference", "PC-3", *ADD, "--use", "matching")
    consent("withdraw", "PC-3", "--reason", "asked")
    consent("add", "--reference", "PC-4", *ADD, "--use", "matching", "--guardian", "a guardian")
    for reference, reason in (("PC-2", "does not allow"), ("PC-3", "was withdrawn"), ("PC-4", "under 18")):
        refused = compare("enrol", reference, name, "--face", 1)
        assert (refused.exit_code, reason in refused.stderr) == (USAGE, True)
    assert not Path("register.people.sqlite").exists()


def test_somebody_under_18_is_compared_only_where_the_policy_names_them(consent, compare, photo, tmp_path):
    """Enrolled under one policy, and not proposed under the other."""
    (tmp_path / "young.toml").write_text(POLICY + "under_18 = true\n")
    consent("add", "--reference", "PC-4", *ADD, "--use", "matching", "--guardian", "a guardian")
    assert compare("enrol", "PC-4", photo("people.jpg"), "--face", 1, policy="young.toml").exit_code == 0
    assert "may be PC-4" in compare("match", "people.jpg", policy="young.toml").stdout
    assert "PC-4" not in compare("match", "people.jpg").stdout


def test_which_face_has_to_be_said(compare, consent, photo):
    """Where there are two; and a number that is no face is refused."""
    consent("add", "--reference", "PC-1", *ADD, "--use", "matching")
    assert "Its faces are 1, 2" in compare("enrol", "PC-1", photo("people.jpg")).stderr
    assert "Number 3 of people.jpg is no face." in compare("enrol", "PC-1", "people.jpg", "--face", 3).stderr
    assert "No face was found" in compare("enrol", "PC-1", photo("landscape.jpg")).stderr


@pytest.mark.parametrize(
    "end", [("withdraw", "PC-1", "--reason", "asked"), ("forget", "PC-1", "--yes")], ids=["withdraw", "forget"]
)
def test_what_is_kept_goes_with_the_consent(consent, enrolled, end):
    """At once, and out of the file's bytes as well."""
    packed = enrolled.known()["PC-1"][0].tobytes()
    assert packed[:8] in enrolled.path.read_bytes()
    assert consent(*end).exit_code == 0
    assert enrolled.known() == {}
    assert packed[:8] not in enrolled.path.read_bytes()


@pytest.mark.parametrize("known_by", ["flag", "variable", "settings", "log"])
def test_what_is_kept_elsewhere_goes_too(consent, compare, photo, monkeypatch, known_by):
    """A people file that was named at enrolment, however somebody named it, and whether or not they do so again."""
    elsewhere = Path("elsewhere/people.sqlite").resolve()
    flag = ("--people-file", elsewhere) if known_by in {"flag", "log"} else ()
    if known_by == "variable":
        monkeypatch.setenv("PHOTOCHECK_PEOPLE", str(elsewhere))
    if known_by == "settings":
        Path("photocheck.toml").write_text('people-file = "elsewhere/people.sqlite"\n')
    consent("add", "--reference", "PC-1", *ADD, "--use", "matching")
    assert compare("enrol", "PC-1", photo("people.jpg"), "--face", 1, *flag).exit_code == 0
    assert set(PeopleFile(elsewhere).known()) == {"PC-1"}
    result = consent("withdraw", "PC-1", "--reason", "asked", *(flag if known_by == "flag" else ()))
    assert result.exit_code == 0, result.stderr
    assert PeopleFile(elsewhere).known() == {}


@pytest.mark.parametrize("end", [("withdraw", "PC-1", "--reason", "asked"), ("forget", "PC-1", "--yes")])
def test_what_cannot_be_deleted_is_said(consent, enrolled, end):
    """A people file that is damaged, and then one that is not where the log says: told with its place, and a code."""
    enrolled.path.write_bytes(b"this is no database" * 100)
    result = consent(*end)
    assert result.exit_code == CONFIGURATION
    assert f"could not be deleted from {enrolled.path.resolve()}" in result.stderr
    assert "people forget PC-1 --people-file" in result.stderr


def test_a_face_whose_record_is_forgotten_can_still_be_deleted(run, consent, enrolled):
    """The record is gone and the people file comes back: the hint's command works without the record."""
    away = enrolled.path.rename("away.sqlite")
    assert consent("forget", "PC-1", "--yes").exit_code == CONFIGURATION
    assert set(PeopleFile(away).known()) == {"PC-1"}
    result = run("people", "forget", "PC-1", "--people-file", away, "--register", "register.sqlite")
    assert result.exit_code == 0, result.stderr
    assert PeopleFile(away).known() == {}


def test_a_people_file_that_went_away_is_said(run, consent, enrolled):
    """It may be on another machine; once it is back, the same command deletes what it holds."""
    away = enrolled.path.rename("away.sqlite")
    result = consent("withdraw", "PC-1", "--reason", "asked")
    assert result.exit_code == CONFIGURATION
    assert "PC-1 is withdrawn" in result.stdout
    assert "could not be deleted" in result.stderr
    away.rename(enrolled.path)
    assert run("people", "forget", "PC-1", "--register", "register.sqlite").exit_code == 0
    assert enrolled.known() == {}
    assert "unenrol" in consent("log").stdout


def test_what_ended_otherwise_is_deleted_before_anybody_is_compared(consent, compare, enrolled):
    """A record that ended, here without anybody touching the people file."""
    consent("expire", "PC-1", "--on", "2026-03-02")
    result = compare("match", "people.jpg")
    assert "PC-1 no longer allows being recognised" in result.stderr
    assert result.stdout == "Nobody is enrolled.\n"
    assert enrolled.known() == {}


def test_somebody_can_stay_on_file_and_be_recognised_no_more(run, consent, enrolled):
    """`people forget` needs no switch, and is in the log like the enrolment."""
    result = run("people", "forget", "PC-1", "--register", "register.sqlite")
    assert result.stdout == "PC-1 can no longer be recognised.\n"
    assert enrolled.known() == {}
    assert re.findall(r"  (add|enrol|unenrol)  ", consent("log").stdout) == ["add", "enrol", "unenrol"]


def test_only_its_owner_may_read_the_people_file(enrolled):
    """Nobody else on the machine sees whom it holds."""
    assert stat.S_IMODE(enrolled.path.stat().st_mode) == 0o600


def test_a_damaged_people_file_is_a_sentence_with_code_4(compare, enrolled):
    """Not a proposal, and not “nobody”."""
    enrolled.path.write_bytes(b"this is no database" * 100)
    result = compare("match", "people.jpg")
    assert result.exit_code == CONFIGURATION
    assert "The people file register.people.sqlite cannot be used" in result.stderr


def test_photos_of_one_person_are_grouped(compare, photo):
    """Two people in two photos; and a photo that cannot be read is not passed over."""
    photo("a/people1.jpg")
    photo("a/people2.jpg")
    Path("a/people2.jpg").write_bytes(Path("a/people1.jpg").read_bytes() + b"\0")
    result = compare("group", "a")
    assert result.exit_code == 0, result.stderr
    assert "Person 1 may be in 2 photos" in result.stdout
    assert "Person 2 may be in 2 photos" in result.stdout
    Path("a/broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    assert compare("group", "a", "gone.jpg").exit_code == NOT_CHECKED


def test_an_unknown_key_of_the_policy_is_a_mistake(run, tmp_path):
    """A switch that is misspelt must not look switched off, nor on."""
    (tmp_path / "ours.toml").write_text(POLICY + 'under18 = true\nunder_18 = "yes"\n')
    result = run("policy", "test", "ours.toml")
    assert result.exit_code == CONFIGURATION
    assert "Did you mean “under_18”?" in result.stderr
    assert "true or false" in result.stderr


def test_the_nearest_is_proposed_first_and_nobody_beyond_the_distance():
    """Each record once, by the nearest of its encodings."""
    known = {"far": [face_at(2)], "near": [face_at(3), face_at(0.1)], "nearer": [face_at(0.05)]}
    assert [one.reference for one in propose(face_at(0), known)] == ["nearer", "near"]
    assert propose(face_at(0), known, 0.01) == []


def test_a_chain_of_likenesses_makes_no_group():
    """Each is like the next, and the first is not like the last."""
    assert grouped([face_at(0), face_at(0.5), face_at(1.0)]) == [[0, 1], [2]]
    assert grouped([face_at(1)]) == [[0]]
    assert grouped([]) == []


@pytest.mark.slow
def test_a_face_is_told_from_the_others_of_a_photo_by_the_real_library(run, consent, tmp_path):
    """Enrolled from the sample, a face is found again in a smaller copy of it."""
    pytest.importorskip("face_recognition_models", reason="the extra “people” is not installed")
    shutil.copy(SAMPLE, tmp_path / "sample.jpg")
    (tmp_path / "ours.toml").write_text(POLICY)
    on = ("--policy", "ours.toml", "--allow-matching", "--register", "register.sqlite")
    consent("add", "--reference", "PC-1", *ADD, "--use", "matching")
    number = re.search(r"faces are (\d+)", run("people", "enrol", "PC-1", "sample.jpg", *on, build=None).stderr)[1]
    assert run("people", "enrol", "PC-1", "sample.jpg", "--face", number, *on, build=None).exit_code == 0
    result = run("people", "match", "sample.jpg", *on, build=None)
    assert f"face {number} may be PC-1, distance 0.00" in result.stdout
