"""What the tests let a decoding process do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

from photocheck.errors import PhotoUnsupported

NOTHING = ({"said": "nothing"}, [])


def echo(*values):
    """Say the values, one part for each, with as many bytes."""
    for value in values:
        yield {"said": value}, [bytes(value)]


def hang(seconds):
    """Take longer than anybody waits."""
    time.sleep(seconds)
    yield NOTHING


def die():
    """Crash as native code does."""
    os.kill(os.getpid(), 11)
    yield NOTHING


def refuse():
    """Raise an error about the photo."""
    yield NOTHING
    raise PhotoUnsupported("This is no photo.", "Take one.")


def stumble():
    """Raise something that nobody expected."""
    yield NOTHING
    raise ZeroDivisionError


def connect():
    """Try to reach a network."""
    with socket.socket() as channel:
        channel.connect(("127.0.0.1", 9))
    yield NOTHING


def start_a_program():
    """Try to start a program."""
    subprocess.run([sys.executable, "--version"], check=True)
    yield NOTHING


def take(size):
    """Try to take so much memory."""
    yield {"said": len(bytearray(size))}, []


def tell_a_lie(*_):
    """Say that a photo has more pixels than come."""
    yield {"facts": [], "taken_at": None}, []
    yield {"facts": [], "page": 1, "shape": [30_000, 30_000, 3]}, [bytes(12)]


def who():
    """Say which process this is."""
    yield {"said": os.getpid()}, []
