"""Ctrl-C: the first finishes what is in hand, the second ends at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, current_thread, main_thread
from types import FrameType
from typing import Final

__all__ = ["stoppable"]

# A service is told to stop by SIGTERM, as Ctrl-C tells a person's command.
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
STANDARD_ERROR: Final = 2
REMARK: Final = b"\nphotocheck: Stopping, as soon as the photos in hand are finished. Ctrl-C again stops at once.\n"


@contextmanager
def stoppable() -> Iterator[Event]:
    """Give an event that the first signal sets; the second raises KeyboardInterrupt."""
    stop = Event()
    if current_thread() is not main_thread():
        # Signals reach the main thread only, which is somebody else's here.
        yield stop
        return

    def handle(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        if number == signal.SIGINT:
            with suppress(OSError):
                os.write(STANDARD_ERROR, REMARK)

    before = {number: signal.signal(number, handle) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
