"""What the two processes say to each other: plain data, so that a decoder that was taken over can do no more than lie.

A frame is a length, JSON, and the bytes that the JSON announces. Only the way to the decoder carries Python objects.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["Blob", "Part", "receive", "receive_into", "send"]

# Plain values by their names, and bytes that go with them as they are.
Part = tuple[Mapping[str, Any], Sequence[bytes | memoryview]]
# Room for bytes that come.
Blob = bytearray | memoryview

LENGTH: Final = 8
# No header is longer than this: what a file says about itself is a few kilobytes.
MOST_HEADER: Final = 64_000_000
# No blob is larger than the pixels of the largest photo that is opened at all, four times over.
MOST_BYTES: Final = 4_000_000_000


def send(channel: socket.socket, header: Mapping[str, Any], blobs: Sequence[bytes | memoryview] = ()) -> None:
    """Send one frame; raises OSError where the other side is gone or too slow."""
    packed = json.dumps({**header, "blobs": [memoryview(blob).nbytes for blob in blobs]}).encode()
    channel.sendall(len(packed).to_bytes(LENGTH, "big") + packed)
    for blob in blobs:
        channel.sendall(blob)


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Receive a frame's header, and how long the blobs are that follow; raises OSError, EOFError and ValueError."""
    beginning = bytearray(LENGTH)
    receive_into(channel, beginning)
    length = int.from_bytes(beginning, "big")
    if length > MOST_HEADER:
        raise ValueError("the header is too long")
    packed = bytearray(length)
    receive_into(channel, packed)
    header = json.loads(packed)
    sizes = header.pop("blobs")
    if not all(isinstance(size, int) and 0 <= size <= MOST_BYTES for size in sizes):
        raise ValueError("a blob is too long")
    return header, sizes


def receive_into(channel: socket.socket, space: Blob) -> None:
    """Fill this space from the channel; raises EOFError where it ends before."""
    view = memoryview(space).cast("B")
    filled = 0
    while filled < len(view):
        count = channel.recv_into(view[filled:])
        if not count:
            raise EOFError
        filled += count
