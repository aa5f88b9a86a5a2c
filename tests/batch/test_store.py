"""The results store: what it remembers, what it does not hold, and what happens when it fails."""

from __future__ import annotations

import sqlite3
import stat
import zlib
from dataclasses import replace

import pytest
import stand_ins

from photocheck.batch.found_again import note_folders
from photocheck.batch.store import Store
from photocheck.batch.store_file import DAYS
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Problem

DIGEST = "ab" * 32


def report(name="phone.jpg", **changes):
    """A report of a photo with a phone number in it."""
    found = PhotoReport(name, DIGEST, 400, 300, stand_ins.found("phone"), (), Versions("1", ""))
    return replace(found, **changes)


def recalled(store, digest, name):
    """Ask the store for a photo with these bytes that is called this."""
    return store.recall(store.key(digest, name), digest, name)


@pytest.fixture
def place(tmp_path):
    """Where the store of a test lies: in a folder that is not there yet."""
    return tmp_path / "cache" / "results.sqlite"


@pytest.fixture
def told():
    """What the user was told."""
    return []


@pytest.fixture
def opened(place, told):
    """Open a store; all are closed at the end."""
    stores = []

    def open_store(made_with="1", **options):
        stores.append(Store(place, made_with, lambda *words: told.append(words), **options))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


def test_a_report_comes_back_under_the_name_that_the_photo_has_now(opened):
    """A photo that was moved is known by its bytes."""
    opened().keep(report("old/phone.jpg"))
    again = recalled(opened(), DIGEST, "new/IMG_2.jpg")
    assert again.source == "new/IMG_2.jpg"
    assert again.findings[0].box == report().findings[0].box
    assert again.findings[0].matches[0].pattern == "phone"


@pytest.mark.parametrize(("digest", "made_with"), [("cd" * 32, "1"), (DIGEST, "2")])
def test_other_bytes_and_other_versions_are_not_known(opened, digest, made_with):
    """A changed photo, and one that was looked at by another version, are looked at."""
    opened().keep(report())
    assert recalled(opened(made_with), digest, "phone.jpg") is None


def test_a_name_that_says_something_else_is_another_photo(opened):
    """What the file's name gives away is found by looking; it is not carried over from another name."""
    opened().keep(report("IMG_1.jpg"))
    assert recalled(opened(), DIGEST, "Cllr_Example.jpg") is None
    assert recalled(opened(), DIGEST, "IMG_2.jpg") is not None


def test_no_readable_text_and_no_name_is_kept(opened, place):
    """What lies on the disk holds no digits that were read, and no file's name, packed or not."""
    opened().keep(report("Cllr_Example/phone.jpg"))
    with sqlite3.connect(place) as database:
        (packed,) = database.execute("SELECT report FROM reports").fetchone()
    database.close()
    for content in (zlib.decompress(packed), place.read_bytes()):
        assert b"960123" not in content
        assert b"Example" not in content
    assert recalled(opened(), DIGEST, "phone.jpg").findings[0].text.revealed is None


def test_it_is_for_its_owner_only(opened, place):
    """Even what is masked is nobody else's business."""
    opened().keep(report())
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("change", [{"problems": (Problem("text", "It stopped."),)}, {"sha256": None}])
def test_what_could_not_be_checked_is_not_kept(opened, change):
    """It is looked at again: the disk may be back, or the memory free."""
    opened().keep(report(**change))
    assert recalled(opened(), DIGEST, "phone.jpg") is None


def test_fresh_knows_only_what_is_kept_from_now_on(opened):
    """--fresh looks at everything once, not at twins twice."""
    opened().keep(report())
    fresh = opened(fresh=True)
    assert recalled(fresh, DIGEST, "phone.jpg") is None
    fresh.keep(report())
    assert recalled(fresh, DIGEST, "phone.jpg") is not None


