"""Stubs that take as long as they are told to: of detectors, and of the whole screener. Workers import them by name."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText

# Seconds that it takes for a photo; a real one takes one or two.
SECONDS = float(os.environ.get("STUB_SECONDS", "0"))


class StubLooker:
    """Reads the file, waits, and finds a phone number."""

    def screen(self, photo, *, name):
        """Report as a real one would."""
        content = Path(photo).read_bytes()
        if SECONDS:
            time.sleep(SECONDS)
        number = ReadText.secret("01632 960123", keep=2)
        found = Finding("text", Box(1, 1, 9, 9), 0.95, "text", number, (Match("phone", number, 0.99),), number=1)
        return PhotoReport(name, hashlib.sha256(content).hexdigest(), 16, 12, (found,), (), Versions("0", ""))


def build(_threads):
    """Build the stub."""
    return StubLooker()


class StubDetector:
    """Waits, and finds a phone number, in a photo that the real screener opened."""

    name = "stub"
    models: Mapping[str, str] = {}

    def detect(self, photo):
        """Find what is to be found on the first page."""
        if SECONDS:
            time.sleep(SECONDS)
        number = ReadText.secret("01632 960123", keep=2)
        match = Match("phone", number, 0.99)
        return [Finding("text", Box(1, 1, 9, 9), 0.95, "stub", number, (match,))] if photo.page == 1 else []


class ScreenerOfStubs:
    """The real screener with a stub for its detectors, as the command line takes it."""

    def __init__(self, policy, audience, channel):
        from photocheck.screener import Screener

        self._screener = Screener(policy=policy, threads=1, detectors=[StubDetector()], second_looks=())
        self.policy, self.audience, self.channel = policy, audience, channel

    def screen(self, photo, *, name):
        """Open the photo, and report what the stub finds."""
        return self._screener.screen(photo, name=name)


class StubScreener(StubLooker):
    """The stub as the command line takes it."""

    def __init__(self, policy, audience, channel):
        self.policy, self.audience, self.channel = policy, audience, channel
