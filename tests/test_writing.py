"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from photocheck.errors import OutputError
from photocheck.writing import whole_file, write_whole


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def _stop_half_way(target: Path) -> None:
    with whole_file(target) as stream:
        stream.write(b"half")
        raise RuntimeError


def test_a_file_is_written(tmp_path):
    """What was written can be read back, and nothing else lies beside it."""
    write_whole(tmp_path / "report.json", b"{}")
    assert (tmp_path / "report.json").read_bytes() == b"{}"
    assert _names(tmp_path) == ["report.json"]


def test_the_old_file_stays_when_the_block_fails(tmp_path):
    """A run that stops half-way leaves the last good result and no scraps."""
    target = tmp_path / "report.json"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        _stop_half_way(target)
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["report.json"]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    """When the bytes do not reach the disk, the name stays free and the sentence says why."""

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_whole(tmp_path / "report.json", b"{}")
    assert _names(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_is_written_to_and_not_replaced():
    """A device keeps its place: it is written to directly, and being full is said."""
    with pytest.raises(OutputError, match="the disk is full"):
        write_whole("/dev/full", b"{}")
    assert not Path("/dev/full").is_file()


def test_a_missing_folder_is_said(tmp_path):
    """The sentence names the file and says what to do."""
    with pytest.raises(OutputError, match="folder does not exist") as raised:
        write_whole(tmp_path / "nowhere" / "report.json", b"{}")
    assert raised.value.hint


def test_a_folder_is_no_file(tmp_path):
    """Writing to a folder's name is refused."""
    with pytest.raises(OutputError, match="is a folder"):
        write_whole(tmp_path, b"{}")


def test_a_link_stays_a_link(tmp_path):
    """What a link points to is replaced, not the link."""
    target = tmp_path / "real.json"
    target.write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_permissions_stay(tmp_path):
    """A file that only its owner may read stays so when it is replaced."""
    target = tmp_path / "report.json"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_whole(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_error_about_another_file_is_not_ours(tmp_path):
    """A photo that is missing is not told as a report that could not be written."""
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "report.json"):
        (tmp_path / "missing.jpg").read_bytes()


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path):
    """An unfinished file of two days ago goes; one that may still be written, and everything else, stays."""
    old, new, other = (tmp_path / name for name in (".a.jpg.0a1b2c3d.part", ".b.jpg.0a1b2c3d.part", ".notes.part"))
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (time.time() - 2 * 86_400,) * 2)
    write_whole(tmp_path / "report.json", b"{}")
    assert sorted(_names(tmp_path)) == [".b.jpg.0a1b2c3d.part", ".notes.part", "report.json"]
