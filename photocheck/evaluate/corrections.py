"""Where labels are wrong by a second look: things that nobody labelled, and labels that are none.

A file of corrections has one JSON object a line; boxes are pixels of the upright photo:

    {"set": "faces_wider", "file": "images/x.jpg", "kind": "face", "box": [x0, y0, x1, y1], "what": "added"}

`added` is a thing that is there but was not labelled. `ignored` turns the labelled thing with this box into one that
nobody cares about: neither a miss nor a false alarm.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.errors import UsageError
from photocheck.evaluate.labels import LabelledPhoto, Truth

__all__ = ["Correction", "corrected", "load_corrections"]

HINT: Final = "The form of a file of corrections is described in photocheck/evaluate/corrections.py."
ADDED: Final = "added"
IGNORED: Final = "ignored"
# Written down with fewer digits, a label's box is still the same box.
SAME_BOX: Final = 0.9


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that the labels of a photo have wrong."""

    set: str
    file: str
    kind: str
    box: Box
    what: str


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a file of corrections; raises UsageError that names the line which is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"“{path}” could not be read as a file of corrections: {error}.", HINT) from error
    corrections = []
    for number, line in enumerate(lines, start=1):
        try:
            corrections.append(_correction(line))
        except (ValueError, TypeError, KeyError) as error:
            what = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
            raise UsageError(f"“{path}”, line {number}: {what}.", HINT) from error
    return tuple(corrections)


def corrected(name: str, photo: LabelledPhoto, corrections: Sequence[Correction]) -> LabelledPhoto:
    """A photo of the set of this name with better labels.

    Raises UsageError where a label that is to be ignored is not there.
    """
    truth = list(photo.truth)
    for correction in corrections:
        if (correction.set, correction.file) == (name, photo.file):
            if correction.what == ADDED:
                truth.append(Truth(correction.kind, correction.box))
            else:
                index = _index(truth, correction)
                truth[index] = replace(truth[index], ignore=True)
    return replace(photo, truth=tuple(truth))


def _index(truth: Sequence[Truth], correction: Correction) -> int:
    for index, thing in enumerate(truth):
        if (
            thing.kind == correction.kind
            and thing.box is not None
            and overlap_over_union(thing.box, correction.box) >= SAME_BOX
        ):
            return index
    raise UsageError(
        f"A correction ignores a {correction.kind} of “{correction.file}” in “{correction.set}” that is not labelled.",
        HINT,
    )


def _correction(line: str) -> Correction:
    row = json.loads(line)
    if row["what"] not in {ADDED, IGNORED}:
        msg = f"“what” is {ADDED} or {IGNORED}, not {row['what']}"
        raise ValueError(msg)
    left, top, right, bottom = map(float, row["box"])
    return Correction(
        str(row["set"]), str(row["file"]), str(row["kind"]), Box(left, top, right, bottom), str(row["what"])
    )
