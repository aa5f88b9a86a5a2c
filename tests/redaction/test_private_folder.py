"""A killed run may leave a private folder with a photo in it; the next run clears it."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from photocheck.redaction import private_folder


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder of our own for temporary files, and a process that has cleared nothing yet."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    private_folder._clear_what_was_left.cache_clear()
    return tmp_path


def test_the_folder_is_this_users_alone_and_goes(temporary):
    """Nobody else may look into it, and nothing stays."""
    with private_folder.private_folder() as folder:
        assert Path(folder).stat().st_mode & 0o077 == 0
        (Path(folder) / "in.jpg").write_bytes(b"a photo")
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_left_is_cleared(temporary):
    """An old folder goes with all that is in it; a new one may be in use, and other names are not ours."""
    for name in ("photocheck-copying-old", "photocheck-copying-new", "photocheck-mine"):
        (temporary / name).mkdir()
        (temporary / name / "in.jpg").write_bytes(b"a photo")
    for name in ("photocheck-copying-old", "photocheck-mine"):
        os.utime(temporary / name, (time.time() - 3600,) * 2)
    with private_folder.private_folder():
        left = {path.name for path in temporary.iterdir()}
    assert {"photocheck-copying-new", "photocheck-mine"} < left
    assert "photocheck-copying-old" not in left


def test_a_link_is_not_followed(temporary, tmp_path_factory):
    """Somebody else's link of such a name clears nothing elsewhere."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept.jpg").write_bytes(b"a photo")
    (temporary / "photocheck-copying-link").symlink_to(elsewhere)
    os.utime(elsewhere, (time.time() - 3600,) * 2)
    with private_folder.private_folder():
        pass
    assert (elsewhere / "kept.jpg").exists()
