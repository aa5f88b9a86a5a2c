"""Eight ways to damage a file, as disks, networks and people with bad intentions do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["WAYS", "damaged"]

# Where most formats say how long and how wide something is.
HEADER = 1024
# Lengths and counts that programs stumble over.
EXTREMES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\1", b"\x80\0\0\0")


def cut_off(data: bytes, chance: Random, _: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: Random, _: bytes) -> bytes:
    """Some bits are others."""
    changed = bytearray(data)
    for _count in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def overwritten(data: bytes, chance: Random, _: bytes) -> bytes:
    """A piece is noise."""
    start, length = _piece(data, chance)
    return data[:start] + chance.randbytes(length) + data[start + length :]


def left_out(data: bytes, chance: Random, _: bytes) -> bytes:
    """A piece is missing in the middle."""
    start, length = _piece(data, chance)
    return data[:start] + data[start + length :]


def repeated(data: bytes, chance: Random, _: bytes) -> bytes:
    """A piece is there many times."""
    start, length = _piece(data, chance)
    return data[:start] + data[start : start + length] * chance.choice((2, 50)) + data[start + length :]


def extreme(data: bytes, chance: Random, _: bytes) -> bytes:
    """A length or a count in the header is absurd."""
    changed = bytearray(data)
    for _count in range(chance.choice((1, 2, 5))):
        at = chance.randrange(min(len(changed), HEADER))
        changed[at : at + 4] = chance.choice(EXTREMES)
    return bytes(changed[: len(data)])


def spliced(data: bytes, chance: Random, other: bytes) -> bytes:
    """It begins as this file and goes on as another."""
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def swallowed(data: bytes, chance: Random, other: bytes) -> bytes:
    """Another file lies in the middle of it."""
    at = chance.randrange(len(data))
    return data[:at] + other[:65_536] + data[at:]


WAYS = (cut_off, flipped, overwritten, left_out, repeated, extreme, spliced, swallowed)


def damaged(data: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    """The file, damaged in one of the ways, or in two of them; and which."""
    ways = chance.sample(WAYS, k=chance.choice((1, 1, 1, 2)))
    for way in ways:
        data = way(data, chance, other) if data else data
    return " and ".join(way.__name__.replace("_", " ") for way in ways), data


def _piece(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(chance.choice((1, 4, 64, 4096)), len(data) - start)
