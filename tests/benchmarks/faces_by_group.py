"""Which faces are found and which are missed, by groups: size, mask, and how dark the picture of the face is.

    uv run python tests/benchmarks/faces_by_group.py [SET...]

No set of ours is labelled by skin tone, age or sex, so recall by these cannot be measured. What the pixels tell is how
light the picture of a face is (CIE L*, the median of forehead and eyes), which is made of light, shade, exposure and
skin together: a detector that fails on dark pictures of faces fails people with dark skin more often, but one that does
not is not proven fair. Only faces of 16 pixels and more are told apart by it, so that small ones do not decide.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from photocheck.detectors.faces import FaceDetector
from photocheck.evaluate.kinds import MEASURED
from photocheck.evaluate.labels import load_set
from photocheck.imaging.opening import open_photo
from photocheck.inference.cores import available_cores

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("faces_misc", "faces_mask", "faces_wider")
FACE = next(measured for measured in MEASURED if measured.kind == "face")
SIZES = (0, 8, 12, 16, 32, 64, 128)
LIGHTNESS = (0, 30, 40, 50, 60, 70)
LARGE_ENOUGH = 16
# Above masks, within the hair: from these shares of the box's height and width to those.
FOREHEAD = (0.15, 0.45, 0.3, 0.7)


def lightness_of(pixels, box):
    """The median L* of a face's forehead and eyes, 0 is black and 100 white; None where there are no pixels."""
    top, bottom = (round(box.top + share * box.height) for share in FOREHEAD[:2])
    left, right = (round(box.left + share * box.width) for share in FOREHEAD[2:])
    part = np.ascontiguousarray(pixels[max(0, top) : bottom, max(0, left) : right])
    if not part.size:
        return None
    return float(np.median(cv2.cvtColor(part.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[..., 0]))


def band(value, bounds):
    """The band of a value in words."""
    at = max(at for at, low in enumerate(bounds) if value >= low)
    return f"{bounds[at]} to {bounds[at + 1]}" if at + 1 < len(bounds) else f"{bounds[at]} and more"


def masks_in(labels):
    """What the labels say of masks, by photo and the corner of the box."""
    rows = map(json.loads, labels.read_text(encoding="utf-8").splitlines())
    return {
        (row["file"], *map(float, truth["box"][:2])): truth["mask"]
        for row in rows
        for truth in row["truth"]
        if "mask" in truth
    }


def main():
    """Look at the photos, and print what was found in each group of each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="faces_misc, faces_mask and faces_wider unless given")
    detector = FaceDetector(threads=available_cores())
    for folder in parser.parse_args().sets or [DATA / name for name in SETS]:
        labels = folder / "labels.jsonl"
        masks = masks_in(labels)
        groups = defaultdict(lambda: [0, 0])
        for labelled in load_set(labels).photos:
            photo = next(open_photo(labelled.path).pages())
            pairing = FACE.pair(FACE.truths(labelled), detector.detect(photo), FACE.overlap)
            faces = [(truth, True) for truth, _ in pairing.hits] + [(truth, False) for truth in pairing.misses]
            for truth, found in faces:
                for group in groups_of(
                    truth.box, photo.pixels, masks.get((labelled.file, truth.box.left, truth.box.top))
                ):
                    groups[group][0] += found
                    groups[group][1] += 1
        print(folder.name)
        for (what, which), (found, of) in sorted(groups.items(), key=_in_order):
            print(f"  {what:10} {which:14} {found:5} of {of:5}  {found / of:.2f}")


def _in_order(entry):
    (what, which), _ = entry
    return what, float(which.split()[0]) if which[0].isdigit() else 0.0, which


def groups_of(box, pixels, mask):
    """The groups to which a face belongs."""
    short = min(box.width, box.height)
    yield "size", band(short, SIZES)
    if mask is not None:
        yield "mask", str(mask)
    lightness = lightness_of(pixels, box) if short >= LARGE_ENOUGH else None
    if lightness is not None:
        yield "lightness", band(lightness, LIGHTNESS)


if __name__ == "__main__":
    main()
