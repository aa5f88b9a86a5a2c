"""Settings that need not be typed: a flag wins over PHOTOCHECK_*, that over a file, that over the defaults.

The file is photocheck.toml, or [tool.photocheck] in pyproject.toml, in the folder where the command runs
or the nearest one above it. Revealing text is never a setting: it is asked for each time.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from photocheck.domain.readers import READERS
from photocheck.errors import ConfigurationError

__all__ = ["KEYS", "SERVE", "VARIABLES", "WATCH", "Settings", "read_settings"]

FORMATS = ("text", "json", "jsonl")


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: the parameter that it fills, and what values it takes."""

    parameter: str
    type: type
    choices: tuple[str, ...] = ()


KEYS: Mapping[str, Key] = {
    "policy": Key("policy", str),
    "for": Key("audience", str),
    "channel": Key("channel", str),
    "format": Key("form", str, FORMATS),
    "quiet": Key("quiet", bool),
    "jobs": Key("jobs", int),
    "time-limit": Key("time_limit", float),
    "store": Key("store", str),
    "no-store": Key("no_store", bool),
    "reread": Key("reread", bool),
    "cluster": Key("cluster", str),
    "reader": Key("reader", str, READERS),
    "register": Key("register", str),
    "people-file": Key("people_file", str),
}

# What a value of each type is called.
WANTED: Mapping[type, str] = {str: "a text in quotes", bool: "true or false", int: "a whole number", float: "a number"}


# The options of `watch`, which a service is given as variables.
WATCH = ("folder", "out", "quarantine", "settle", "every", "once")

# Those of `serve`.
SERVE = ("host", "port", "allow_host", "token_file", "folder", "queue", "max_size")

# The variables that photocheck reads.
VARIABLES = (
    *(f"PHOTOCHECK_{key.upper().replace('-', '_')}" for key in KEYS),
    *(f"PHOTOCHECK_WATCH_{option.upper()}" for option in WATCH),
    *(f"PHOTOCHECK_SERVE_{option.upper()}" for option in SERVE),
    "PHOTOCHECK_PEOPLE",
    "PHOTOCHECK_DEBUG",
    "PHOTOCHECK_ISOLATE",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says, by parameter; `path` is None where there is no file."""

    path: Path | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def defaults(self, commands: Iterable[str]) -> dict[str, Any]:
        """The same values for every command, in the form that click asks for."""
        return {command: dict(self.values) for command in commands}


def read_settings(start: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the nearest settings file from this folder upwards.

    Raises ConfigurationError for a file that cannot be read, an unknown key (naming the right one), a
    value of the wrong kind, and a variable whose name is nearly one of ours.
    """
    _check_variables(os.environ if environment is None else environment)
    start = Path.cwd() if start is None else start
    for folder in (start, *start.parents):
        for name, table in (("photocheck.toml", ()), ("pyproject.toml", ("tool", "photocheck"))):
            path = folder / name
            found = _table(path, table) if path.is_file() else None
            if found is not None:
                return Settings(path, dict(_checked(path, key, value) for key, value in found.items()))
    return Settings()


def _table(path: Path, keys: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        data: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(
            f"The settings file “{path}” cannot be read: {error}.", "Correct it, or move it away."
        ) from error
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    if data is None:
        return None
    if not isinstance(data, dict):
        raise ConfigurationError(f"“{'.'.join(keys)}” in “{path}” is no table of settings.")
    return data


def _checked(path: Path, name: str, value: object) -> tuple[str, object]:
    """Turn one line of the file into a parameter and its value."""
    key = KEYS.get(name)
    if key is None:
        raise ConfigurationError(f"“{path}” has an unknown setting “{name}”.", _suggestion(name, KEYS))
    if not _is_a(value, key.type):
        raise ConfigurationError(f"The setting “{name}” in “{path}” must be {WANTED[key.type]}, not {value!r}.")
    if key.choices and value not in key.choices:
        raise ConfigurationError(
            f"The setting “{name}” in “{path}” cannot be “{value}”.", _suggestion(str(value), key.choices)
        )
    if name in {"store", "people-file"} or (name == "register" and "://" not in str(value)):
        return key.parameter, str(path.parent / str(value))
    if name == "policy" and (path.parent / str(value)).is_file():
        # A policy file is named relative to the settings, wherever the command runs.
        return key.parameter, str(path.parent / str(value))
    return key.parameter, value


def _is_a(value: object, wanted: type) -> bool:
    """Whether the value is of this type; in TOML, true is no number, and 300 is one with a fraction too."""
    if isinstance(value, bool):
        return wanted is bool
    return isinstance(value, int | float if wanted is float else wanted)


def _check_variables(environment: Mapping[str, str]) -> None:
    """Refuse a misspelt variable: a policy that is silently not used is the worst of settings."""
    endings = {name.removeprefix("PHOTOCHECK_"): name for name in VARIABLES}
    for name in environment:
        ending = name.removeprefix("PHOTOCHECK_")
        if name in VARIABLES or ending == name:
            continue
        close = get_close_matches(ending, endings, n=1, cutoff=0.8)
        if close:
            raise ConfigurationError(
                f"The environment has a variable {name}, which photocheck does not know.",
                f"Did you mean {endings[close[0]]}?",
            )


def _suggestion(word: str, known: Iterable[str]) -> str:
    known = list(known)
    close = get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.5)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"Choose from: {', '.join(known)}."
