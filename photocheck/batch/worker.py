"""One worker process: it does one thing at a time, and is ended when it takes too long or too much memory."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Final, Protocol, runtime_checkable

import psutil

from photocheck.errors import PhotoTooLarge

__all__ = ["Allowance", "Prepares", "Worker", "WorkerDied", "WorkerNotStarted"]

# Seconds between two looks at what a busy worker uses; and how many a worker may take to start, and to load models.
EVERY = 0.2
TO_START = 120
# What a worker says when all is loaded and the photo itself begins.
BEGUN: Final = "begun"


class WorkerDied(Exception):
    """The process ended before it answered: a crash in native code, or somebody ended it."""


class WorkerNotStarted(WorkerDied):
    """The process ended before it was given anything, so that nothing it was given is to blame."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one photo may take: `seconds` of time, and `memory` in bytes of the process that looks at it."""

    seconds: float
    memory: int


@runtime_checkable
class Prepares(Protocol):
    """Something to do that needs models, which no photo is to blame for."""

    def get_ready(self) -> None:
        """Load them, where that was not done before in this process."""
        ...


class Worker:
    """A process of its own behind a pipe of its own, so that a worker that dies takes nothing with it.

    It is started with the first thing to do, and again after it died. When this process dies, the pipe breaks and
    the worker ends too.
    """

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._ended = False
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def do(self, fn: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 - whatever the function takes and returns
        """Call the function in the process and return its result, or raise what it raised.

        What its arguments need is loaded first, which is no part of the time that a photo may take. Raises WorkerDied,
        WorkerNotStarted, and PhotoTooLarge when the allowance is used up.
        """
        pipe, process = self._started()
        try:
            pipe.send((fn, args))
            self._wait_to_be_told(pipe, process)
            self._wait(pipe, process)
            well, result = pipe.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise WorkerDied from error
        if well:
            return result
        raise result

    def end(self) -> None:
        """End the process at once, and for good."""
        self._ended = True
        self.kill()

    def kill(self) -> None:
        """End the process at once; the next thing to do starts another."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is not None:
            # Not closed: multiprocessing may be waiting for it just now, as it does when the program ends.
            process.kill()
            process.join()
        if pipe is not None:
            pipe.close()

    def close(self) -> None:
        """Let the process end by itself, which it does at once when it has nothing to do."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.join(timeout=5)
        self.end()

    def _started(self) -> tuple[Connection, multiprocessing.process.BaseProcess]:
        if self._ended:
            raise WorkerDied
        if self._pipe is None or self._process is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), name="photocheck-worker", daemon=True)
            self._process.start()
            # With our copy closed, the pipe breaks when the process ends.
            theirs.close()
            self._wait_to_be_told(self._pipe, self._process)
        return self._pipe, self._process

    def _wait_to_be_told(self, pipe: Connection, process: multiprocessing.process.BaseProcess) -> None:
        """Wait until the process says that it goes on; raises WorkerNotStarted where it ended, or takes too long."""
        told = False
        with suppress(EOFError, OSError):
            told = bool(wait([pipe, process.sentinel], timeout=TO_START)) and pipe.recv() is not None
        if not told:
            self.kill()
            raise WorkerNotStarted

    def _wait(self, pipe: Connection, process: multiprocessing.process.BaseProcess) -> None:
        """Wait for the answer, as long as the photo stays within its allowance."""
        allowance, started = self._allowance, monotonic()
        while not wait([pipe, process.sentinel], timeout=EVERY):
            if monotonic() - started > allowance.seconds:
                self.kill()
                raise PhotoTooLarge(
                    f"The photo was not finished after {allowance.seconds:g} seconds, so the check was stopped.",
                    "Check it alone with a longer --time-limit, or save it again as a smaller JPEG.",
                )
            if _memory_of(process.pid) > allowance.memory:
                self.kill()
                raise PhotoTooLarge(
                    f"The photo took more than {allowance.memory / 1e9:.1f} GB of memory, so the check was stopped.",
                    "Make the photo smaller, or use fewer --jobs.",
                )


def _memory_of(pid: int | None) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        # It has just ended, which the pipe tells next.
        return 0


def _serve(pipe: Connection) -> None:
    """Do what comes through the pipe until nobody is there any more."""
    # Ctrl-C reaches every process of a terminal; whether to finish is for the parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            fn, args = pipe.recv()
            ready = _answer(_prepare, args)
            pipe.send(BEGUN)
            _send(pipe, _answer(fn, args) if ready[0] else ready)


def _prepare(*args: object) -> None:
    for needed in args:
        if isinstance(needed, Prepares):
            needed.get_ready()


def _answer(fn: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, fn(*args)
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        return False, error


def _send(pipe: Connection, answer: tuple[bool, Any]) -> None:
    try:
        pipe.send(answer)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - an answer that cannot be sent is an answer too
        pipe.send((False, RuntimeError(f"the answer could not be sent: {type(error).__name__}")))
