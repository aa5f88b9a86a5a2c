"""What a report was made with, in one word: another photocheck, model, library or setting gives another word."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from typing import Final

from photocheck.inference.store import models_folder
from photocheck.plugins import DETECTOR_GROUP, RECOGNISER_GROUP, SECOND_LOOK_GROUP
from photocheck.version import __version__

__all__ = ["fingerprint", "fingerprint_of_telling"]

PACKAGE: Final = Path(__file__).parents[1]
# The parts that only judge and tell: they work on a report that was kept as they do on a new one.
AFTER_DETECTION: Final = frozenset({"batch", "cli", "consent", "evaluate", "models", "policy", "reports", "service"})
# Extras that no detector uses.
OTHER_EXTRAS: Final = re.compile(r"""extra\s*==\s*['"](?:service|cluster)['"]""")
# Programs that a detector uses where they are installed.
PROGRAMS: Final = ("tesseract",)


@cache
def fingerprint() -> str:
    """Put everything that decides what is found in a photo into one word, without loading a model."""
    digest = hashlib.sha256()
    for part in (__version__, *_code(), *_libraries(), *_plugins(), *_programs()):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


@cache
def fingerprint_of_telling() -> str:
    """The same for what is told of a photo: everything that decides what is found, and what judges and tells it."""
    digest = hashlib.sha256(fingerprint().encode())
    for part in sorted(AFTER_DETECTION):
        for path in sorted((PACKAGE / part).rglob("*.py")):
            digest.update(f"{path.relative_to(PACKAGE).as_posix()} ".encode() + path.read_bytes())
    return digest.hexdigest()


def _code() -> Iterator[str]:
    """Our own code, and the list of models with their sha256."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] not in AFTER_DETECTION:
            yield f"{inside.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    manifest = models_folder() / "manifest.toml"
    if manifest.is_file():
        yield hashlib.sha256(manifest.read_bytes()).hexdigest()


def _libraries() -> Iterator[str]:
    for requirement in requires("photocheck") or ():
        name = re.match(r"[\w.-]+", requirement)
        if name is None or OTHER_EXTRAS.search(requirement):
            continue
        try:
            yield f"{name[0]} {version(name[0])}"
        except PackageNotFoundError:
            # An extra that is not installed, or a library for other systems.
            continue


def _plugins() -> Iterator[str]:
    every = entry_points()
    for group in (DETECTOR_GROUP, RECOGNISER_GROUP, SECOND_LOOK_GROUP):
        for entry in every.select(group=group):
            yield f"{group} {entry.name} {entry.value} {entry.dist.version if entry.dist else ''}"


def _programs() -> Iterator[str]:
    for name in PROGRAMS:
        found = shutil.which(name)
        if found is not None:
            yield f"{name} {Path(found).stat().st_size}"
