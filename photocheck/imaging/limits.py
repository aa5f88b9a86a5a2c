"""How large a file may be, and how long it may take, before it is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from photocheck.errors import PhotoTooLarge

__all__ = ["Limits", "within"]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a photo may cost; what is beyond is refused with a sentence, never checked in part and called clean.

    `size` in bytes, `pixels` of one page, `pages` or frames of one file, `seconds` to decode one page.
    """

    size: int = 250_000_000
    pixels: int = 150_000_000
    pages: int = 30
    seconds: float = 20.0


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Do the work, but wait no longer than this; raises PhotoTooLarge when it takes longer.

    A decoder cannot be stopped from outside, so the work runs in a thread that is left behind when its
    time is up: it ends with the process at the latest.
    """
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller below
            failure.append(error)

    thread = threading.Thread(target=run, name="photocheck-decode", daemon=True)
    thread.start()
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not outcome:
        raise PhotoTooLarge(
            f"The photo took longer than {seconds:g} seconds to open.", "Save it again as a JPEG and try that."
        )
    return outcome[0]
