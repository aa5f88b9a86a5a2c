"""A file is known again only where nothing about it can have changed."""

from __future__ import annotations

import os
import time

import pytest

from photocheck.batch import identity
from photocheck.batch.file_states import place_of, state_of, state_while_read
from photocheck.batch.identity import Identity, identified

LATER = 10_000_000_000


@pytest.fixture
def photo(tmp_path):
    """A file of some bytes, by its path."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"one")
    return path


def test_a_file_that_nobody_touched_has_the_state_in_which_it_was_read(photo, monkeypatch):
    """Read long after it was changed, it is known by its state from then on."""
    monkeypatch.setattr(identity, "now", lambda: time.time_ns() + LATER)
    found = identified(str(photo))
    assert found.digest is not None
    assert found.state == state_of(str(photo))


def test_whatever_is_done_to_a_file_changes_its_state(photo, tmp_path):
    """Other bytes of the same length with the old time put back, and another file put in its place."""
    before, times = state_of(str(photo)), photo.stat()
    time.sleep(0.02)
    photo.write_bytes(b"two")
    os.utime(photo, ns=(times.st_atime_ns, times.st_mtime_ns))
    changed = state_of(str(photo))
    assert changed != before
    other = tmp_path / "b.jpg"
    other.write_bytes(b"six")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(photo)
    assert state_of(str(photo)) not in {before, changed}
    assert state_of(str(tmp_path / "gone.jpg")) is None


@pytest.mark.parametrize(
    ("mtime", "since", "kept"),
    [
        (5_000_000_001, 50_000_000, False),  # changed less than a tick before it was read
        (5_000_000_001, 200_000_000, True),
        (5_000_000_000, 200_000_000, False),  # whole seconds: a file system that may know no finer ones
        (5_000_000_000, 2_500_000_000, True),
        (5_000_000_001, -200_000_000, False),  # a clock that is ahead of ours
    ],
)
def test_a_file_that_was_changed_just_before_it_was_read_is_not_relied_on(photo, mtime, since, kept):
    """It could be changed again within the tick, and look the same."""
    state = os.stat_result((*photo.stat()[:7], 5, 5, 5), {"st_mtime_ns": mtime, "st_ctime_ns": mtime})
    assert (state_while_read(state, state, mtime + since) is not None) is kept


def test_a_file_that_changes_while_it_is_read_is_not_relied_on(photo):
    """What was read may be half of one and half of the other."""
    before = photo.stat()
    photo.write_bytes(b"longer")
    assert state_while_read(before, photo.stat(), time.time_ns() + LATER) is None


def test_a_path_is_known_however_it_is_written(photo, monkeypatch):
    """And the word for it does not give it away."""
    monkeypatch.chdir(photo.parent)
    assert place_of("a.jpg") == place_of("./a.jpg") == place_of(str(photo)) != place_of("b.jpg")
    assert "a.jpg" not in place_of("a.jpg")


def test_what_cannot_be_read_has_no_identity(tmp_path):
    """Whoever looks at it says why."""
    assert identified(str(tmp_path / "gone.jpg")) == Identity()
    assert identified(b"bytes").state is None
