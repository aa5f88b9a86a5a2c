"""The screener as commands see it, and how one is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from photocheck.domain.reports import PhotoReport
    from photocheck.policy import Policy

__all__ = ["BuildScreener", "LooksAtPhotos", "build_screener"]


class LooksAtPhotos(Protocol):
    """What a command needs of a Screener."""

    policy: Policy
    audience: str
    channel: str

    def screen(
        self,
        photo: str | bytes | Path,
        *,
        name: str | None = None,
        audience: str | None = None,
        channel: str | None = None,
        thorough: bool = False,
    ) -> PhotoReport:
        """Look at one photo; a bad one gives a report with a Problem."""
        ...


BuildScreener = Callable[[str, str, str], LooksAtPhotos]


def build_screener(policy: str, audience: str, channel: str) -> LooksAtPhotos:
    """Build the real one, which loads the models; raises PolicyError, UsageError, ModelError."""
    from photocheck.isolation import isolate  # noqa: PLC0415 - only where photos are looked at
    from photocheck.screener import Screener  # noqa: PLC0415 - heavy

    # It gets ready while the models are loaded.
    isolate(at_once=True)
    return Screener(policy=policy, audience=audience, channel=channel)
