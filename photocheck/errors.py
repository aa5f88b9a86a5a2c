"""Everything that photocheck can say went wrong, with its exit code.

PhotocheckError                    exit 70
├── UsageError                     exit 2    the command was not understood
├── PhotoError                     exit 3    this photo could not be checked
│   ├── PhotoNotFound                        there is nothing at this path
│   ├── PhotoUnreadable                      no permission, or the disk failed
│   ├── PhotoUnsupported                     not a photo, or a kind that is not supported (RAW, video)
│   ├── PhotoDamaged                         truncated, damaged, or not what it claims to be
│   └── PhotoTooLarge                        more bytes, pixels, pages or time than the limits allow
├── ConfigurationError             exit 4    policy, config or consent register is wrong
│   └── PolicyError                          a policy file is wrong; says where
├── ModelError                     exit 5    a model is missing or damaged
├── OutputError                    exit 6    the result could not be written
├── Stopped                        exit 130  somebody stopped the run; the same command carries on
└── MissingExtra                   exit 2    an optional part is not installed; says what to install

A damaged photo never ends a run: the screener turns a PhotoError into a Problem of that photo, and
the run goes on. The command line turns what is left into one sentence and the exit code.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = [
    "ConfigurationError",
    "ExitCode",
    "MissingExtra",
    "ModelError",
    "OutputError",
    "PhotoDamaged",
    "PhotoError",
    "PhotoNotFound",
    "PhotoTooLarge",
    "PhotoUnreadable",
    "PhotoUnsupported",
    "PhotocheckError",
    "PolicyError",
    "Stopped",
    "UsageError",
    "reason_of",
]


class ExitCode(IntEnum):
    """What the process tells the shell."""

    CLEAN = 0
    NEEDS_ATTENTION = 1
    USAGE = 2
    NOT_CHECKED = 3
    CONFIGURATION = 4
    MODEL = 5
    OUTPUT = 6
    FAULT = 70
    STOPPED = 130


class PhotocheckError(Exception):
    """Something went wrong; `message` says what, `hint` says what to do about it."""

    exit_code: ExitCode = ExitCode.FAULT

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[PhotocheckError], tuple[str, str | None]]:
        """Survive the trip between worker processes with the hint kept."""
        return type(self), (self.message, self.hint)


class UsageError(PhotocheckError):
    """The command, or an argument of it, was not understood."""

    exit_code = ExitCode.USAGE


class PhotoError(PhotocheckError):
    """This photo could not be checked."""

    exit_code = ExitCode.NOT_CHECKED


class PhotoNotFound(PhotoError):
    """There is nothing at this path."""


class PhotoUnreadable(PhotoError):
    """The file is there but could not be read: no permission, or the disk failed."""


class PhotoUnsupported(PhotoError):
    """The file is not a photo, or of a kind that is not supported."""


class PhotoDamaged(PhotoError):
    """The file is truncated, damaged, or not what it claims to be."""


class PhotoTooLarge(PhotoError):
    """The photo is beyond the limits on bytes, pixels, pages or time."""


class ConfigurationError(PhotocheckError):
    """Policy, config or consent register is wrong."""

    exit_code = ExitCode.CONFIGURATION


class PolicyError(ConfigurationError):
    """A policy file is wrong; the message names the key and suggests the right one."""


class ModelError(PhotocheckError):
    """A model is missing, damaged, or not the one that the manifest names."""

    exit_code = ExitCode.MODEL


class OutputError(PhotocheckError):
    """The result could not be written; nothing half-written was left behind."""

    exit_code = ExitCode.OUTPUT


class Stopped(PhotocheckError):
    """Somebody stopped the run before every photo was looked at."""

    exit_code = ExitCode.STOPPED


class MissingExtra(PhotocheckError):
    """An optional part is needed and not installed."""

    exit_code = ExitCode.USAGE


def reason_of(error: OSError) -> str:
    """What the system says is wrong, to stand in a sentence: "no such file or directory"."""
    return (error.strerror or str(error)).lower()
