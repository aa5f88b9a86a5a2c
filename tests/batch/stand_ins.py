"""Stand-ins that worker processes can import: lookers that do what a photo's name says."""

from __future__ import annotations

import ctypes
import hashlib
import os
import time
from pathlib import Path

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Problem
from photocheck.errors import ModelError, PhotoTooLarge


class NamedLooker:
    """Hangs, crashes, fails or finds a phone number, as the photo's name asks."""

    def screen(self, photo, *, name):
        """Report what the name asks for; a photo that is not there is a problem."""
        act(name)
        try:
            content = Path(photo).read_bytes() if isinstance(photo, str) else photo
        except OSError:
            return PhotoReport(name, None, None, None, (), (), Versions("0", ""), (Problem("open", "Not there."),))
        digest = hashlib.sha256(content).hexdigest()
        return PhotoReport(name, digest, 400, 300, found(name), (), Versions("0", ""))


def act(name):
    """Do what happens to real photos on bad days."""
    if "slow" in name:
        time.sleep(0.05)
    if "hang" in name:
        time.sleep(600)
    if "crash" in name:
        ctypes.string_at(0)
    if "greedy" in name:
        hoard = [bytearray(os.urandom(1)) * 50_000_000 for _ in range(40)]
        time.sleep(600 + len(hoard))
    if "fault" in name:
        raise ZeroDivisionError("secret words")
    if "large" in name:
        raise PhotoTooLarge("It took too long.", "Make it smaller.")
    if "model" in name:
        raise ModelError("The model “faces” is damaged.")


def found(name):
    """A phone number where the name says so."""
    if "phone" not in name:
        return ()
    number = ReadText.secret("01632 960123", keep=2)
    return (Finding("text", Box(20, 20, 200, 60), 0.95, "text", number, (Match("phone", number, 0.99),), number=1),)


def build(_threads):
    """Build a looker without models."""
    return NamedLooker()


def process_id(_name):
    """Tell which process this is."""
    return os.getpid()


def unsendable(_name):
    """Return what no pipe takes."""
    return lambda: None


def build_slowly(_threads):
    """Take longer to load than any photo of a test may take."""
    time.sleep(2)
    return NamedLooker()


def build_crashing(_threads):
    """End the process while models are loaded, as an inference engine may that does not fit the machine."""
    ctypes.string_at(0)


def build_without_model(_threads):
    """Fail as a worker does whose models are damaged."""
    raise ModelError("The model “faces” is damaged.", "Install photocheck again.")


class UnfitOnce:
    """Guards like the real guard, but refuses the first time, wherever that is."""

    def __init__(self, refusal, mark):
        self.refusal = refusal
        self.mark = mark

    def __call__(self, needs, fn, args):
        """Refuse once, then do as the real one does."""
        from photocheck.batch import cluster  # noqa: PLC0415 - an extra

        try:
            os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return cluster.guarded(needs, fn, args)
        raise self.refusal


def build_opening_only(threads):
    """Build the real screener, which opens photos for real and detects nothing in them."""
    from photocheck.screener import Screener  # noqa: PLC0415 - heavy

    return Screener(threads=threads, detectors=(), second_looks=())


class NamedScreener(NamedLooker):
    """The looker as the command line takes it."""

    def __init__(self, policy, audience, channel):
        self.policy, self.audience, self.channel = policy, audience, channel
