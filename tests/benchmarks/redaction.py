"""Look at redacted copies with the raw parts, not with the Screener that made them, and count what is left.

    uv run python tests/benchmarks/redaction.py [--every N] [--sets composites documents faces_misc plates]

Before and after, each photo is read by PP-OCRv6 and Tesseract as a whole, searched for faces by CenterFace at
0.3, and for codes by zxing-cpp. A fact is a labelled one, a number plate, or what the recognisers know in the raw
lines; it counts where its letters and digits stand in what a reader read. `hidden` are things that the copy's own
report says it hid, `missed` those that the raw parts find in the original and that were never found sensitive.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytesseract
import zxingcpp
from PIL import Image, ImageOps

from photocheck.detectors.centerface import CenterFace
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, overlap_over_union
from photocheck.domain.redactions import Redaction
from photocheck.domain.text import ReadText
from photocheck.errors import PhotoError
from photocheck.evaluate.facts import is_strong, plain
from photocheck.readers.rapidocr import RapidOcrReader
from photocheck.recognisers import recognise
from photocheck.screener import Screener

SETS = ("composites", "documents", "faces_misc", "plates")
DATA = Path(__file__).parents[2].parent / "shared" / "data"
FACE_THRESHOLD, FACE_SIDE = 0.3, 960
SAME_FACE = 0.3


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
        lines = [Finding("text", line.polygon, 0.9, "raw", ReadText.secret(line.text)) for line in read]
        tesseract = pytesseract.image_to_string(pixels, config="--psm 11", timeout=60)
        texts = {"PP-OCRv6": plain("".join(line.text for line in read)), "Tesseract": plain(tesseract)}
        codes = {code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(pixels)) if code.valid}
        return Seen(texts, lines, self.faces(pixels), codes)

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
    for finding in recognise(seen.lines):
        for match in finding.matches:
            facts.setdefault(plain(match.text.shown(reveal=True)), match.pattern)
    return {text: pattern for text, pattern in facts.items() if len(text) >= 5}


def left_in(made: Redaction, facts: dict[str, str], before: Seen, after: Seen) -> Counter[str]:
    """Count what the raw parts found before, and find after."""
    counts: Counter[str] = Counter()
    recognised = {plain(match.text.shown(reveal=True)) for finding in made.before.findings for match in finding.matches}
    for text, pattern in facts.items():
        for reader in before.texts:
            if text not in before.texts[reader]:
                continue
            strength = "strong" if is_strong(pattern) else "weak"
            counts[f"{strength} facts before, {reader}"] += 1
            if text in after.texts[reader]:
                known = any(text in one or one in text for one in recognised if one)
                counts[f"{strength} facts after, {reader}"] += 1
                print(f"    left: {pattern} {text!r} ({reader}); {'recognised' if known else 'never recognised'}")
    hidden = [area.region.box for area in made.areas if area.kind == "face"]
    counts["faces before"] += len(before.faces)
    for face in before.faces:
        again = [found for found in after.faces if overlap_over_union(face, found) >= SAME_FACE]
        was_hidden = any(area.contains(face.centre) for area in hidden)
        counts["faces hidden"] += was_hidden
        if again:
            counts["faces after, in a hidden region" if was_hidden else "faces after, never hidden"] += 1
            print(f"    left: a face of {face.width:.0f} pixels, {'hidden' if was_hidden else 'never hidden'}")
    counts["codes before"] += len(before.codes)
    counts["codes after"] += len(after.codes)
    return counts


def main() -> None:
    """Redact the photos, look at the copies, print a table for each set."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--every", type=int, default=1, help="only every Nth photo")
    arguments.add_argument("--sets", nargs="+", default=SETS)
    asked = arguments.parse_args()
    screener, parts = Screener(threads=1), Parts()
    for name in asked.sets:
        counts: Counter[str] = Counter()
        entries = [json.loads(line) for line in (DATA / name / "labels.jsonl").read_text("utf-8").splitlines()]
        for entry in entries[:: asked.every]:
            path = DATA / name / entry["file"]
            print(f"  {entry['file']}", flush=True)
            counts["photos"] += 1
            with tempfile.TemporaryDirectory() as folder:
                try:
                    made = screener.redact(screener.screen(path), to=Path(folder) / path.name)
                except PhotoError as error:
                    counts["no copy"] += 1
                    print(f"    no copy: {error.message}")
                    continue
                before, after = parts.look(path), parts.look(Path(made.copy))
            counts["more than one look"] += made.looks > 1
            counts += left_in(made, facts_of(entry, before), before, after)
        print(f"{name}")
        for what, count in sorted(counts.items()):
            print(f"  {count:>6}  {what}")


if __name__ == "__main__":
    main()
