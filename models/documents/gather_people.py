"""Gather photos of people that scenes are drawn on: only those that their list puts under CC0.

    python gather_people.py DATA PEOPLE BACKGROUNDS

DATA holds faces_mask/labels.jsonl. Whoever is alone and near goes to PEOPLE, to be given something to hold; all others
to BACKGROUNDS, beside what gather_backgrounds.py put there.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

# A face at least this part of the photo's height is near.
NEAR = 0.13
# They show phones, papers, screens or printed boards, which the labels of scenes would not know of.
UNWANTED = {
    28, 42, 134, 151, 181, 182, 191, 212, 216, 229, 242, 293, 308, 354, 365, 381, 414, 416, 430, 535, 542, 548, 557,
    560, 616, 656, 680, 691, 704, 756, 763, 812, 822, 844,
}  # fmt: skip
# Nobody stands in these.
POSTERS = {181, 216, 242, 542}


def main(data: Path, people: Path, backgrounds: Path) -> None:
    """Read the list and copy."""
    for folder in (people, backgrounds):
        folder.mkdir(parents=True, exist_ok=True)
    for line in (data / "faces_mask/labels.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        file = data / "faces_mask" / record["file"]
        number = int("".join(filter(str.isdigit, file.stem)))
        if not record["licence"].startswith("CC0"):
            continue
        heights = [truth["box"][3] - truth["box"][1] for truth in record["truth"] if truth["kind"] == "face"]
        if len(heights) == 1 and heights[0] > NEAR * record["height"] and number not in POSTERS:
            shutil.copy(file, people / f"{number}.jpg")
        if number not in UNWANTED:
            shutil.copy(file, backgrounds / f"people-{number}.jpg")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:4]))
