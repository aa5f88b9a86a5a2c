"""What `doctor` looks at: the parts that are installed, the models, the programs beside them, a photo to try."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import Final, TypeVar

from photocheck.cli.screening import BuildScreener, LooksAtPhotos
from photocheck.cli.selftest import try_a_photo
from photocheck.cli.settings import read_settings
from photocheck.detectors.interface import Detector
from photocheck.errors import ExitCode, ModelError, PhotocheckError
from photocheck.plugins import Plugin
from photocheck.plugins import detectors as detector_plugins
from photocheck.plugins import second_looks as second_look_plugins
from photocheck.recognisers.running_names import installed_model
from photocheck.reports.checkup import REINSTALL, Item, State
from photocheck.second_looks.interface import SecondLook, Setup
from photocheck.version import __version__

__all__ = ["check_up", "exit_code"]

Part = TypeVar("Part", Detector, SecondLook)

# Programs that photocheck uses where they are installed.
PROGRAMS: Final = {"tesseract": "a second reader for dense print: install the package tesseract-ocr"}

REQUIREMENT: Final = re.compile(r"""^(?P<name>[\w.-]+)[^;]*(?:;.*extra\s*==\s*['"](?P<extra>[\w-]+)['"])?""")


def check_up(build: BuildScreener | None = None) -> list[Item]:
    """Look at everything, and let nothing that is wrong stop the rest from being looked at.

    `build` replaces the real screener in tests.
    """
    detectors, found = _built(detector_plugins(), lambda plugin: plugin.load()(threads=1))
    second_looks, found_then = _built(second_look_plugins(), lambda plugin: plugin.load()(Setup()))
    return [
        *_base(),
        *_parts(),
        *_language_model(),
        *sorted((*found, *found_then), key=lambda item: item.group),
        *_programs(),
        *_isolation(),
        *_places(),
        *try_a_photo(build or partial(_screener_with, detectors, second_looks)),
    ]


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
                yield Item("parts", name, State.WRONG, "not installed", REINSTALL)


def _language_model() -> Iterator[Item]:
    """Say whether names in running text are looked for: spaCy alone, without a model, knows none."""
    extra = "extra “names”"
    if find_spec("spacy") is None:
        return
    model = installed_model()
    if model is None:
        told = "none installed: names in running text are found only behind a title, a label or a greeting"
        yield Item(extra, "model of English", State.MISSING, told, "python -m spacy download en_core_web_sm")
    else:
        yield Item(extra, "model of English", State.WELL, model.name)


def _built(plugins: Iterable[Plugin], build: Callable[[Plugin], Part]) -> tuple[list[Part], list[Item]]:
    """Build every part, which checks each model against its checksum."""
    built = []
    items = []
    for plugin in plugins:
        try:
            part = build(plugin)
        except ModelError as error:
            items.append(Item("models", plugin.name, State.WRONG, error.message, error.hint))
        except Exception as error:  # noqa: BLE001 - a part that does not even load is what doctor is for
            items.append(Item("detectors", plugin.name, State.WRONG, f"does not load: {error}", REINSTALL))
        else:
            built.append(part)
            items.append(Item("detectors", plugin.name, State.WELL, f"looks for {plugin.looks_for}"))
            items += [Item("models", name, State.WELL, f"version {of}") for name, of in part.models.items()]
    return built, items


def _screener_with(
    detectors: Sequence[Detector], second_looks: Sequence[SecondLook], policy: str, audience: str, channel: str
) -> LooksAtPhotos:
    from photocheck.screener import Screener  # noqa: PLC0415 - if it does not load, that is told like the rest

    return Screener(policy=policy, audience=audience, channel=channel, detectors=detectors, second_looks=second_looks)


def _programs() -> Iterator[Item]:
    for program, purpose in PROGRAMS.items():
        path = shutil.which(program)
        if path is None:
            yield Item("programs", program, State.MISSING, "not installed", purpose)
        else:
            yield _program(program, path)


def _isolation() -> Iterator[Item]:
    """Say whether photos are parsed in a process of its own, and what the system enforces for it."""
    from photocheck.isolation import VARIABLE, decoders_in_force  # noqa: PLC0415 - not needed for --help

    group, name = "safety", "parsing photos"
    decoders = decoders_in_force()
    if decoders is None:
        told = f"in this process ({VARIABLE}=no)" if os.environ.get(VARIABLE) == "no" else "in this process"
        yield Item(group, name, State.MISSING, told, "SECURITY.md says what that means")
        return
    try:
        limits = ("time", *decoders.enforced())
    except PhotocheckError as error:
        yield Item(group, name, State.WRONG, error.message, error.hint)
        return
    yield Item(group, name, State.WELL, f"in a process of its own; limited: {', '.join(limits)}")


def _program(program: str, path: str) -> Item:
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        return Item("programs", program, State.MISSING, f"does not start ({type(error).__name__})", PROGRAMS[program])
    return Item("programs", program, State.WELL, (told.stdout or told.stderr).splitlines()[0])


def _places() -> Iterator[Item]:
    from photocheck.batch.store import default_place  # noqa: PLC0415 - not needed for --help

    try:
        settings = read_settings()
        yield Item("places", "settings", State.WELL, str(settings.path or "none: the defaults hold"))
        store = os.environ.get("PHOTOCHECK_STORE") or settings.values.get("store") or default_place()
        yield Item("places", "results store", State.WELL, f"{store} (may be deleted at any time)")
    except PhotocheckError as error:
        yield Item("places", "settings", State.WRONG, error.message, error.hint)
