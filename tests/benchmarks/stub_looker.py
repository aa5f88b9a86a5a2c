"""A looker that takes as long as it is told to; worker processes import it by its name."""

from __future__ import annotations

import hashlib
import os
import time
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


class StubScreener(StubLooker):
    """The stub as the command line takes it."""

    def __init__(self, policy, audience, channel):
        self.policy, self.audience, self.channel = policy, audience, channel
