"""`photocheck review`: which photos come on the desk, and who is let in."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import islice
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from photocheck.cli import reviewing

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
    monkeypatch.setattr(reviewing, "crew_for", None)
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
    real = reviewing.crew_for

    @contextmanager
    def half(*arguments, **options):
        with real(*arguments, **options) as runner:
            yield SimpleNamespace(run=lambda found: islice(runner.run(found), 1), store=None)

    monkeypatch.setattr(reviewing, "crew_for", half)
    result, lines = review("photos")
    assert (result.exit_code, lines) == (130, None)
    assert "1 of 2 photos were checked" in result.stderr


def test_a_results_store_names_no_photos(review, photo, run):
    """It is said what to type instead."""
    photo("photos/phone.jpg")
    run("check", "photos", "--store", "store.sqlite", "--jobs", 1)
    result, _ = review("store.sqlite")
    assert result.exit_code == USAGE
    assert "--store store.sqlite FOLDER" in result.stderr


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
