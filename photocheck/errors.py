"""Everything that photocheck can say went wrong, with its exit code and its HTTP status.

PhotocheckError                    exit 70   500
├── UsageError                     exit 2    422  the command was not understood
├── PhotoError                     exit 3    422  this photo could not be checked
│   ├── PhotoNotFound                        404  there is nothing at this path
│   ├── PhotoUnreadable                      503  no permission, or the disk failed
│   ├── PhotoUnsupported                     415  not a photo, or a kind that is not supported (RAW, video)
│   ├── PhotoDamaged                         400  truncated, damaged, or not what it claims to be
│   └── PhotoTooLarge                        413  more bytes, pixels, pages or time than the limits allow
├── ConfigurationError             exit 4    500  policy, config or consent register is wrong
│   └── PolicyError                               a policy file is wrong; says where
├── ModelError                     exit 5    503  a model is missing or damaged
├── OutputError                    exit 6    500  the result could not be written
├── Stopped                        exit 130  503  somebody stopped the run; the same command carries on
└── MissingExtra                   exit 2    501  an optional part is not installed; says what to install

A damaged photo never ends a run: the screener turns a PhotoError into a Problem of that photo, and
the run goes on. The command line turns what is left into one sentence and the exit code, the HTTP service into one
sentence and the status.
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
    http_status: int = 500

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
    http_status = 422


class PhotoError(PhotocheckError):
    """This photo could not be checked."""

    exit_code = ExitCode.NOT_CHECKED
    http_status = 422


class PhotoNotFound(PhotoError):
    """There is nothing at this path."""

    http_status = 404


class PhotoUnreadable(PhotoError):
    """The file is there but could not be read: no permission, or the disk failed."""

    http_status = 503


class PhotoUnsupported(PhotoError):
    """The file is not a photo, or of a kind that is not supported."""

    http_status = 415


class PhotoDamaged(PhotoError):
    """The file is truncated, damaged, or not what it claims to be."""

    http_status = 400


class PhotoTooLarge(PhotoError):
    """The photo is beyond the limits on bytes, pixels, pages or time."""

    http_status = 413


class ConfigurationError(PhotocheckError):
    """Policy, config or consent register is wrong."""

    exit_code = ExitCode.CONFIGURATION


class PolicyError(ConfigurationError):
    """A policy file is wrong; the message names the key and suggests the right one."""


class ModelError(PhotocheckError):
    """A model is missing, damaged, or not the one that the manifest names."""

    exit_code = ExitCode.MODEL
    http_status = 503


class OutputError(PhotocheckError):
    """The result could not be written; nothing half-written was left behind."""

    exit_code = ExitCode.OUTPUT


class Stopped(PhotocheckError):
    """Somebody stopped the run before every photo was looked at."""

    exit_code = ExitCode.STOPPED
    http_status = 503


class MissingExtra(PhotocheckError):
    """An optional part is needed and not installed."""

    exit_code = ExitCode.USAGE
    http_status = 501


def reason_of(error: OSError) -> str:
    """What the system says is wrong, to stand in a sentence: "no such file or directory"."""
    return (error.strerror or str(error)).lower()
