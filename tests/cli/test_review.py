"""`photocheck review`: which photos come on the desk, and who is let in."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from itertools import islice
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from photocheck.batch.serial import SerialExecutor
from photocheck.cli import crew, desk_photos, reviewing

CLEAN, USAGE, NOT_CHECKED, CONFIGURATION = 0, 2, 3, 4


@pytest.fixture
def desks(monkeypatch):
    """Stand in for the server and the browser: the apps that would have been served, and the addresses opened."""
    seen = SimpleNamespace(apps=[], opened=[])

    def server_for(app, *, quiet):  # noqa: ARG001 - as the real one
        return SimpleNamespace(run=lambda _: seen.apps.append(app))

    monkeypatch.setattr(reviewing, "server_for", server_for)
    monkeypatch.setattr(reviewing.webbrowser, "open", seen.opened.append)
    return seen


@pytest.fixture
def review(run, desks):
    """Review these paths; the result of the command, and the lines of the desk where there is one."""

    @contextmanager
    def client_of(app, address):
        host, token = re.search(r"(http://[^/]+)/\?token=(\S+)", address).groups()
        with TestClient(app, base_url=host, headers={"Authorization": f"Bearer {token}"}) as client:
            yield client

    def go(*arguments):
        result = run("review", *arguments, "--register", "register.sqlite", "--no-store")
        if not desks.apps:
            return result, None
        with client_of(desks.apps[-1], result.stderr) as client:
            return result, client.get("/desk/photos").json()["photos"]

    return go


def test_a_folder_is_checked_and_laid_out(review, photo, desks):
    """Each photo has its line; the page is opened at the address that is printed."""
    photo("photos/phone.jpg")
    photo("photos/inner/landscape.jpg")
    result, lines = review("photos")
    assert result.exit_code == CLEAN
    assert [(line["name"], line["waiting"]) for line in lines] == [("landscape.jpg", 0), ("phone.jpg", 1)]
    (address,) = desks.opened
    page, _, word = address.partition("?token=")
    assert f"{page}?token=" in result.stderr
    assert len(word) >= 32
    assert word not in result.stderr


def test_a_run_is_laid_out_without_looking_again(review, run, photo, desks, tmp_path, monkeypatch):
    """What stands in its report counts, wherever the command runs; a photo that is gone cannot be seen."""
    photo("photos/phone.jpg")
    photo("photos/people.jpg")
    run("check", "photos", "--report", "run.json")
    (tmp_path / "photos" / "people.jpg").unlink()
    monkeypatch.setattr(desk_photos, "crew_for", None)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    result, lines = review("../run.json", "--no-browser")
    assert result.exit_code == CLEAN
    assert [(line["name"], line["waiting"]) for line in lines] == [("people.jpg", 2), ("phone.jpg", 1)]
    desk = desks.apps[0].state.desk
    assert [one.can_be_seen for one in desk.photos] == [False, True]
    assert desks.opened == []


def test_copies_of_photos_with_one_name_have_names_of_their_own(review, photo, desks, tmp_path):
    """Two folders, each with an IMG_1.jpg: neither copy takes the other's place."""
    photo("a/phone.jpg")
    photo("b/inner/phone.jpg")
    photo("phone.jpg")
    review("a", "b/inner", "phone.jpg", "--to", "copies")
    copies = [one.copy for one in desks.apps[0].state.desk.photos]
    assert len({path.resolve() for path in copies}) == 3
    assert all(path.resolve().is_relative_to(tmp_path / "copies") for path in copies)


def test_a_run_that_was_stopped_is_no_desk(review, photo, monkeypatch):
    """What was not checked does not look as if there were nothing to decide."""
    photo("photos/phone.jpg")
    photo("photos/people.jpg")
    real = desk_photos.crew_for

    @contextmanager
    def half(*arguments, **options):
        with real(*arguments, **options) as runner:
            yield SimpleNamespace(run=lambda *photos: islice(runner.run(*photos), 1), store=None)

    monkeypatch.setattr(desk_photos, "crew_for", half)
    result, lines = review("photos")
    assert (result.exit_code, lines) == (130, None)
    assert "1 of 2 photos were checked" in result.stderr


@pytest.fixture
def alone(monkeypatch):
    """Let this process do what workers do, which are seconds in starting."""
    monkeypatch.setattr(crew, "ProcessExecutor", lambda *_: SerialExecutor())


@pytest.fixture
def stored(run, photo, tmp_path, alone):  # noqa: ARG001 - it holds
    """A store that knows two photos of a folder and one that was checked by itself, beside one that was not."""
    for name in ("photos/phone.jpg", "photos/inner/people.jpg", "alone/people.jpg", "alone/other.jpg"):
        photo(name)
        with (tmp_path / name).open("ab") as file:
            # No two of them are the same photo.
            file.write(name.encode())
    run("check", "photos", "alone/people.jpg", "--store", "cache/store.sqlite", "--jobs", 1)


