"""A looker that worker processes can import: it does what a photo's name says."""

from __future__ import annotations

import ctypes
import hashlib
import tempfile
import time

from photocheck.domain.reports import PhotoReport, Versions


class NamedLooker:
    """Crashes, hangs, or leaves a file and hangs where the name asks for it, and finds nothing otherwise."""

    def screen(self, photo, *, name, thorough=False):  # noqa: ARG002 - what the real one takes
        """Report an empty photo."""
        if "crash" in name:
            ctypes.string_at(0)
        if "hang" in name:
            time.sleep(600)
        if "litter.redacted" in name:
            tempfile.mkstemp()
            time.sleep(600)
        return PhotoReport(name, hashlib.sha256(photo).hexdigest(), 400, 300, (), (), Versions("0", ""))


def build(_threads):
    """Build one."""
    return NamedLooker()
