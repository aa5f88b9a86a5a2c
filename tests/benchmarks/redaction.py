"""Look at redacted copies with the raw parts, not with the Screener that made them, and count what is left.

    uv run python tests/benchmarks/redaction.py [--sets composites documents faces_misc plates qr_barcode] [--every N]
        [--into counts.jsonl] [--minutes 12] [--thorough]

Before and after, each photo is read as a whole by PP-OCRv6 and, where that reads anything, by Tesseract; searched for
faces by CenterFace at 0.3, for codes by zxing-cpp. A fact is a labelled one, a number plate, or what the recognisers
know in the raw lines of a reader; it counts where its letters and digits stand in what a reader read. `hidden` are
faces that the copy's own report says it hid, `never hidden` those that the raw part finds in the original and that were
never found sensitive.

`--into` keeps what was counted, photo by photo: the same command carries on from there; `--minutes` ends it in time.
`--thorough` looks at each copy in three more ways than its proof did, and counts what only those find. In November 2026
they found nothing more in 37 copies of all sets, for 0.9 (mirrored), 0.5 (half the size) and 0.95 (both readers) of the
CPU time of the proof's own look: so the proof leaves them out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import monotonic

import cv2
import numpy as np
import pytesseract
import zxingcpp
from PIL import Image, ImageOps

from photocheck.detectors.centerface import CenterFace
from photocheck.domain.findings import OBJECT_KINDS, Finding
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.domain.redactions import Redaction
from photocheck.domain.reports import PhotoReport
from photocheck.domain.text import ReadText
from photocheck.errors import PhotoError
from photocheck.evaluate.facts import is_strong, plain
from photocheck.readers.rapidocr import RapidOcrReader
from photocheck.recognisers import recognise
from photocheck.redaction.plan import to_hide
from photocheck.screener import Screener

SETS = ("composites", "documents", "faces_misc", "plates", "qr_barcode")
DATA = Path(__file__).parents[2].parent / "shared" / "data"
FACE_THRESHOLD, FACE_SIDE = 0.3, 960
SAME_FACE = 0.3
# What lies on covers by this part is the covers.
ALL_COVER = 0.8


@dataclass
class Seen:
    """What the raw parts see in one picture."""

    texts: dict[str, str]
    lines: list[Finding]
    faces: list[Box]
    codes: set[str]


@dataclass
class Parts:
    """The raw parts, without any pipeline around them."""

    reader: RapidOcrReader = field(default_factory=lambda: RapidOcrReader(threads=1))
    network: CenterFace = field(default_factory=lambda: CenterFace(1))

    def look(self, path: Path) -> Seen:
        """Look at the photo as a whole."""
        with Image.open(path) as opened:
            pixels = np.asarray(ImageOps.exif_transpose(opened).convert("RGB"))
        read = [line for line in self.reader.read(pixels) if line.text]
        # Where the other reads nothing at all, it makes letters out of leaves, for seconds.
        tesseract = pytesseract.image_to_string(pixels, config="--psm 11", timeout=120) if read else ""
        # Each reader's lines by themselves, so that no line of one stands between two of the other.
        lines = [
            recognise([Finding("text", line.polygon, 0.9, "raw", ReadText.secret(line.text)) for line in read]),
            recognise([Finding("text", None, 0.9, "raw", ReadText.secret(tesseract))]),
        ]
        texts = {"PP-OCRv6": plain("".join(line.text for line in read)), "Tesseract": plain(tesseract)}
        codes = {code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(pixels)) if code.valid}
        return Seen(texts, [finding for of_one in lines for finding in of_one], self.faces(pixels), codes)

    def faces(self, pixels: np.ndarray) -> list[Box]:
        """Boxes of faces from 0.3 on, pixels of the photo."""
        scale = FACE_SIDE / max(pixels.shape[:2])
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        rows = self.network.candidates(small, FACE_THRESHOLD)
        boxes = [[float(row[0]), float(row[1]), float(row[2] - row[0]), float(row[3] - row[1])] for row in rows]
        kept = cv2.dnn.NMSBoxes(boxes, rows[:, 4].tolist(), FACE_THRESHOLD, 0.3)
        return [Box(*map(float, rows[index, :4])).scaled(1 / scale) for index in kept]


def facts_of(entry: dict, seen: Seen) -> dict[str, str]:
    """The facts of a photo by their plain text, with their patterns."""
    facts = {plain(fact["text"]): fact["pattern"] for fact in entry.get("facts", ())}
    facts |= {
        plain(truth["text"]): "number-plate"
        for truth in entry["truth"]
        if truth["kind"] == "plate" and truth.get("text")
    }
    for finding in seen.lines:
        for match in finding.matches:
            facts.setdefault(plain(match.text.shown(reveal=True)), match.pattern)
    return {text: pattern for text, pattern in facts.items() if len(text) >= 5}


def left_in(made: Redaction, facts: dict[str, str], before: Seen, after: Seen) -> Iterator[str]:
    """Name what the raw parts found before, and find after, one name for each."""
    recognised = {plain(match.text.shown(reveal=True)) for finding in made.before.findings for match in finding.matches}
    for text, pattern in facts.items():
        known = "recognised" if any(text in one or one in text for one in recognised if one) else "never recognised"
        for reader in before.texts:
            if text not in before.texts[reader]:
                continue
            strength = "strong" if is_strong(pattern) else "weak"
            yield f"{strength} facts before, {reader}"
            if text in after.texts[reader]:
                yield f"{strength} facts after, {reader}, {known}"
                print(f"    left: {pattern} {text!r} ({reader}); {known}")
    hidden = [area.region.box for area in made.areas if area.kind == "face"]
    for face in before.faces:
        yield "faces before"
        hidden_or_never = "hidden" if any(area.contains(face.centre) for area in hidden) else "never hidden"
        yield f"faces {hidden_or_never}"
        if any(overlap_over_union(face, found) >= SAME_FACE for found in after.faces):
            yield f"faces after, {hidden_or_never}"
            print(f"    left: a face of {face.width:.0f} pixels, {hidden_or_never}")
    yield from ["codes before"] * len(before.codes)
    yield from ["codes after"] * len(after.codes)


@dataclass
class Thorough:
    """Three more ways to look at a copy than its proof has: mirrored, at half the size, and with both readers."""

    screener: Screener

    @cached_property
    def both(self) -> Screener:
        """The screener whose pages are read by Tesseract too."""
        return Screener(threads=1, reader="both")

    def more_in(self, made: Redaction) -> Iterator[str]:
        """Name what has to be hidden and is found in one of these ways only."""
        with Image.open(made.copy) as opened:
            copy = ImageOps.exif_transpose(opened).convert("RGB")
        half = copy.resize((copy.width // 2, copy.height // 2), Image.Resampling.LANCZOS)
        covers = [area.region.box for area in made.areas]
        left_to_right = [Box(copy.width - one.right, one.top, copy.width - one.left, one.bottom) for one in covers]
        looks = {
            "mirrored": (self.screener.screen(np.asarray(ImageOps.mirror(copy))), left_to_right),
            "half the size": (self.screener.screen(np.asarray(half)), [cover.scaled(0.5) for cover in covers]),
            "both readers": (self.both.screen(np.asarray(copy)), covers),
        }
        stays = _to_hide(made.after, covers)
        for how, (report, its_covers) in looks.items():
            yield f"looked {how}"
            for kind, count in sorted((_to_hide(report, its_covers) - stays).items()):
                # Text that is mirrored is no text.
                if how != "mirrored" or kind == "face":
                    yield from [f"more {kind} {how}"] * count
                    print(f"    more: {count} x {kind}, {how}")


def _to_hide(report: PhotoReport, covers: list[Box]) -> Counter[str]:
    """What a report would have hidden in the picture, by kind, but for dark covers that it takes for screens."""
    numbers = to_hide(report.verdict)
    return Counter(
        finding.kind
        for finding in report.findings
        if finding.number in numbers and finding.box is not None
        if finding.kind not in OBJECT_KINDS
        or sum(cover.intersection(finding.box) for cover in covers) < ALL_COVER * finding.box.area
    )


def counted(path: Path, entry: dict, screener: Screener, parts: Parts, thorough: Thorough | None) -> Counter[str]:
    """Make the copy of one photo, look at both, and count."""
    counts = Counter({"photos": 1})
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = screener.redact(screener.screen(path), to=Path(folder) / path.name)
        except PhotoError as error:
            print(f"    no copy: {error.message}")
            return counts + Counter({"no copy": 1})
        before, after = parts.look(path), parts.look(Path(made.copy))
        counts["more than one look"] += made.looks > 1
        counts.update(left_in(made, facts_of(entry, before), before, after))
        counts.update(thorough.more_in(made) if thorough else ())
    return counts


def main() -> None:
    """Redact the photos, look at the copies, print a table for each set."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--every", type=int, default=1, help="only every Nth photo")
    arguments.add_argument("--sets", nargs="+", default=SETS)
    arguments.add_argument("--into", type=Path, help="a file that keeps the counts")
    arguments.add_argument("--minutes", type=float, default=1e9, help="begin no photo after so many minutes")
    arguments.add_argument("--thorough", action="store_true", help="look in three more ways")
    asked = arguments.parse_args()
    began = monotonic()
    kept = asked.into.read_text("utf-8").splitlines() if asked.into and asked.into.exists() else []
    done = {row["file"]: Counter(row["counts"]) for row in map(json.loads, kept)}
    screener, parts = Screener(threads=1), Parts()
    thorough = Thorough(screener) if asked.thorough else None
    for name in asked.sets:
        totals: Counter[str] = Counter()
        entries = [json.loads(line) for line in (DATA / name / "labels.jsonl").read_text("utf-8").splitlines()]
        for entry in entries[:: asked.every]:
            file = f"{name}/{entry['file']}"
            if file not in done and monotonic() - began < 60 * asked.minutes:
                print(f"  {file}", flush=True)
                done[file] = counted(DATA / file, entry, screener, parts, thorough)
                if asked.into:
                    with asked.into.open("a", encoding="utf-8") as rows:
                        rows.write(json.dumps({"file": file, "counts": done[file]}) + "\n")
            totals += done.get(file, Counter())
        print(f"{name}: {totals['photos']} of {len(entries[:: asked.every])} photos")
        for what, count in sorted(totals.items()):
            print(f"  {count:>6}  {what}")


if __name__ == "__main__":
    main()
