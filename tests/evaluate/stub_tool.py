"""A tool that does what a photo's name says; it runs in a process of its own, as the real ones do."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

PACKAGES = ("pillow", "a-package-that-nobody-has")


def load():
    """Find two faces and a text in each photo, but in some."""

    def find(path):
        name = Path(path).name
        if "crash" in name:
            os._exit(1)
        if "hang" in name:
            time.sleep(600)
        if "fault" in name:
            raise ValueError(path)
        sys.stdout.write("a remark that is no answer\n")
        things = [
            {"kind": "face", "box": [10, 10, 40, 40], "confidence": 0.9},
            {"kind": "face", "box": [0, 60, 30, 90], "confidence": 0.7},
            {"kind": "text", "box": [50, 0, 100, 9], "confidence": 0.9, "text": "07700 900123"},
            {
                "kind": "personal-data",
                "box": [50, 0, 100, 9],
                "confidence": 0.9,
                "matches": [["phone", "07700 900123"]],
            },
        ]
        return {"size": [100, 100], "things": things}

    return find


def remark():
    """Something to tell."""
    return "a stub"
