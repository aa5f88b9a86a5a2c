"""`photocheck serve`: refuses what would be unsafe, and serves until it is stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from photocheck.cli import cli
from photocheck.errors import ExitCode

SAMPLE = Path(__file__).parents[2] / "samples" / "photos" / "landscape.jpg"


def serve(*arguments):
    """Run the command where it ends at once."""
    return CliRunner().invoke(cli, ["serve", *arguments])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--host", "0.0.0.0"], ExitCode.USAGE, "a token is needed"),  # noqa: S104 - refused
        (["--host", "no.such.host.invalid", "--token-file", "token"], ExitCode.USAGE, "no address of this machine"),
        (["--token-file", "nowhere"], ExitCode.CONFIGURATION, "could not be read"),
        (["--token-file", "short"], ExitCode.USAGE, "too short"),
        (["--folder", "nowhere"], ExitCode.USAGE, "no folder"),
        (["--policy", "nowhere"], ExitCode.CONFIGURATION, "no policy"),
        (["--for", "nobody"], ExitCode.USAGE, "no audience"),
        (["--port", "70000"], ExitCode.USAGE, "70000"),
        (["--max-size", "9999"], ExitCode.USAGE, "9999"),
    ],
)
def test_what_would_be_wrong_is_said_at_once(tmp_path, arguments, code, words):
    """With a sentence and the exit code of the design, before any model is loaded."""
    (tmp_path / "token").write_text("a-token-that-is-long-enough\n")
    (tmp_path / "short").write_text("12345\n")
    done = serve(*arguments)
    assert done.exit_code == code
    assert words in done.stderr


def test_a_port_that_is_taken_is_named():
    """With a way out."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = serve("--port", str(other.getsockname()[1]))
    assert done.exit_code == ExitCode.USAGE
    assert "--port 0" in done.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    """In one sentence."""
    for name in [name for name in sys.modules if name.startswith(("photocheck.service", "fastapi"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    done = serve()
    assert done.exit_code == ExitCode.USAGE
    assert "photocheck[service]" in done.stderr


@pytest.mark.slow
def test_it_serves_until_it_is_stopped(tmp_path):
    """From the address that it prints, with the real models in workers; Ctrl-C ends it and them, with exit code 0."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from photocheck.cli import main; main()", "serve", "--port", "0", "--jobs", "1"],
        cwd=tmp_path,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline()).group()
        while not answers(f"{address}readyz"):
            assert process.poll() is None
            time.sleep(0.2)
        request = urllib.request.Request(f"{address}v1/check", SAMPLE.read_bytes(), {"Content-Type": "image/jpeg"})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own service
            report = json.load(answer)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == ExitCode.CLEAN
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
    assert report["verdicts"][0]["decision"] == "share"


def answers(address):
    """Whether there is an answer, and no problem."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own service
            return answer.status == 200
    except urllib.error.URLError:
        return False
