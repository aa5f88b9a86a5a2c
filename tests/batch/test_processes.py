"""Worker processes: what hangs, crashes or eats memory costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import stand_ins

from photocheck.batch import processes
from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.running import Runner
from photocheck.batch.sources import Source
from photocheck.batch.task import Plan
from photocheck.batch.worker import Allowance
from photocheck.errors import PhotoError

PLENTY = Allowance(seconds=60, memory=2_000_000_000)


def reports(names, *, jobs=2, allowance=PLENTY, build=stand_ins.build):
    """Look at photos by these names in worker processes."""
    with ProcessExecutor(jobs, allowance) as executor:
        runner = Runner(executor, Plan(build, threads=1), abreast=2 * jobs, ahead=16)
        return [outcome.report for _, outcome in runner.run([Source(name.encode(), name) for name in names])]


def test_a_crash_in_native_code_costs_only_its_photo():
    """The worker is started again, and the photos beside and behind it are looked at."""
    made = reports(["a", "crash", "slow", "phone", "b"])
    assert [report.source for report in made] == ["a", "crash", "slow", "phone", "b"]
    assert [bool(report.problems) for report in made] == [False, True, False, False, False]
    assert "ended the program" in made[1].problems[0].message


@pytest.mark.slow
def test_a_photo_that_hangs_is_stopped():
    """After its time it is told of, and its worker goes on with the next."""
    made = reports(["hang", "a", "b"], jobs=1, allowance=Allowance(seconds=6, memory=2_000_000_000))
    assert [bool(report.problems) for report in made] == [True, False, False]
    assert "6 seconds" in made[0].problems[0].message


@pytest.mark.slow
def test_loading_models_is_no_part_of_a_photos_time():
    """On a slow machine the first photo of a worker is looked at all the same; one that hangs is stopped."""
    brief = Allowance(seconds=1, memory=2_000_000_000)
    made = reports(["a", "hang", "b"], jobs=1, allowance=brief, build=stand_ins.build_slowly)
    assert [bool(report.problems) for report in made] == [False, True, False]


def test_no_photo_is_blamed_for_models_that_end_the_program(monkeypatch):
    """It is said that no worker starts, not that the photo is damaged."""
    monkeypatch.setattr(processes, "STARTS", 2)
    (made,) = reports(["a"], jobs=1, build=stand_ins.build_crashing)
    assert "No worker could be started" in made.problems[0].message


def test_a_photo_that_eats_memory_is_stopped():
    """Beyond its memory it is told of; it does not bring the machine down."""
    made = reports(["a", "greedy", "b"], jobs=1, allowance=Allowance(seconds=60, memory=400_000_000))
    assert [bool(report.problems) for report in made] == [False, True, False]
    assert "0.4 GB" in made[1].problems[0].message


def test_what_a_worker_raises_is_raised_here():
    """An error crosses the border with its words, and an answer that cannot is an error too."""
    with ProcessExecutor(1, PLENTY) as executor:
        with pytest.raises(ZeroDivisionError, match="secret words"):
            executor.submit(stand_ins.act, "fault").result()
        with pytest.raises(RuntimeError, match="could not be sent"):
            executor.submit(stand_ins.unsendable, "a").result()


def test_a_worker_that_somebody_ends_is_started_again():
    """What it was looking at is looked at once more, without a word."""
    with ProcessExecutor(1, PLENTY) as executor:
        first = executor.submit(stand_ins.process_id, "a").result()
        busy = executor.submit(time.sleep, 0.5)
        time.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        assert busy.result() is None
        assert executor.submit(stand_ins.process_id, "a").result() != first


def test_an_error_ends_the_workers_at_once():
    """Nobody waits for a photo whose report nobody will read."""
    executor = ProcessExecutor(1, PLENTY)
    worker = executor.submit(stand_ins.process_id, "a").result()
    busy = executor.submit(time.sleep, 60)
    while not busy.running():
        time.sleep(0.01)
    executor.__exit__(KeyError, KeyError(), None)
    assert not psutil.pid_exists(worker)
    with pytest.raises(PhotoError):
        busy.result(timeout=20)


def test_workers_end_when_the_parent_is_killed(tmp_path):
    """`kill -9` leaves nobody behind to wait for ever."""
    program = """
import sys
from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.worker import Allowance
from photocheck.errors import PhotoError
import os, time
if __name__ == "__main__":
    executor = ProcessExecutor(2, Allowance(60, 10**9))
    print(*[executor.submit(os.getpid).result() for _ in range(6)], flush=True)
    time.sleep(60)
"""
    script = tmp_path / "program.py"
    script.write_text(program)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment)
    workers = {int(word) for word in parent.stdout.readline().split()}
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 20
    while any(map(psutil.pid_exists, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, workers))
