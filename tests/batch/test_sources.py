"""Which photos are found in folders, and what is passed over."""

from __future__ import annotations

import errno
import inspect
import os
import sys
from pathlib import Path

import pytest

from photocheck.batch import sources as finding
from photocheck.batch.files import fetched
from photocheck.batch.identity import identified
from photocheck.batch.sources import CHUNK, OUTPUT_MARK, Found, Source, find_photos
from photocheck.errors import ConfigurationError, PhotoNotFound, UsageError


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Make empty files in a folder of the test, which is the current one."""
    monkeypatch.chdir(tmp_path)

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path

    return make


def names(*paths):
    """The photos that are found, and what is passed over."""
    with find_photos([str(path) for path in paths]) as found:
        return [source.name for source in found], dict(found.skipped)


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("*.png", ["in/a.jpg", "in/sub/b.jpg"]),
        ("*.png\n!keep.png", ["in/a.jpg", "in/sub/b.jpg", "in/sub/keep.png"]),
        ("sub/", ["in/a.jpg"]),
        ("/a.jpg", ["in/sub/b.jpg", "in/sub/c.png", "in/sub/keep.png"]),
        ("sub/*\n!sub/b.jpg", ["in/a.jpg", "in/sub/b.jpg"]),
        ("# a remark\n\n", ["in/a.jpg", "in/sub/b.jpg", "in/sub/c.png", "in/sub/keep.png"]),
    ],
)
def test_an_ignore_file_is_written_like_gitignore(tree, patterns, left):
    """What it names is not looked at, and is counted."""
    tree("in/a.jpg", "in/sub/b.jpg", "in/sub/c.png", "in/sub/keep.png")
    Path("in/.photocheckignore").write_text(patterns)
    found, skipped = names("in")
    assert found == left
    assert bool(skipped.get("ignored")) == (len(left) < 4)


def test_an_ignore_file_further_down_overrules_those_above(tree):
    """As with git, the nearest word counts."""
    tree("in/a.png", "in/sub/b.png", "in/sub/deep/c.png", "in/other/d.png")
    Path("in/.photocheckignore").write_text("*.png")
    Path("in/sub/.photocheckignore").write_text("!*.png\n/deep/")
    assert names("in")[0] == ["in/sub/b.png"]


def test_what_is_named_itself_is_looked_at_whatever_is_ignored(tree):
    """An ignore file is about folders that are walked."""
    tree("in/a.png")
    Path("in/.photocheckignore").write_text("*")
    assert names("in/a.png")[0] == ["in/a.png"]


def test_an_ignore_file_that_is_not_understood_ends_the_run(tree):
    """What somebody wanted left alone is not looked at by mistake."""
    tree("in/a.png")
    Path("in/.photocheckignore").write_text("!")
    with pytest.raises(ConfigurationError, match="photocheckignore"):
        names("in")


def test_copies_that_photocheck_made_are_passed_over(tree):
    """A folder of copies is known by its mark; somebody who names it means it."""
    tree(
        "in/a.jpg",
        "in/a.redacted.jpg",
        "in/old.redacted/b.jpg",
        "in/a.jpg.annotated.png",
        "in/sorted/hide/a.jpg",
        f"in/sorted/{OUTPUT_MARK}",
    )
    found, skipped = names("in")
    assert found == ["in/a.jpg"]
    assert skipped == {"annotated copy": 1, "folder of copies": 1, "redacted copy": 2}
    assert names("in/sorted")[0] == ["in/sorted/hide/a.jpg"]
    with find_photos(["in"], copies=True) as everything:
        assert everything.photos == 5


def test_each_photo_is_found_once(tree):
    """However it is named, and in whatever order."""
    tree("in/a.jpg", "in/sub/b.jpg")
    for paths in (["in", "in/sub"], ["in/sub", "in"], ["in", "in"], ["in/a.jpg", "in", "in/a.jpg"]):
        assert sorted(names(*paths)[0]) == ["in/a.jpg", "in/sub/b.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_passed_over_and_a_broken_link_is_not(tree):
    """A pipe would be read for ever; a link to nothing, or to itself, is a photo that is missing."""
    folder = tree("in/a.jpg")
    os.mkfifo(folder / "in/pipe.jpg")
    (folder / "in/gone.jpg").symlink_to("nowhere.jpg")
    (folder / "in/loop.jpg").symlink_to("loop.jpg")
    found, skipped = names("in")
    assert found == ["in/a.jpg", "in/gone.jpg", "in/loop.jpg"]
    assert skipped == {"no ordinary file": 1}


def test_folders_may_lie_deeper_than_functions_call_each_other(tree):
    """More folders in one another than there is room for calls are walked like two."""
    deep = "/".join(["in", *(["d"] * 150), "a.jpg"])
    tree(deep)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        assert names("in")[0] == [deep]
    finally:
        sys.setrecursionlimit(limit)


def test_a_drive_that_vanishes_is_told_of(tree, monkeypatch):
    """What was found before stays found; the folder that went away has a problem."""
    tree("in/a/1.jpg", "in/b/2.jpg", "in/c/3.jpg")
    listed = finding.listed

    def vanishing(folder):
        if folder.endswith("b"):
            raise OSError(errno.ESTALE, "Stale file handle")
        return listed(folder)

    monkeypatch.setattr(finding, "listed", vanishing)
    with find_photos(["in"]) as found:
        photos = list(found)
    assert [photo.name for photo in photos] == ["in/a/1.jpg", "in/b", "in/c/3.jpg"]
    assert "stale file handle" in photos[1].problem.message


def test_the_list_goes_to_the_disk_and_comes_back(tree, monkeypatch):
    """A list that outgrows the memory is the same list."""
    monkeypatch.setattr(finding, "IN_MEMORY", 1000)
    tree(*(f"in/{number:03}.jpg" for number in range(100)))
    with find_photos(["in"]) as found:
        once, twice = list(found), list(found)
    assert once == twice
    assert [source.below for source in once] == [f"{number:03}.jpg" for number in range(100)]


def test_copies_have_places_of_their_own(tree):
    """Photos of the same name from several folders do not meet in a folder of copies."""
    tree("one/in/a.jpg", "two/in/a.jpg", "a.jpg", "three/a.jpg")
    with find_photos(["one/in", "two/in", "a.jpg", "three/a.jpg"]) as found:
        below = [source.below for source in found]
    assert below == [str(Path(*parts)) for parts in (("in", "a.jpg"), ("in-2", "a.jpg"), ("a.jpg",), ("a-2.jpg",))]


@pytest.fixture
def remote():
    """A file system behind a URL, in memory."""
    fsspec = pytest.importorskip("fsspec", reason="the extra “cluster” is not installed")
    system = fsspec.filesystem("memory")
    for name in ("photos/a.jpg", "photos/sub/b.png", "photos/notes.txt", "photos/.photocheckignore"):
        system.pipe(f"/{name}", b"raw.*" if "ignore" in name else name.encode())
    system.pipe("/photos/raw.jpg", b"ignored")
    yield system
    system.rm("/photos", recursive=True)


@pytest.mark.usefixtures("remote")
def test_a_url_is_walked_like_a_folder():
    """Buckets and shares have photos, other files and ignore files too."""
    found, skipped = names("memory://photos")
    assert found == ["memory://photos/a.jpg", "memory://photos/sub/b.png"]
    assert skipped == {".txt": 1, "hidden": 1, "ignored": 1}
    assert fetched(found[0]) == b"photos/a.jpg"
    assert identified(found[0]).digest == identified(b"photos/a.jpg").digest


@pytest.mark.usefixtures("remote")
def test_a_url_that_leads_nowhere_is_told():
    """A missing photo is the photo's problem, an address nobody understands is the command's."""
    assert identified("memory://photos/none.jpg").digest is None
    with pytest.raises(PhotoNotFound):
        fetched("memory://photos/none.jpg")
    with pytest.raises(UsageError, match="nonsense"):
        names("nonsense://photos")


def test_a_long_list_is_kept_in_its_order_and_can_be_read_again():
    """It lies in a temporary file, in chunks; the last one is shorter."""
    with Found() as found:
        for number in range(3 * CHUNK // 2):
            found.add(Source(f"{number}.jpg", f"{number}.jpg", below=f"{number}.jpg"))
        for _ in range(2):
            assert [source.name for source in found] == [f"{number}.jpg" for number in range(3 * CHUNK // 2)]
        assert found.photos == 3 * CHUNK // 2
