"""Which tools there are, what each can find, and what has to be installed for it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["EVERYTHING", "FACE", "MATCH", "OURS", "TEXT", "TOOLS", "Tool", "default_environment"]

# What a tool may find: faces, text with its place, and personal data in it. photocheck finds other things too.
FACE: Final = "face"
TEXT: Final = "text"
MATCH: Final = "personal-data"
EVERYTHING: Final = frozenset({FACE, TEXT, MATCH, "everything"})


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    `module` is the file beside this one that wraps it, `packages` is what it needs, and `apart` says that this goes
    into an environment of its own, since it does not agree with what photocheck needs.
    """

    name: str
    module: str
    finds: frozenset[str]
    packages: tuple[str, ...]
    apart: bool = False

    def python(self, environment: Path) -> Path:
        """The Python that runs it: ours, or that of the environment of the others."""
        if not self.apart:
            return Path(sys.executable)
        return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def how_to_install(self, environment: Path) -> str:
        """The commands that install it."""
        if not self.apart:
            return f"pip install {' '.join(self.packages)}"
        return f"python -m venv {environment} && {self.python(environment)} -m pip install {' '.join(self.packages)}"


OURS: Final = Tool("photocheck", "whole_check", EVERYTHING, ("photocheck",))
# Without windows, as photocheck's own: the plain wheel of OpenCV does not load on most servers.
TOOLS: Final = (
    OURS,
    Tool(
        "presidio",
        "presidio_text",
        frozenset({TEXT, MATCH}),
        ("presidio-image-redactor", "opencv-python-headless"),
        apart=True,
    ),
    Tool(
        "deface",
        "deface_faces",
        frozenset({FACE}),
        ("deface", "onnx", "onnxruntime", "opencv-python-headless"),
        apart=True,
    ),
    Tool("face-recognition", "hog_faces", frozenset({FACE}), ("'photocheck[people]'",)),
    Tool("tesseract", "tesseract_text", frozenset({TEXT}), ("pytesseract",)),
)


def default_environment() -> Path:
    """Where the environment of the tools is that need one of their own, unless another is named."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed for --help

    return user_cache_path("photocheck", appauthor=False) / "peers"
