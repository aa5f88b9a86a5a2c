"""ID cards and passports: a card's shape with a face on it, or a machine-readable zone on whatever it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from photocheck.domain.containment import lies_on
from photocheck.domain.findings import Finding
from photocheck.imaging.photo import Photo
from photocheck.imaging.straightening import size_of
from photocheck.recognisers import recognise
from photocheck.second_looks.interface import Setup

__all__ = ["CardLook"]

# What may turn out to be a card; a whiteboard with a photo on it does not.
MAY_BE_CARDS: Final = frozenset({"document", "screen", "whiteboard"})
# Longer by shorter side of cards (ISO 7810: 1.586; a passport's page: 1.42), as perspective leaves it.
SHAPE: Final = (1.25, 1.8)
# The face's part of a card, and how many lines of text there are at least.
FACE_PART: Final = (0.02, 0.4)
LEAST_LINES: Final = 1
MOST_LINES: Final = 25
# What only stands on identity papers.
ON_PAPERS: Final = frozenset({"mrz", "uk-driving-licence"})
# A card's shape with a face could still be a picture on a page.
SURE: Final = 0.8


class CardLook:
    """Tells ID cards, licences, passports and badges from other pages."""

    name = "cards"
    models: Mapping[str, str] = MappingProxyType({})

    def __init__(self, setup: Setup | None = None) -> None:
        """Nothing has to be set up."""

    def look_again(self, _photo: Photo, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, with pages that are ID cards called so."""
        known = recognise(findings)
        return [self._card(finding) if _is_card(finding, known) else finding for finding in findings]

    def _card(self, page: Finding) -> Finding:
        return replace(page, kind="id-card", detector=self.name, confidence=max(page.confidence, SURE))


def _is_card(page: Finding, findings: Iterable[Finding]) -> bool:
    if page.kind not in MAY_BE_CARDS or page.polygon is None:
        return False
    on_it = [finding for finding in findings if lies_on(finding, page)]
    if any(ON_PAPERS & finding.patterns for finding in on_it):
        return True
    return _has_shape(page) and _has_face(page, on_it) and LEAST_LINES <= _lines(on_it) <= MOST_LINES


def _has_shape(page: Finding) -> bool:
    if page.polygon is None or len(page.polygon.points) != 4:
        return False
    short, long = sorted(size_of(np.array(page.polygon.points, np.float32)))
    return SHAPE[0] <= long / max(short, 1e-6) <= SHAPE[1]


def _has_face(page: Finding, on_it: Iterable[Finding]) -> bool:
    area = 0.0 if page.polygon is None else page.polygon.area
    faces = [finding.box.area for finding in on_it if finding.kind == "face" and finding.box is not None]
    return any(FACE_PART[0] * area <= face <= FACE_PART[1] * area for face in faces)


def _lines(on_it: Iterable[Finding]) -> int:
    return sum(finding.kind == "text" for finding in on_it)
