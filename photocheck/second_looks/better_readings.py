"""Of two readings of the same lines, keep the better one of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.domain.findings import Finding
from photocheck.domain.text import ReadText
from photocheck.recognisers import recognise

__all__ = ["better_readings"]

# Two lines are the same when this part of the smaller lies in the other.
SAME: Final = 0.5
# A line that nobody saw before has to be this sure.
SURE_OF_NEW: Final = 0.8
# A reading has to be this much better than the first, which had the whole photo around it.
BETTER: Final = 1.03
# Half of the letters of a doubtful reading are guesses: what a reading is worth begins here.
GUESSED: Final = 0.5
# What a letter or digit of recognised personal data adds.
KNOWN: Final = 1.0

Floats = NDArray[np.float32]


def better_readings(findings: Sequence[Finding], again: Sequence[Finding]) -> list[Finding]:
    """The findings, with lines of text replaced where they were read better, and new lines added.

    Lines that one reading has in one piece and the other in several are compared as a whole. A reading in which
    personal data can be recognised is worth more: where a checksum is right, so is every digit.
    """
    texts = [finding for finding in findings if finding.kind == "text" and finding.polygon is not None]
    first_known, second_known = recognise(texts), recognise(again)
    originals = {id(known): line for known, line in zip([*first_known, *second_known], [*texts, *again], strict=True)}
    replaced: set[int] = set()
    taken: list[Finding] = []
    for first, second in _groups(first_known, second_known):
        if not first:
            taken += [line for line in second if line.confidence >= SURE_OF_NEW and _letters(line.text) >= 2]
        elif _worth(second) > BETTER * _worth(first):
            replaced.update(id(originals[id(line)]) for line in first)
            taken += second
    kept = [finding for finding in findings if id(finding) not in replaced]
    return [*kept, *(originals[id(line)] for line in taken)]


def _groups(first: Sequence[Finding], second: Sequence[Finding]) -> list[tuple[list[Finding], list[Finding]]]:
    """Lines of both readings that lie on each other, together; lines of the second that lie on none, alone."""
    groups: list[tuple[list[Finding], list[Finding]]] = []
    for line in second:
        under = [other for other in first if _same(line, other)]
        joined: tuple[list[Finding], list[Finding]] = (under, [line])
        for group in [group for group in groups if any(other in group[0] for other in under)]:
            groups.remove(group)
            joined = ([*group[0], *(other for other in joined[0] if other not in group[0])], [*group[1], *joined[1]])
        groups.append(joined)
    return groups


def _same(one: Finding, other: Finding) -> bool:
    if one.polygon is None or other.polygon is None or not one.polygon.box.intersection(other.polygon.box):
        return False
    first, second = (cv2.convexHull(np.array(line.polygon.points, np.float32)) for line in (one, other) if line.polygon)
    smaller = min(cv2.contourArea(first), cv2.contourArea(second))
    shared, _ = cv2.intersectConvexConvex(first, second)
    return bool(smaller > 0 and shared >= SAME * smaller)


def _worth(lines: Sequence[Finding]) -> float:
    """How many letters and digits were read, the sure ones counting more, and those of personal data once more."""
    read = sum(_letters(line.text) * max(0.0, line.confidence - GUESSED) for line in lines)
    known = sum(_letters(match.text) * match.confidence for line in lines for match in line.matches)
    return read + KNOWN * known


def _letters(text: ReadText | None) -> int:
    return sum(character.isalnum() for character in ("" if text is None else text.revealed or ""))