def test_what_nobody_asked_for_in_half_a_year_is_forgotten(opened, place):
    """Being asked for counts; the rest goes when the store is opened."""
    store = opened()
    for digest in (DIGEST, "cd" * 32):
        store.keep(report(sha256=digest))
    store.close()
    database = sqlite3.connect(place)
    database.execute("UPDATE reports SET day = day - ?", (DAYS,))
    database.commit()
    database.close()
    store = opened()
    assert recalled(store, DIGEST, "phone.jpg") is not None
    store.close()
    database = sqlite3.connect(place)
    database.execute("UPDATE reports SET day = day - 1")
    database.commit()
    database.close()
    store = opened()
    assert recalled(store, DIGEST, "phone.jpg") is not None
    assert recalled(store, "cd" * 32, "phone.jpg") is None


def test_only_the_folders_of_what_was_named_are_kept_in_plain(opened, place, tmp_path, monkeypatch):
    """Each that is walked, and that of a file that was named; no file, no address elsewhere, no standard input."""
    (tmp_path / "walked").mkdir()
    (tmp_path / "walked" / "inner").mkdir()
    (tmp_path / "single").mkdir()
    (tmp_path / "single" / "Cllr_Example.jpg").write_bytes(b"photo")
    monkeypatch.chdir(tmp_path / "walked")
    store = opened()
    note_folders(store, [".", "inner/gone.jpg", "../single/Cllr_Example.jpg", "s3://me:word@host/photos", "-"])
    assert store.folders() == {
        str(tmp_path / "single"): False,
        str(tmp_path / "walked"): True,
        str(tmp_path / "walked" / "inner"): False,
    }
    store.close()
    assert b"Example" not in place.read_bytes()


def test_a_folder_that_was_walked_once_stays_a_folder_that_was_walked(opened, tmp_path):
    """Checking one of its photos by itself takes nothing back."""
    (tmp_path / "a.jpg").write_bytes(b"photo")
    for paths in ([str(tmp_path / "a.jpg"), str(tmp_path)], [str(tmp_path / "a.jpg")]):
        note_folders(opened(), paths)
    assert opened().folders() == {str(tmp_path): True}


def test_folders_are_forgotten_as_photos_are(opened, tmp_path):
    """After half a year in which nobody checked anything there."""
    store = opened()
    note_folders(store, [str(tmp_path)])
    store._database.execute("UPDATE folders SET day = day - ?", (DAYS + 1,))
    store.close()
    assert opened().folders() == {}


def test_a_store_without_folders_is_gone_on_with(opened, told):
    """One that was begun before folders were remembered keeps what it knows."""
    store = opened()
    store.keep(report())
    store._database.execute("DROP TABLE folders")
    store._database.execute("PRAGMA user_version = 1")
    store.close()
    assert recalled(opened(), DIGEST, "phone.jpg") is not None
    assert opened().folders() == {}
    assert told == []


def test_a_file_that_is_no_store_is_left_as_it_is(opened, place, told):
    """The user is told once, and photos are checked without it."""
    place.parent.mkdir()
    place.write_bytes(b"somebody's letter, which is no database, and long enough to look at\n" * 20)
    before = place.read_bytes()
    store = opened()
    store.keep(report())
    assert recalled(store, DIGEST, "phone.jpg") is None
    assert place.read_bytes() == before
    assert len(told) == 1
    assert str(place) in told[0][0]


def test_a_full_disk_is_told_once_and_loses_no_verdict(opened, told):
    """When nothing more can be kept, that is said, and the run goes on."""
    store = opened()
    store._database.execute("PRAGMA max_page_count = 8")
    for number in range(200):
        store.keep(report(sha256=f"{number:064x}"))
    assert len(told) == 1
    assert "full" in told[0][0]
    assert recalled(store, f"{0:064x}", "phone.jpg") is None


def test_a_row_that_is_damaged_is_looked_at_again(opened):
    """What cannot be understood is as if it were not there."""
    store = opened()
    store.keep(report())
    store._database.execute("UPDATE reports SET report = x'00'")
    assert recalled(store, DIGEST, "phone.jpg") is None


def test_a_folder_that_cannot_be_made_is_told(tmp_path, told):
    """No store is no reason not to check photos."""
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "results.sqlite", "1", lambda *words: told.append(words))
    assert recalled(store, DIGEST, "phone.jpg") is None
    assert len(told) == 1
