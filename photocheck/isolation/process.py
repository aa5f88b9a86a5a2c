"""The other side of a decoding process: starts it, asks it, and ends it when it takes too long."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final
from weakref import finalize

from photocheck.errors import PhotoDamaged, PhotoError, PhotoTooLarge, PhotoUnreadable
from photocheck.isolation import VARIABLE
from photocheck.isolation.wire import Blob, Part, receive, receive_into, send

__all__ = ["Decoders", "Patience", "Received", "is_possible", "room_for_one"]

# How long a process may take until it is ready, seconds.
TO_START: Final = 120.0
BUFFER: Final = 4_000_000

# What a part says, and the bytes that came with it.
Received = tuple[dict[str, Any], Sequence[Blob]]
# Makes room for the blobs of a part, from what the part says and how long they are; raises ValueError.
MakeRoom = Callable[[dict[str, Any], Sequence[int]], Sequence[Blob]]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each part may take, and `to` do what, as a sentence says it: "open"."""

    seconds: float
    to: str


def room_for_one(largest: int) -> MakeRoom:
    """Room for parts that come with one blob each, of at most so many bytes."""

    def room(_: dict[str, Any], sizes: Sequence[int]) -> list[bytearray]:
        if len(sizes) != 1 or sizes[0] > largest:
            raise ValueError("bytes of an impossible size")
        return [bytearray(sizes[0])]

    return room


def is_possible() -> bool:
    """Whether this system can hand a channel to another Python."""
    return os.name == "posix" and bool(sys.executable)


class Decoders:
    """Processes that decode: one for each thread that asks at the same time, started when it is needed, then kept.

    `memory` is how many bytes of address space one may take. What one of them says is not trusted.
    """

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._idle: SimpleQueue[_Decoder] = SimpleQueue()
        finalize(self, _end_all, self._idle)

    def warm_up(self) -> None:
        """Start one, without waiting for it."""
        self._idle.put(_Decoder(self._memory))

    def enforced(self) -> tuple[str, ...]:
        """What the system enforces for such a process; raises PhotoUnreadable where none can be started."""
        decoder = self._taken()
        decoder.wait_until_ready()
        self._idle.put(decoder)
        return decoder.enforced

    def parts_of(
        self, function: Callable[..., Iterator[Part]], *arguments: object, patience: Patience, room: MakeRoom
    ) -> Iterator[Received]:
        """Call a generator function there, and yield what it yields; `room` makes space for the bytes of each part.

        Raises the PhotoError that the function raised, PhotoTooLarge where it took too long, PhotoDamaged where the
        process did not survive it, and RuntimeError for any other fault there.
        """
        decoder = self._taken()
        sound = False
        try:
            decoder.wait_until_ready()
            yield from decoder.parts_of((function, arguments), patience, room)
            sound = True
        except GeneratorExit:
            # Whoever asked has seen enough.
            sound = decoder.stopped()
            raise
        except PhotoTooLarge:
            # It may be busy still.
            raise
        except PhotoError:
            sound = decoder.is_alive
            raise
        finally:
            if sound:
                self._idle.put(decoder)
            else:
                decoder.end()

    def _taken(self) -> _Decoder:
        while True:
            try:
                decoder = self._idle.get_nowait()
            except Empty:
                return _Decoder(self._memory)
            if decoder.is_alive:
                return decoder
            decoder.end()


class _Decoder:
    """One process, and the channel to it."""

    def __init__(self, memory: int) -> None:
        self.enforced: tuple[str, ...] = ()
        self._ready = False
        self._channel, theirs = socket.socketpair()
        with theirs:
            for side in (self._channel, theirs):
                side.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
            numbers = [str(number) for number in (os.getpid(), theirs.fileno(), memory)]
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, and only our own arguments
                [sys.executable, "-P", "-m", "photocheck.isolation.serving", *numbers],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # It parses photos itself, and threads of a library that it does not use need no memory.
                env=os.environ | {VARIABLE: "no", "OPENBLAS_NUM_THREADS": "1"},
                # A Ctrl-C in a terminal reaches every process of its group; whether to finish is for this one to say.
                start_new_session=True,
            )

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait for its first words; raises PhotoUnreadable where they do not come."""
        if self._ready:
            return
        try:
            self._channel.settimeout(TO_START)
            self.enforced = tuple(str(name) for name in receive(self._channel)[0]["enforced"])
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise PhotoUnreadable(
                "The process that decodes photos could not be started.", "Is there enough memory? Try again."
            ) from error
        self._ready = True

    def parts_of(self, call: object, patience: Patience, room: MakeRoom) -> Iterator[Received]:
        """Call, and yield the parts of the answer."""
        try:
            asked: dict[str, Any] = {"call": True}
            blobs: Sequence[bytes] = [pickle.dumps(call, protocol=5)]
            while True:
                self._channel.settimeout(patience.seconds)
                send(self._channel, asked, blobs)
                header, sizes = receive(self._channel)
                if "part" not in header:
                    break
                spaces = room(header["part"], sizes)
                for space in spaces:
                    receive_into(self._channel, space)
                yield header["part"], spaces
                asked, blobs = {"more": True}, []
        except TimeoutError as error:
            raise PhotoTooLarge(
                f"The photo took longer than {patience.seconds:g} seconds to {patience.to}.",
                "Save it again as a JPEG and try that.",
            ) from error
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.end()
            raise PhotoDamaged(
                "Opening the photo ended the program that decodes it, so it could not be checked.",
                "Save it again as a JPEG and try that; please report it with the kind of photo.",
            ) from error
        _raise_what_went_wrong(header)

    def stopped(self) -> bool:
        """Tell it that no more is wanted; whether it has understood."""
        try:
            send(self._channel, {"more": False})
            return "end" in receive(self._channel)[0]
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return False

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        self._channel.close()


def _raise_what_went_wrong(header: dict[str, Any]) -> None:
    if "error" in header:
        name, message, hint = (header.get(key) for key in ("error", "message", "hint"))
        kinds: list[type[PhotoError]] = [PhotoError, *PhotoError.__subclasses__()]
        kind = next((kind for kind in kinds if kind.__name__ == name), PhotoDamaged)
        raise kind(str(message), None if hint is None else str(hint))
    if "fault" in header:
        raise RuntimeError(f"the decoding process met a {header['fault']}")


def _end_all(idle: SimpleQueue[_Decoder]) -> None:
    while not idle.empty():
        idle.get().end()
