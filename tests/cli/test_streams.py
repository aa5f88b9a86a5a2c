"""The real process: its streams, its exit codes, and what happens when nobody reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
OUTPUT = 6

# The command line with the fake screener of these tests in place of the real one.
PROGRAM = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("fakes", {str(Path(__file__).parent / "conftest.py")!r})
fakes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fakes)
from photocheck.cli import cli
cli(sys.argv[1:], obj=fakes.FakeScreener)
"""


def start(*arguments, **options):
    """Start the command line as a process of its own."""
    command = [sys.executable, "-W", "error", "-c", PROGRAM, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})}
    return subprocess.run(command, timeout=120, check=False, env=environment, **options)


def test_results_and_remarks_are_two_streams(photo):
    """What is asked for on standard output, what goes wrong on standard error."""
    done = start("missing.jpg", photo(), "--format", "json", capture_output=True)
    assert done.returncode == 3
    assert done.stdout.startswith(b"{")
    assert done.stderr == b""


def test_a_pipe_gets_no_colour(photo):
    """No escape codes where there is no terminal."""
    assert b"\x1b" not in start(photo("phone.jpg"), capture_output=True).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_full_standard_output_ends_with_6(photo, form):
    """A result that did not get through is no result, and not the code of one."""
    with Path("/dev/full").open("wb") as full:
        done = start(photo(), "--format", form, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == OUTPUT
    assert b"could not be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_device_as_output_ends_with_6(photo):
    """--output to a place without room is said, and the device is still one afterwards."""
    done = start(photo(), "--output", "/dev/full", capture_output=True)
    assert done.returncode == OUTPUT
    assert b"the disk is full" in done.stderr
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_reader_that_goes_away_ends_the_run_in_silence(photo, form):
    """`photocheck folder | head -1` prints no traceback, and does not end like a verdict."""
    photo()
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = start("landscape.jpg", "--format", form, stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    assert done.returncode == OUTPUT
    assert done.stderr == b""


def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path, photo):
    """A file name with stray bytes neither ends the run nor reaches the terminal as it is."""
    photo()
    try:
        (tmp_path / os.fsdecode(b"bad\xff.jpg")).write_bytes((tmp_path / "landscape.jpg").read_bytes())
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    done = start(".", capture_output=True, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"2 photos" in done.stdout


def test_the_entry_point_is_the_same_command_line(tmp_path):
    """`photocheck`, as it is installed, answers."""
    command = [sys.executable, "-c", "from photocheck.cli import main; main()", "--version"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith(b"photocheck ")
