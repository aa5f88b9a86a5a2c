"""Measure the detector on labelled photos: what is found, what it is called, and what is seen where nothing is.

    python measure.py DATA [--sheets FOLDER]

DATA holds the folders composites, documents, objects, coco256 and negatives, each with labels.jsonl. A thing counts
when its short side is at least 40 pixels and an outline agrees with it by half (intersection over union; of the
upright boxes where the label is a box). Prints one table for each lowest score, and one for what is enough alone in
photocheck. Photos that were learned from are told apart. With --sheets it also draws what was
found (green), missed (red) and seen falsely (blue), to look at.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from gather_devices import LEARNED_FROM
from numpy.typing import NDArray

from photocheck.detectors.document_network import Candidate
from photocheck.detectors.documents import DocumentProposer
from photocheck.detectors.outlines import shares_of
from photocheck.second_looks.seen import enough_alone

CALLED = {"phone": "screen"}
KINDS = ("document", "screen", "whiteboard", "id-card", "note")
SETS = ("composites", "documents", "objects", "coco256", "negatives")
SCORES = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
LEAST_SIDE = 40
AGREEING = 0.5
# Whether a candidate, in a photo whose longer side is so many pixels, is taken.
Enough = Callable[[Candidate, int], bool]


@dataclass(frozen=True, slots=True)
class Truth:
    """A labelled thing: its outline (4, 2), whether that is only a box, and whether it counts."""

    kind: str
    outline: NDArray[np.float32]
    is_box: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """One photo, what is in it, and what the detector proposed."""

    folder: str
    file: Path
    truths: list[Truth]
    candidates: list[Candidate]
    long_side: int


def truths_of(record: dict) -> list[Truth]:
    """What is labelled in one photo and can be found by this detector."""
    found = []
    for truth in record["truth"]:
        kind = CALLED.get(truth["kind"], truth["kind"])
        if kind not in KINDS:
            continue
        left, top, right, bottom = truth["box"]
        box = ((left, top), (right, top), (right, bottom), (left, bottom))
        polygon = truth.get("polygon")
        large = min(right - left, bottom - top) >= LEAST_SIDE
        outline = np.array(polygon if polygon and len(polygon) == 4 else box, np.float32)
        found.append(Truth(kind, outline, not polygon, large and not truth.get("ignore")))
    return found


def agreement(truth: Truth, candidate: Candidate) -> float:
    """Intersection over union."""
    if not truth.is_box:
        return shares_of(truth.outline, candidate.corners)[0]
    low, high = candidate.corners.min(0), candidate.corners.max(0)
    upright = np.array((low, (high[0], low[1]), high, (low[0], high[1])), np.float32)
    return shares_of(truth.outline, upright)[0]


def looked_at(data: Path, proposer: DocumentProposer, lowest: float) -> Iterator[Looked]:
    """Every photo of the sets that are there."""
    for folder in SETS:
        for line in (data / folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            file = data / folder / record["file"]
            pixels = cv2.imread(str(file), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
            candidates = proposer.propose(np.ascontiguousarray(pixels[..., ::-1]), lowest)
            yield Looked(folder, file, truths_of(record), candidates, max(pixels.shape[:2]))


def scored(least: float) -> Enough:
    """Whether a candidate has at least this score."""
    return lambda candidate, _: candidate.score >= least


def matched(photo: Looked, enough: Enough) -> list[tuple[Truth, Candidate | None]]:
    """For each thing that counts the candidate that agrees best, where one agrees by half."""
    kept = [candidate for candidate in photo.candidates if enough(candidate, photo.long_side)]
    pairs = []
    for truth in photo.truths:
        if truth.counts:
            best = max(kept, key=lambda candidate: agreement(truth, candidate), default=None)
            pairs.append((truth, best if best is not None and agreement(truth, best) >= AGREEING else None))
    return pairs


def table(photos: list[Looked], enough: Enough, name: str) -> str:
    """Found and rightly named, by set and kind, and photos with something false."""
    there: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    for photo in photos:
        for truth, best in matched(photo, enough):
            for group in (photo.folder, _real(photo)):
                for kind in (truth.kind, "all", "others" if truth.kind != "screen" else ""):
                    there[group, kind] += 1
                    found[group, kind] += best is not None
                    named[group, kind] += best is not None and same_kind(best.kind, truth.kind)
    negatives = [photo for photo in photos if photo.folder == "negatives"]
    false = sum(any(enough(candidate, photo.long_side) for candidate in photo.candidates) for photo in negatives)
    lines = [f"{name}: something false on {false} of {len(negatives)} negatives"]
    for group, kind in sorted(key for key in there if all(key)):
        n = there[group, kind]
        lines.append(
            f"  {group:11}{kind:11}{found[group, kind] / n:6.2f} found {named[group, kind] / n:6.2f} named of {n}"
        )
    return "\n".join(lines)


def _real(photo: Looked) -> str:
    """The group of photos of real things in places, apart where they were learned from."""
    if photo.folder not in {"objects", "coco256"}:
        return ""
    return "learned" if photo.file.stem in LEARNED_FROM else "real"


def same_kind(said: str, truth: str) -> bool:
    """A sticky note may be called a document."""
    return said == truth or (truth == "note" and said == "document")


def sheets(photos: list[Looked], folder: Path, least: float) -> None:
    """Contact sheets by set, photos with something wrong first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETS:
        cells = []
        for photo in (photo for photo in photos if photo.folder == name):
            pairs = matched(photo, scored(least))
            kept = [candidate for candidate in photo.candidates if candidate.score >= least]
            used = [id(best) for _, best in pairs if best is not None]
            wrong = sum(best is None for _, best in pairs) + (name == "negatives" and len(kept))
            if not pairs and not kept:
                continue
            picture = cv2.imread(str(photo.file), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
            factor = 260 / max(picture.shape[:2])
            picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
            for truth, best in pairs:
                cv2.polylines(
                    picture, [np.int32(truth.outline * factor)], True, (0, 200, 0) if best else (0, 0, 255), 1
                )
            for candidate in kept:
                colour = (0, 255, 255) if id(candidate) in used else (255, 90, 0)
                outline = np.int32(candidate.corners * factor)
                cv2.polylines(picture, [outline], True, colour, 1)
                say = f"{candidate.kind[0]}{candidate.score:.2f}"
                cv2.putText(picture, say, tuple(int(v) for v in outline[0] + (1, 9)), 0, 0.34, colour, 1)
            cell = np.zeros((260, 260, 3), np.uint8)
            cell[: picture.shape[0], : picture.shape[1]] = picture
            cells.append((-wrong, len(cells), cell))
        cells.sort(key=lambda item: item[:2])
        for page in range(0, len(cells), 48):
            part = [cell for *_, cell in cells[page : page + 48]]
            part += [np.zeros((260, 260, 3), np.uint8)] * (-len(part) % 8)
            rows = [np.hstack(part[i : i + 8]) for i in range(0, len(part), 8)]
            cv2.imwrite(str(folder / f"{name}-{page // 48}.jpg"), np.vstack(rows))


def main() -> None:
    """Look at everything once, then print a table for each score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--sheets", type=Path)
    parser.add_argument("--at", type=float, default=0.3, help="the score that sheets are drawn at")
    options = parser.parse_args()
    photos = list(looked_at(options.data, DocumentProposer(), SCORES[0]))
    for least in SCORES:
        print(table(photos, scored(least), f"at {least:.2f}"))
    print(table(photos, enough_alone, "enough alone"))
    if options.sheets:
        sheets(photos, options.sheets, options.at)


if __name__ == "__main__":
    main()
