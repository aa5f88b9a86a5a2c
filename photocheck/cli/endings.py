"""How a run ends: one sentence on standard error, and the exit code of the design."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

import click

from photocheck.errors import ExitCode, OutputError, PhotocheckError, reason_of

__all__ = ["ReaderGone", "ended", "say"]


class ReaderGone(OutputError):
    """Whoever read the output has stopped reading, as `head` does."""

    def __init__(self) -> None:
        super().__init__("The output was not read to its end.")


def ended(run: Callable[[], object]) -> int:
    """Run, and say what went wrong, if anything did; returns the exit code."""
    code = _code_of(run)
    return _flushed(code)


def say(message: str, hint: str | None = None) -> None:
    """Tell the person at the terminal, on standard error."""
    click.echo(f"photocheck: {message}", err=True)
    if hint:
        click.echo(f"  {hint}", err=True)


def _code_of(run: Callable[[], object]) -> int:
    try:
        result = run()
    except PhotocheckError as error:
        if not isinstance(error, ReaderGone):
            say(error.message, error.hint)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt) as stop:
        # click takes an EOFError, which a damaged file may cause, for somebody who closed the terminal.
        return _fault(stop.__cause__) if isinstance(stop.__cause__, EOFError) else _stopped()
    except Exception as error:  # noqa: BLE001 - the last one to catch anything
        return _fault(error)
    return result if isinstance(result, int) else ExitCode.CLEAN


def _stopped() -> int:
    say("Stopped. Photos that were not looked at are not checked.")
    return ExitCode.STOPPED


def _fault(error: BaseException) -> int:
    # The error's own words may hold what was read in a photo, so only its kind is named.
    say(
        f"There is a fault in photocheck ({type(error).__name__}). Treat the photos as not checked.",
        "Please report it: the command, the kind of photo, and what the same command prints with PHOTOCHECK_DEBUG=1.",
    )
    if os.environ.get("PHOTOCHECK_DEBUG") == "1":
        traceback.print_exception(error)
    return ExitCode.FAULT


def _flushed(code: int) -> int:
    """Make sure that the result has left; at interpreter exit it would be too late for a sentence."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return ExitCode.OUTPUT
    except OSError as error:
        _silence_stdout()
        say(f"The result could not be written: {reason_of(error)}.")
        return ExitCode.OUTPUT
    return code


def _silence_stdout() -> None:
    """Let the interpreter's own last flush go nowhere, instead of failing again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
