"""Photos whose contents somebody has written down: what a detector is measured against.

A set is a folder with `labels.jsonl`, one JSON object a line:

    {"file": "images/x.jpg", "width": 800, "height": 600, "exif_orientation": 6, "tags": ["desk"],
     "truth": [{"kind": "face", "box": [x0, y0, x1, y1], "polygon": [[x, y], ...], "text": "...", "ignore": true}],
     "complete_for": ["face"],
     "facts": [{"pattern": "phone", "text": "..."}], "readable": true, "pil_decodes": true}

Only `file` and `truth` have to be there. Boxes are pixels of the stored picture, before its EXIF
orientation; here they are turned upright and clipped to the picture. `ignore` means don't care: neither a
miss nor a false alarm. `complete_for` names the kinds of which every one is labelled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from photocheck.domain.geometry import Box, Point, Polygon
from photocheck.errors import UsageError

__all__ = ["Fact", "LabelledPhoto", "LabelledSet", "Truth", "find_sets", "load_set"]

LABELS: Final = "labels.jsonl"
HINT: Final = "The form of a label file is described in photocheck/evaluate/labels.py."


@dataclass(frozen=True, slots=True)
class Truth:
    """One thing that is in the photo; `box` is None where it is only known to be somewhere in it."""

    kind: str
    box: Box | None = None
    text: str | None = None
    ignore: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Personal data that stands in the photo: the pattern's id, and the text as it is written there."""

    pattern: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelledPhoto:
    """A photo and what is in it, in pixels of the upright photo.

    `size` is (width, height) of the upright photo, None where the labels don't tell. `readable` says that
    a person could read the facts. `decodable` is False for a file that is too damaged to be looked at.
    """

    file: str
    path: Path
    truth: tuple[Truth, ...] = ()
    complete_for: frozenset[str] = frozenset()
    facts: tuple[Fact, ...] = ()
    readable: bool = True
    decodable: bool = True
    size: tuple[int, int] | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A folder of labelled photos."""

    name: str
    photos: tuple[LabelledPhoto, ...]


def find_sets(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Name the label files: each path is one, or a set's folder, or a folder of sets.

    Raises UsageError where there is none.
    """
    found: list[Path] = []
    for path in paths:
        within = [path / LABELS] if (path / LABELS).is_file() else sorted(path.glob(f"*/{LABELS}"))
        files = [path] if path.is_file() else within
        if not files:
            raise UsageError(f"There are no labelled photos at “{path}”: a set is a folder with {LABELS}.", HINT)
        found += files
    return tuple(dict.fromkeys(found))


def load_set(labels: Path, every: int = 1) -> LabelledSet:
    """Read a label file, every so-many-th photo of it; raises UsageError that names the line which is wrong."""
    try:
        lines = labels.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"“{labels}” could not be read as a label file: {error}.", HINT) from error
    photos = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            photos.append(_photo(json.loads(line), labels.parent))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            what = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
            raise UsageError(f"“{labels}”, line {number}: {what}.", HINT) from error
    return LabelledSet(labels.resolve().parent.name, tuple(photos[::every]))


def _photo(row: Mapping[str, Any], folder: Path) -> LabelledPhoto:
    width, height = row.get("width"), row.get("height")
    stored = None if width is None or height is None else (int(width), int(height))
    orientation = int(row.get("exif_orientation") or 1)
    return LabelledPhoto(
        file=str(row["file"]),
        path=folder / str(row["file"]),
        truth=tuple(_truth(entry, stored, orientation) for entry in row["truth"]),
        complete_for=frozenset(map(str, row.get("complete_for", ()))),
        facts=tuple(Fact(str(fact["pattern"]), str(fact["text"])) for fact in row.get("facts", ())),
        readable=bool(row.get("readable", True)),
        decodable=bool(row.get("pil_decodes", True)),
        size=None if stored is None else _upright_size(stored, orientation),
        tags=tuple(map(str, row.get("tags", ()))),
    )


def _truth(entry: Mapping[str, Any], stored: tuple[int, int] | None, orientation: int) -> Truth:
    text = entry.get("text")
    return Truth(
        kind=str(entry["kind"]),
        box=_upright_box(entry, stored, orientation),
        text=None if text is None else str(text),
        ignore=bool(entry.get("ignore", False)),
    )


def _upright_box(entry: Mapping[str, Any], stored: tuple[int, int] | None, orientation: int) -> Box | None:
    if entry.get("box") is not None:
        left, top, right, bottom = map(float, entry["box"])
        box = Box(left, top, right, bottom)
    elif entry.get("polygon") is not None:
        box = Polygon.of(entry["polygon"]).box
    else:
        return None
    if stored is None:
        if orientation != 1:
            msg = "a photo that is to be turned needs its width and height"
            raise ValueError(msg)
        return box
    width, height = stored
    box = box.clipped(width, height)
    corners = [_upright(point, width, height, orientation) for point in _opposite_corners(box)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _opposite_corners(box: Box) -> tuple[Point, Point]:
    return (box.left, box.top), (box.right, box.bottom)


def _upright(point: Point, width: int, height: int, orientation: int) -> Point:
    """Where a point of the stored picture lies in the upright one, by the EXIF standard's eight cases."""
    x, y = point
    cases = {
        1: (x, y),
        2: (width - x, y),
        3: (width - x, height - y),
        4: (x, height - y),
        5: (y, x),
        6: (height - y, x),
        7: (height - y, width - x),
        8: (y, width - x),
    }
    # Readers take a number that the standard does not know as "upright".
    return cases.get(orientation, (x, y))


def _upright_size(stored: tuple[int, int], orientation: int) -> tuple[int, int]:
    width, height = stored
    return (height, width) if orientation in {5, 6, 7, 8} else (width, height)
