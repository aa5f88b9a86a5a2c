"""A process of its own for what parses untrusted bytes: with limits on memory and time, and without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from photocheck.isolation.process import Decoders

__all__ = ["decoders_in_force", "isolate"]

# A process of 12 MB or of 12 megapixels needs a fraction of it; the largest photo that is opened at all nearly all.
MEMORY: Final = 4_000_000_000


class _InForce:
    """What holds for the whole program: a library that it uses must not parse a photo here by mistake."""

    decoders: Decoders | None = None


def isolate(memory: int = MEMORY) -> bool:
    """From now on, let processes of their own parse photos for this program; says whether this system can do that.

    `memory` is how many bytes of address space one of them may take. The first is started at once, to be ready when
    the first photo comes. Where it was said before, nothing changes.
    """
    from photocheck.isolation.process import Decoders, is_possible  # noqa: PLC0415 - not loaded where nobody asks

    if _InForce.decoders is None and is_possible():
        _InForce.decoders = Decoders(memory)
        _InForce.decoders.warm_up()
    return _InForce.decoders is not None


def decoders_in_force() -> Decoders | None:
    """The processes that parse photos for this program; None where it parses them itself."""
    return _InForce.decoders
