"""Pages, screens, boards, cards and sticky notes: what carries text that was not meant for the photo."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.document_network import Candidate, decoded, joined, prepared
from photocheck.detectors.outlines import distinct, shorter_side, without_parts
from photocheck.inference.engine import Network
from photocheck.inference.store import weights_of

__all__ = ["CALLED", "MODEL", "DocumentProposer"]

MODEL: Final = "documents"
# Longer sides of the network's input, and how long, as parts of it, the things are that each is trusted with: a small
# one sees what fills the photo, a large one what is small in it. Chosen on ../shared/data; figures in
# models/documents/README.md.
SIZES: Final = ((192, 0.35, 2.0), (256, 0.1, 0.7), (448, 0.0, 0.4))
# Sides below this part of the photo are left out: nobody reads a page that small, and much else looks like one.
LEAST_SIDE: Final = 0.04
# More candidates than this in one photo are noise, and every two of them are compared.
MOST: Final = 60
# Below it nothing is proposed to those who have further evidence.
PROPOSED: Final = 0.25
# A sticky note is a small document to everyone who reads about it.
CALLED: Final = {"note": "document"}


class DocumentProposer:
    """The network's own word on what may be a page, a screen, a board, a card or a note, and where.

    Built once, then called from any thread. Raises ModelError when the weights are missing or damaged.
    """

    def __init__(self, *, threads: int = 1) -> None:
        weights = weights_of(MODEL)
        self.version = weights.version
        self._network = Network(weights.read(), threads=threads)

    def propose(self, pixels: NDArray[np.uint8], least_score: float = PROPOSED) -> list[Candidate]:
        """Candidates in RGB pixels (height, width, 3) of the upright photo, best first, each object once.

        Corners are where the network puts them, 3 to 5 % of the object's size off; `outlines.fitted` moves
        them to the object's edges.
        """
        found: list[Candidate] = []
        for long_side, shortest, longest in SIZES:
            given = prepared(pixels, long_side)
            mirrored = np.ascontiguousarray(given.pixels[:, :, ::-1])
            heat, corners, kinds = joined(self._network(given.pixels), self._network(mirrored))
            whole = max(given.width, given.height)
            for candidate in decoded(heat, corners, kinds, given, least_score):
                length = float(np.ptp(candidate.corners, axis=0).max()) / whole
                if shortest <= length <= longest and shorter_side(candidate.corners) >= LEAST_SIDE * whole:
                    found.append(candidate)
        surest = sorted(found, key=lambda each: -each.score)[:MOST]
        return distinct(without_parts(surest))
