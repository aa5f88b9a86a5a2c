"""What `doctor` looks at: the parts that are installed, the models, the programs beside them, a photo to try."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Final

from photocheck.cli.screening import BuildScreener
from photocheck.cli.selftest import try_a_photo
from photocheck.cli.settings import read_settings
from photocheck.errors import ExitCode, ModelError, PhotocheckError
from photocheck.reports.checkup import Item, State
from photocheck.version import __version__

__all__ = ["check_up", "exit_code"]

# Programs that photocheck uses where they are installed.
PROGRAMS: Final = {"tesseract": "a second reader for dense print: install the package tesseract-ocr"}

REQUIREMENT: Final = re.compile(r"""^(?P<name>[\w.-]+)[^;]*(?:;.*extra\s*==\s*['"](?P<extra>[\w-]+)['"])?""")


def check_up(build: BuildScreener | None = None) -> list[Item]:
    """Look at everything, and let nothing that is wrong stop the rest from being looked at."""
    return [*_base(), *_parts(), *_models(), *_programs(), *_places(), *try_a_photo(build)]


def exit_code(items: Iterable[Item]) -> ExitCode:
    """5 where a model is wrong, 3 where a photo could not be checked as it should, 0 otherwise."""
    wrong = {item.group for item in items if item.state is State.WRONG}
    if "models" in wrong:
        return ExitCode.MODEL
    return ExitCode.NOT_CHECKED if wrong else ExitCode.CLEAN


def _base() -> Iterator[Item]:
    yield Item("photocheck", "photocheck", State.WELL, __version__)
    yield Item("photocheck", "Python", State.WELL, f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield Item("photocheck", "installed at", State.WELL, sys.prefix)


def _parts() -> Iterator[Item]:
    """Compare what is installed with what the package asks for, extras too."""
    for requirement in requires("photocheck") or ():
        match = REQUIREMENT.match(requirement)
        if match is None:
            continue
        name, extra = match["name"], match["extra"]
        try:
            yield Item(f"extra “{extra}”" if extra else "parts", name, State.WELL, version(name))
        except PackageNotFoundError:
            if extra:
                hint = f'pip install "photocheck[{extra}]"'
                yield Item(f"extra “{extra}”", name, State.MISSING, "not installed", hint)
            else:
                yield Item("parts", name, State.WRONG, "not installed", "pip install --force-reinstall photocheck")


def _models() -> Iterator[Item]:
    try:
        from photocheck.inference.store import ModelStore  # noqa: PLC0415 - heavy

        store = ModelStore()
    except ModelError as error:
        yield Item("models", "manifest", State.WRONG, error.message, error.hint)
        return
    for name in store.names:
        try:
            yield Item("models", name, State.WELL, store.verify(name))
        except ModelError as error:
            yield Item("models", name, State.WRONG, error.message, error.hint)


def _programs() -> Iterator[Item]:
    for program, purpose in PROGRAMS.items():
        path = shutil.which(program)
        if path is None:
            yield Item("programs", program, State.MISSING, "not installed", purpose)
        else:
            yield _program(program, path)


def _program(program: str, path: str) -> Item:
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        return Item("programs", program, State.MISSING, f"does not start ({type(error).__name__})", PROGRAMS[program])
    return Item("programs", program, State.WELL, (told.stdout or told.stderr).splitlines()[0])


def _places() -> Iterator[Item]:
    try:
        path = read_settings().path
        yield Item("places", "settings", State.WELL, str(path) if path else "none: the defaults hold")
    except PhotocheckError as error:
        yield Item("places", "settings", State.WRONG, error.message, error.hint)
