"""A process of its own for what parses untrusted bytes: with limits on memory and time, and without a network."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from photocheck.isolation.process import Decoders

__all__ = ["VARIABLE", "decoders_in_force", "isolate"]

# Says for a program and for all that it starts whether photos are parsed apart: "yes" or "no".
VARIABLE: Final = "PHOTOCHECK_ISOLATE"
# How many bytes of address space a process may take that parses photos: the largest that is opened at all needs most
# of it, one of 12 megapixels a twentieth.
MEMORY: Final = 4_000_000_000


class _InForce:
    """What holds for the whole program, so that no part of it parses a photo by itself by mistake."""

    lock = Lock()
    decoders: Decoders | None = None


def isolate(*, at_once: bool = False) -> None:
    """From now on, let processes of their own parse photos for this program and those that it starts.

    PHOTOCHECK_ISOLATE=no in the environment wins. With `at_once` one is started now, to be ready for the first photo.
    """
    os.environ.setdefault(VARIABLE, "yes")
    if at_once:
        decoders_in_force()


def decoders_in_force() -> Decoders | None:
    """The processes that parse photos for this program; None where it parses them itself."""
    if os.environ.get(VARIABLE) != "yes":
        return None
    from photocheck.isolation.process import Decoders, is_possible  # noqa: PLC0415 - not loaded where nobody asks

    with _InForce.lock:
        if _InForce.decoders is None and is_possible():
            _InForce.decoders = Decoders(MEMORY)
            _InForce.decoders.warm_up()
        return _InForce.decoders
