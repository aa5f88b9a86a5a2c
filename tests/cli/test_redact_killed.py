"""A run that is killed leaves no half-written copy and no changed original."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

# How often the run is killed; KILLS=50 for the whole claim.
KILLS = int(os.environ.get("KILLS", "8"))
PHOTOS = 10

# The real command, with a screener that needs no models.
PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
import conftest
from photocheck.cli import cli
cli(["redact", "photos", "--to", "safe", "--force", "--format", "jsonl", "--quiet"], obj=conftest.screener_for_colours)
"""


def start(folder):
    """Start the run in this folder."""
    program = PROGRAM.format(tests=str(Path(__file__).parents[1]))
    # Without ExifTool, which would take most of the time, and whose end nobody waits for after a kill.
    environment = os.environ | {"PATH": str(folder / "nowhere")}
    return subprocess.Popen([sys.executable, "-c", program], cwd=folder, env=environment, stdout=subprocess.PIPE)


def digests(folder):
    """The sha256 of every file that has a final name."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_a_killed_run_leaves_whole_copies_and_untouched_originals(tmp_path):
    """Killed at any moment, each copy that has its name is the one that a whole run makes."""
    chance = random.Random(11)  # noqa: S311 - moments, not secrets
    (tmp_path / "photos").mkdir()
    for number in range(PHOTOS):
        noise = np.random.default_rng(number).integers(90, 170, (600, 800, 3), dtype=np.uint8)
        noise[100:200, 100:200] = (220, 10, 10)
        Image.fromarray(noise).save(tmp_path / f"photos/{number}.jpg", quality=90)
    originals = digests(tmp_path / "photos")

    started = time.monotonic()
    whole = start(tmp_path)
    whole.stdout.readline()
    first = time.monotonic() - started
    assert whole.wait() == 0
    working = time.monotonic() - started - first
    whole.stdout.close()
    copies = digests(tmp_path / "safe")
    assert len(copies) == PHOTOS

    for _ in range(KILLS):
        for copy in (tmp_path / "safe").glob("[0-9]*.jpg"):
            if chance.random() < 0.5:
                copy.unlink()
        run = start(tmp_path)
        run.stdout.readline()
        time.sleep(chance.uniform(0, working))
        run.kill()
        run.wait()
        run.stdout.close()
        assert digests(tmp_path / "photos") == originals
        assert digests(tmp_path / "safe").items() <= copies.items()
