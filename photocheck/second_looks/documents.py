"""Pages, screens, boards, cards and notes: where the networks, blocks of text and the paper around them agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.document_network import Candidate
from photocheck.detectors.documents import CALLED, MODEL, DocumentProposer
from photocheck.detectors.objects import MODEL as DEVICES
from photocheck.detectors.objects import Device, DeviceProposer
from photocheck.detectors.outlines import fitted, shares_of
from photocheck.domain.findings import CODE_KINDS, MOSTLY_CODE, OBJECT_KINDS, Finding
from photocheck.domain.geometry import Polygon
from photocheck.imaging.photo import Photo
from photocheck.second_looks.interface import Setup
from photocheck.second_looks.kinds import likeliest_kind, look_of
from photocheck.second_looks.paper import Paper, Surface, whole_photo, with_head
from photocheck.second_looks.seen import Seen, surely_seen
from photocheck.second_looks.text_blocks import TextBlock, lines_of, text_blocks

__all__ = ["DocumentLook"]

# What the network is asked for; less likely things count only where other evidence agrees.
LEAST_SCORE: Final = 0.15
# A block of text needs this many lines before it makes anything a page, and only so many blocks are looked at.
LEAST_LINES: Final = 2
MOST_BLOCKS: Final = 6
# Two outlines are of one thing when they agree this far (intersection over union) ...
SAME: Final = 0.5
# ... or when the smaller lies this far in the larger and is at least this part of it.
WITHIN: Final = 0.8
NOT_MUCH_SMALLER: Final = 0.3
# An outline is that of a block's page when it holds this part of its lines.
HOLDS: Final = 0.7
# Outlines that are fitted to their edges, the best first: fitting takes some milliseconds each.
MOST_FITTED: Final = 3

# What evidence counts. An outline that fits perfectly gives 1; so many lines of text each give so much; the
# network's score counts this much; and so does every part by which the letters are larger, against the page, than
# those of a page: that is a sign. Chosen on ../shared/data (composites, documents, text_scene, coco256).
PER_LINE: Final = 0.04
MOST_LINES: Final = 12
NETWORK: Final = 1.4
LARGE_LETTERS: Final = 6.0
LETTERS_OF_A_PAGE: Final = 0.1
ENOUGH: Final = 0.8
# How sure the sum makes us: half sure at ENOUGH less a little, nearly certain at twice that.
HALF_SURE: Final = 0.7
STEEPNESS: Final = 5.0
# The end of the photo is no edge of a page: each side that lies there takes this away.
AT_THE_END: Final = 0.1
NEAR_THE_END: Final = 0.02

Floats = NDArray[np.float32]


class DocumentLook:
    """Finds what carries text that was not meant for the photo. Raises ModelError while it is built."""

    name = "documents"

    def __init__(self, setup: Setup) -> None:
        self._proposer = DocumentProposer(threads=setup.threads)
        self._devices = DeviceProposer(threads=setup.threads)
        self.models: Mapping[str, str] = {MODEL: self._proposer.version, DEVICES: self._devices.version}

    def look_again(self, photo: Photo, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, and each page, screen, board, card and note with its outline, clockwise."""
        candidates = self._proposer.propose(photo.pixels, LEAST_SCORE)
        devices = self._devices.propose(photo.pixels)
        pages = [_known(finding) for finding in findings if finding.kind in OBJECT_KINDS and finding.polygon]
        before = len(pages)
        for page in (*_under_text(photo.pixels, findings, candidates), *_seen(photo.pixels, candidates, devices)):
            known = any(_same(page.corners, other.corners) for other in pages)
            if not known and _share_of_codes(page.corners, findings) < MOSTLY_CODE:
                pages.append(page)
        return [*findings, *(self._finding(page, photo) for page in pages[before:])]

    def _finding(self, page: Seen, photo: Photo) -> Finding:
        kind = CALLED.get(page.kind, page.kind)
        return Finding(kind, Polygon.of(page.corners), page.confidence, self.name, page=photo.page)


def _known(finding: Finding) -> Seen:
    corners = np.array(() if finding.polygon is None else finding.polygon.points, np.float32)
    return Seen(corners, finding.kind, finding.confidence)


def _same(one: Floats, other: Floats) -> bool:
    union, smaller, ratio = shares_of(one, other)
    return union > SAME or (smaller > WITHIN and ratio > NOT_MUCH_SMALLER)