@pytest.mark.usefixtures("stored")
def test_a_results_store_is_laid_out_without_looking_again(review, desks, monkeypatch, tmp_path):
    """Its photos are found where they were checked, and no other; copies do not go among the caches."""
    monkeypatch.setattr(desk_photos, "crew_for", None)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    result, lines = review("../cache/store.sqlite")
    assert result.exit_code == CLEAN
    photos = desks.apps[0].state.desk.photos
    assert [str(one.path.relative_to(tmp_path)) for one in photos] == [
        "alone/people.jpg",
        "photos/inner/people.jpg",
        "photos/phone.jpg",
    ]
    assert [line["waiting"] for line in lines] == [2, 2, 1]
    assert all(one.can_be_seen for one in photos)
    assert "Not there" not in result.stderr
    assert not any(one.copy.is_relative_to(tmp_path / "cache") for one in photos)


@pytest.mark.usefixtures("stored")
def test_what_a_store_does_not_know_any_more_is_counted(review, photo, tmp_path):
    """Photos that are new, changed, moved away or gone are said in one sentence; one that was moved within is shown."""
    (tmp_path / "photos" / "phone.jpg").rename(tmp_path / "photos" / "inner" / "moved-phone.jpg")
    (tmp_path / "photos" / "inner" / "people.jpg").write_bytes(b"\xff\xd8\xff another photo")
    photo("photos/new.jpg")
    (tmp_path / "alone" / "people.jpg").unlink()
    result, lines = review("cache/store.sqlite")
    assert [line["name"] for line in lines] == ["moved-phone.jpg"]
    assert "Not there: 2 new or changed since they were checked, 2 no longer where they were checked." in result.stderr


@pytest.mark.usefixtures("stored")
def test_results_of_another_version_are_not_shown(review, monkeypatch):
    """What was found by others is not laid out as if it were known; it is said why there is no desk."""
    monkeypatch.setattr(crew, "fingerprint", lambda: "another version")
    result, lines = review("cache/store.sqlite")
    assert (result.exit_code, lines) == (NOT_CHECKED, None)
    assert "0 photos" in result.stderr
    assert "3 without a result by this version of photocheck" in result.stderr


@pytest.mark.usefixtures("stored")
def test_a_folder_that_is_gone_takes_its_photos_with_it(review, tmp_path):
    """A drive that was taken out is no reason not to show the others."""
    (tmp_path / "photos").rename(tmp_path / "away")
    result, lines = review("cache/store.sqlite")
    assert [line["name"] for line in lines] == ["people.jpg"]
    assert "2 no longer where they were checked" in result.stderr


@pytest.mark.usefixtures("alone")
def test_a_photo_that_was_reviewed_by_itself_is_found_in_the_store(run, photo, review):
    """Review remembers as check does."""
    photo("phone.jpg")
    run("review", "phone.jpg", "--no-browser", "--store", "store.sqlite", "--jobs", 1, "--register", "register.sqlite")
    _, lines = review("store.sqlite")
    assert [line["name"] for line in lines] == ["phone.jpg"]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("DELETE FROM folders", NOT_CHECKED, "does not know yet in which folders"),
        ("PRAGMA user_version = 99", USAGE, "another version"),
    ],
)
@pytest.mark.usefixtures("stored")
def test_a_store_that_leads_nowhere_is_a_sentence(review, change, code, words):
    """It says what to do instead."""
    with closing(sqlite3.connect("cache/store.sqlite", isolation_level=None)) as database:
        database.execute(change)
    result, lines = review("cache/store.sqlite")
    assert (result.exit_code, lines) == (code, None)
    assert words in result.stderr


@pytest.mark.usefixtures("stored")
def test_nothing_can_be_fresh_in_a_store(review):
    """Two wishes that exclude each other are told, not silently chosen from."""
    result, _ = review("cache/store.sqlite", "--fresh")
    assert result.exit_code == USAGE
    assert "--fresh" in result.stderr


def test_a_register_is_no_results_store_and_stays_as_it_is(run, review, tmp_path):
    """It is a file of SQLite's too."""
    given = ("--use", "whatsapp", "--given", "2026-03-01")
    run("consent", "add", "--reference", "PC-1", "--people", 1, *given, "--register", "people.sqlite")
    before = (tmp_path / "people.sqlite").read_bytes()
    result, _ = review("people.sqlite")
    assert result.exit_code == USAGE
    assert "another kind of database" in result.stderr
    assert (tmp_path / "people.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere.json",), USAGE, "could not be read"),
        (("empty",), NOT_CHECKED, "There is no photo"),
        (("-",), USAGE, "files that stay where they are"),
        (("photos", "--for", "everybody"), USAGE, "no audience “everybody”"),
    ],
)
def test_what_cannot_be_reviewed_is_a_sentence(review, photo, tmp_path, arguments, code, words):
    """And no page is opened."""
    photo("photos/phone.jpg")
    (tmp_path / "empty").mkdir()
    result, lines = review(*arguments)
    assert (result.exit_code, lines) == (code, None)
    assert words in result.stderr


def test_a_register_that_is_damaged_is_told_before_anybody_decides(review, photo, tmp_path):
    """Not at the first decision."""
    photo("photos/phone.jpg")
    (tmp_path / "register.sqlite").write_bytes(b"no database" * 100)
    result, lines = review("photos")
    assert (result.exit_code, lines) == (CONFIGURATION, None)
