"""Text that is put aside while photos come in, and read back by decision: a report of thousands is never held whole."""

from __future__ import annotations

import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, TextIO

from photocheck.domain.verdicts import Decision

__all__ = ["ByDecision", "Spool"]

CHUNK: Final = 1 << 20


class Spool:
    """A nameless temporary file: written to, then read back once."""

    def __init__(self) -> None:
        self._file: TextIO = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - see below
        # A run that is broken off lets go of its reports without a word; the file goes with them.
        weakref.finalize(self, _let_go, self._file)

    def write(self, text: str) -> None:
        """Put this text aside."""
        self._file.write(text)

    def __iter__(self) -> Iterator[str]:
        """Read back what was put aside, in pieces."""
        self._file.seek(0)
        while piece := self._file.read(CHUNK):
            yield piece


def _let_go(file: TextIO) -> None:
    """Close the file; on a full disk its last words cannot be written, and nobody will read them."""
    with suppress(OSError):
        file.close()


class ByDecision:
    """A spool for each decision, so that a report can begin with the strictest, whatever came first."""

    def __init__(self) -> None:
        self.counts: Counter[Decision] = Counter()
        self._spools: dict[Decision, Spool] = {}

    def add(self, decision: Decision, text: str) -> None:
        """Put aside what is told of one photo."""
        self.counts[decision] += 1
        if text:
            self._spools.setdefault(decision, Spool()).write(text)

    def strictest_first(self) -> Iterator[tuple[Decision, int, Iterator[str]]]:
        """Yield each decision that a photo has, how many have it, and what was put aside for them."""
        for decision in sorted(self.counts, reverse=True):
            yield decision, self.counts[decision], iter(self._spools.get(decision, ()))