def _share_of_codes(corners: Floats, findings: Iterable[Finding]) -> float:
    """Which part of an outline (4, 2) codes take up."""
    page = cv2.convexHull(corners)
    codes = [np.array(code.polygon.points, np.float32) for code in findings if code.kind in CODE_KINDS and code.polygon]
    shared = sum(float(cv2.intersectConvexConvex(page, cv2.convexHull(code))[0]) for code in codes)
    return shared / max(float(cv2.contourArea(page)), 1.0)


def _seen(pixels: NDArray[np.uint8], candidates: Sequence[Candidate], devices: Iterable[Device]) -> Iterable[Seen]:
    """What the networks are sure of, with or without text on it."""
    height, width = pixels.shape[:2]
    for seen in surely_seen(candidates, devices, width, height):
        yield replace(seen, corners=fitted(pixels, seen.corners))


def _under_text(
    pixels: NDArray[np.uint8], findings: Sequence[Finding], candidates: Sequence[Candidate]
) -> Iterable[Seen]:
    """What blocks of text stand on, where the evidence together is enough to call it a page."""
    blocks = [block for block in text_blocks(lines_of(findings)) if len(block.lines) >= LEAST_LINES]
    if not blocks:
        return
    surface = Surface(pixels)
    told: list[Seen] = []
    for block in blocks[:MOST_BLOCKS]:
        if any(block.share_within(page.corners) >= HOLDS for page in told):
            continue
        page = _page(pixels, Paper.under(block, surface), candidates)
        if page is not None:
            told.append(page)
            yield page


def _page(pixels: NDArray[np.uint8], paper: Paper, candidates: Sequence[Candidate]) -> Seen | None:
    """The outline for which there is most evidence; None where that is not enough."""
    block = paper.block
    height, width = pixels.shape[:2]
    holding = [candidate for candidate in candidates if block.share_within(candidate.corners) >= HOLDS]
    outlines = [*paper.outlines(), *(candidate.corners for candidate in holding), block.outline(1.5)]
    outlines.sort(key=paper.fit, reverse=True)
    outlines += [fitted(pixels, corners) for corners in outlines[:MOST_FITTED]]
    outlines += [fitted(pixels, candidate.corners) for candidate in holding[:1]]
    outlines.append(whole_photo(width, height))
    weighed = [
        (
            _evidence(paper.fit(corners), block, corners, holding) - AT_THE_END * _sides_at_end(corners, width, height),
            corners,
        )
        for corners in outlines
    ]
    evidence, corners = max(weighed, key=lambda pair: pair[0])
    if evidence < ENOUGH:
        return None
    corners = with_head(pixels, block.as_text_stands(corners))
    corners = np.clip(corners, 0, (width, height)).astype(np.float32)
    return Seen(corners, _kind(pixels, corners, block, holding), 1 / (1 + exp(-STEEPNESS * (evidence - HALF_SURE))))


def _sides_at_end(corners: Floats, width: int, height: int) -> int:
    """How many sides of an outline lie along the end of the photo."""
    near = NEAR_THE_END * max(width, height)
    distances = np.stack((corners[:, 0], corners[:, 1], width - corners[:, 0], height - corners[:, 1]), axis=1)
    at_end = distances < near
    return int((at_end & np.roll(at_end, -1, axis=0)).any(axis=1).sum())


def _evidence(fit: float, block: TextBlock, corners: Floats, candidates: Iterable[Candidate]) -> float:
    lines = PER_LINE * min(len(block.lines), MOST_LINES)
    network = max((candidate.score * shares_of(corners, candidate.corners)[0] for candidate in candidates), default=0.0)
    letters = block.line_height / max(float(cv2.contourArea(corners)), 1.0) ** 0.5
    return float(fit + lines + NETWORK * network - LARGE_LETTERS * max(0.0, letters - LETTERS_OF_A_PAGE))


def _kind(pixels: NDArray[np.uint8], corners: Floats, block: TextBlock, candidates: Iterable[Candidate]) -> str:
    """What it is, with the word of the network where that sees the same thing."""
    agreeing = [(shares_of(corners, candidate.corners)[0], candidate) for candidate in candidates]
    union, best = max(agreeing, key=lambda pair: pair[0], default=(0.0, None))
    chances = None if best is None or union < SAME else best.chances
    return likeliest_kind(chances, look_of(pixels, corners, block))
