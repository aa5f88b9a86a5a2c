"""Find which linked photos a picture is a copy of: resized, recompressed, cropped, or in a screenshot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from photocheck.consent.records import Link

__all__ = ["NearCopies"]

# Bits of 64 that may differ. On 300 photos of many kinds, copies in half the size, as JPEG of quality 40, cropped by a
# tenth anywhere or put in a screenshot were found in 0.99 of the cases, and 3 in 10,000 other pairs were taken for
# copies (tests/benchmarks/near_copies.py).
SAME: Final = 12


class NearCopies:
    """Looks for copies of photos; built once from the links of a register, then asked for each picture."""

    def __init__(self, links: Iterable[Link]) -> None:
        known = {link.value: link for link in links if link.hashes}
        self._links = list(known.values())
        widest = max((len(link.hashes) for link in self._links), default=1)
        # Repeating a hash changes nothing, and makes the table even.
        rows = [(*link.hashes, *link.hashes[:1] * (widest - len(link.hashes))) for link in self._links]
        self._hashes = np.array(rows, dtype=np.uint64).reshape(len(rows), widest)

    def find(self, hashes: Sequence[int]) -> list[Link]:
        """The linked photos that a picture with these hashes looks like, the most alike first."""
        if not self._links:
            return []
        wanted = np.array(hashes, dtype=np.uint64)[:, np.newaxis, np.newaxis]
        distances = np.bitwise_count(self._hashes[np.newaxis] ^ wanted).min(axis=(0, 2))
        alike = np.flatnonzero(distances <= SAME)
        return [self._links[index] for index in alike[np.argsort(distances[alike], kind="stable")]]
