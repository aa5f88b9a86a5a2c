"""`kill -9` at random moments: the report is that of a run that nobody disturbed.

KILLS=20 uv run pytest tests/batch/test_kills.py kills more often than CI has time for.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "3"))
PHOTOS = 60
RANDOM = random.SystemRandom()
PROGRAM = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[2])!r}]
import stand_ins
from photocheck.cli import cli
if __name__ == "__main__":
    cli(sys.argv[1:], obj=stand_ins.NamedScreener)
"""


class Run:
    """A run of the command line over a folder of photos that each take a twentieth of a second."""

    def __init__(self, place):
        self.place = place
        self.program = place / "program.py"
        self.program.write_text(PROGRAM)
        folder = place / "in"
        folder.mkdir()
        for number in range(PHOTOS):
            (folder / f"slow-{number}{'-phone' if number % 3 else ''}.jpg").write_bytes(b"%d" % number)

    def start(self, *options, store="store"):
        """Start it, its result going to a file."""
        options = [*options, "--store", self.place / f"{store}.sqlite", "--format", "jsonl", "--quiet"]
        command = [sys.executable, self.program, "check", "in", "--output", "out.jsonl", "--jobs", "2", *options]
        return subprocess.Popen(command, cwd=self.place, stderr=subprocess.PIPE)

    @property
    def has_begun(self):
        """Whether photos are looked at: the result's file is opened when everybody is there."""
        return any(self.place.glob(".out.jsonl.*.part"))

    def result(self, process):
        """Wait for its end, and return what it wrote."""
        _, said = process.communicate(timeout=300)
        assert process.returncode == 1, said
        return (self.place / "out.jsonl").read_text()


@pytest.fixture
def run(tmp_path):
    """A run and what it writes when nobody disturbs it."""
    started = Run(tmp_path)
    return started, started.result(started.start(store="undisturbed"))


def moment():
    """Wait for a moment that nobody can foresee."""
    time.sleep(RANDOM.uniform(0.2, 1.5))


def kill_a_worker(parent):
    """Kill one of the processes that look at photos, if there is one; tells whether it did."""
    with suppress(psutil.Error):
        children = psutil.Process(parent.pid).children(recursive=True)
        workers = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        if workers:
            RANDOM.choice(workers).kill()
            return True
    return False


@pytest.mark.parametrize("options", [(), ("--cluster", "local")], ids=["processes", "dask"])
def test_workers_may_be_killed(run, options):
    """What they were looking at is looked at again, and nothing else is lost."""
    if options:
        pytest.importorskip("distributed", reason="the extra “cluster” is not installed")
    started, undisturbed = run
    kills = 0
    while kills < KILLS:
        process = started.start(*options, store=f"after-{kills}")
        while process.poll() is None and kills < KILLS:
            moment()
            if started.has_begun:
                kills += kill_a_worker(process)
        assert started.result(process) == undisturbed


def test_the_run_itself_may_be_killed(run):
    """The same command carries on, and at its end nobody can tell."""
    started, undisturbed = run
    store = 0
    for _ in range(KILLS):
        process = started.start(store=store)
        moment()
        process.kill()
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            # It was done before; the next one starts over.
            store += 1
    assert started.result(started.start(store=store)) == undisturbed
