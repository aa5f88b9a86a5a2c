"""The same person? Faces as numbers that can be compared: opt-in, and never more than a proposal.

A face belongs to a record only once somebody has confirmed it. The faces are those that our detector found.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

from photocheck.consent.encodings import Encoding, PeopleFile
from photocheck.consent.records import StoredRecord
from photocheck.domain.consent import MATCHING, USUALLY_APART, Gap
from photocheck.domain.geometry import Box
from photocheck.errors import MissingExtra

__all__ = [
    "LEAST_SIDE",
    "Encode",
    "Proposal",
    "encode_faces",
    "grouped",
    "matching_gap",
    "propose",
    "sweep",
]

# Pixels of a face's shorter side; the encodings of smaller ones say little about whose they are.
LEAST_SIDE: Final = 48

Encode = Callable[[NDArray[np.uint8], Sequence[Box]], list[Encoding]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that a face may belong to; a person has to confirm it."""

    reference: str
    distance: float


def encode_faces(pixels: NDArray[np.uint8], boxes: Sequence[Box]) -> list[Encoding]:
    """Describe the faces in these boxes in numbers, in the same order; raises MissingExtra."""
    library = _library()
    height, width = pixels.shape[:2]
    places = [
        (
            max(0, round(box.top)),
            min(width, round(box.right)),
            min(height, round(box.bottom)),
            max(0, round(box.left)),
        )
        for box in boxes
    ]
    return [np.asarray(one, np.float64) for one in library.face_encodings(pixels, known_face_locations=places)]


def propose(face: Encoding, known: Mapping[str, Sequence[Encoding]], distance: float = USUALLY_APART) -> list[Proposal]:
    """The records whose people look like this face, the nearest first."""
    nearest = {
        reference: float(np.linalg.norm(np.stack(list(encodings)) - face, axis=1).min())
        for reference, encodings in known.items()
        if encodings
    }
    close = [Proposal(reference, apart) for reference, apart in nearest.items() if apart <= distance]
    return sorted(close, key=lambda one: (one.distance, one.reference))


def grouped(faces: Sequence[Encoding], distance: float = USUALLY_APART) -> list[list[int]]:
    """Which of these faces may be one person's, as positions, the largest group first.

    Every two faces of a group are within the distance, so that no chain of likenesses joins two people.
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 - only here

    if len(faces) < 2:
        return [[place] for place in range(len(faces))]
    labels = fcluster(linkage(np.stack(faces), "complete"), distance, "distance")
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        groups.setdefault(int(label), []).append(place)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def matching_gap(stored: StoredRecord, on: date) -> Gap | None:
    """Why these people may not be recognised in other photos on this day; None where they agreed to it."""
    return stored.record.gap("", MATCHING, on)


def sweep(file: PeopleFile, records: Iterable[StoredRecord], on: date) -> list[str]:
    """Delete the encodings of everyone whose record is gone or does not allow it any more; returns whose."""
    allowed = {stored.reference for stored in records if matching_gap(stored, on) is None}
    gone = sorted(set(file.known()) - allowed)
    for reference in gone:
        file.forget(reference)
    return gone


def _library() -> Any:  # noqa: ANN401 - the library has no types
    try:
        # It prints its complaints, and ends the process where its models are missing.
        with warnings.catch_warnings(), contextlib.redirect_stdout(sys.stderr):
            warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
            import face_recognition
    except (ImportError, SystemExit) as error:
        raise MissingExtra(
            "What compares faces is not installed.", 'Install it: pip install "photocheck[people]"'
        ) from error
    # On import it tells Pillow to fill up truncated photos, everywhere: a half photo would look whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return face_recognition
