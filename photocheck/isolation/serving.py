"""The decoding process itself: it does what it is told, one thing after the other, and answers in plain data.

It is started as `python -m photocheck.isolation.serving`, with the number of its channel and the memory it may use.
"""

from __future__ import annotations

import os
import pickle
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from importlib import import_module
from typing import Final

from photocheck.errors import PhotoError
from photocheck.isolation.confinement import confine
from photocheck.isolation.wire import Part, receive, receive_into, send

__all__ = ["serve"]

# How often it looks whether whoever started it is still there, in seconds.
EVERY: Final = 2.0


def serve(channel: socket.socket) -> None:
    """Call what comes, and send what the generator yields, each when it is asked for; returns when nobody asks."""
    while True:
        _, (length,) = receive(channel)
        # What comes from the other process is trusted; what goes back is plain data.
        call = bytearray(length)
        receive_into(channel, call)
        function, arguments = pickle.loads(call)  # noqa: S301
        with closing(_answers(function, arguments)) as answers:
            for header, blobs in answers:
                send(channel, header, blobs)
                if "part" in header and not receive(channel)[0]["more"]:
                    send(channel, {"end": True})
                    break


def _answers(function: Callable[..., Generator[Part]], arguments: tuple[object, ...]) -> Generator[Part]:
    """What the function yields, and how it ended."""
    try:
        with closing(function(*arguments)) as parts:
            for header, blobs in parts:
                yield {"part": header}, blobs
    except PhotoError as error:
        yield {"error": type(error).__name__, "message": error.message, "hint": error.hint}, []
    except Exception as error:  # noqa: BLE001 - told to the other side, which makes a Problem of it
        yield {"fault": type(error).__name__}, []
    else:
        yield {"end": True}, []


def _leave_with(parent: int) -> None:
    """End with whoever started this, also where a decoder hangs."""
    while os.getppid() == parent:
        time.sleep(EVERY)
    os._exit(0)


def main() -> None:
    """Get ready while the other process loads its models, give up all rights that decoding does not need, and serve."""
    parent, number, memory = (int(argument) for argument in sys.argv[1:])
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    with socket.socket(fileno=number) as channel, suppress(OSError, EOFError):
        # What most photos need is loaded before anybody asks.
        import_module("photocheck.imaging.photo_file").load_decoders()
        send(channel, {"enforced": confine(memory)})
        serve(channel)


if __name__ == "__main__":
    main()
