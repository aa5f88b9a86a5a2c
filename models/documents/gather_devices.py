"""Gather photos of real screens and phones to learn from: those named here, as far as their licence allows it.

    python gather_devices.py DATA FILE

DATA holds objects/labels.jsonl. Writes FILE, a pickle of (JPEG bytes, [(box, kind or None)]); None says that what is
there may be called anything. All other photos of the set are for measuring: for each camera of which there are two
photos one is learned from, and half of the photos of a man with a phone.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from pathlib import Path

ALLOWED = re.compile(r"^(public.domain|CC0|CC BY(-SA)? \d)", re.IGNORECASE)
CALLED = {"phone": "screen"}
LEARNED_FROM = (
    "cctv_03", "cctv_14", "cctv_19", "cctv_31", "cctv_43",
    "hold_03", "hold_05", "hold_07", "hold_12", "hold_20", "holdneg_05",
)  # fmt: skip
# What the labels leave out, looked at by eye.
FURTHER = {
    "cctv_03": (
        (None, (150, 45, 250, 170)), (None, (325, 45, 470, 138)), (None, (118, 528, 192, 595)),
        (None, (490, 172, 550, 222)), (None, (0, 440, 45, 530)), (None, (595, 435, 640, 500)),
        (None, (70, 180, 115, 270)), (None, (40, 345, 65, 420)),
    ),
    "cctv_14": (
        (None, (403, 84, 427, 116)), (None, (510, 55, 582, 150)), (None, (130, 225, 165, 245)),
        (None, (205, 230, 225, 250)), (None, (215, 580, 252, 620)), (None, (0, 0, 30, 170)), (None, (575, 0, 640, 40)),
    ),
    "cctv_19": (
        ("document", (583, 290, 620, 382)), (None, (435, 425, 502, 575)), (None, (122, 78, 168, 172)),
        (None, (160, 285, 228, 352)), (None, (133, 370, 165, 447)), (None, (598, 418, 635, 500)),
        (None, (570, 60, 640, 210)), (None, (82, 375, 110, 445)), (None, (245, 310, 275, 338)),
        (None, (408, 268, 450, 325)),
    ),
    "cctv_31": (("screen", (365, 155, 410, 220)), (None, (385, 458, 406, 484)), (None, (40, 378, 62, 415))),
    "cctv_43": (
        ("screen", (268, 392, 310, 450)), ("document", (388, 258, 415, 318)), (None, (446, 255, 465, 300)),
        (None, (432, 300, 456, 338)), (None, (133, 411, 162, 458)), (None, (65, 395, 95, 465)),
        (None, (610, 60, 640, 160)), (None, (508, 358, 527, 388)), (None, (110, 0, 250, 20)),
    ),
}  # fmt: skip


def main(data: Path, target: Path) -> None:
    """Read, check and write."""
    found = []
    for line in (data / "objects/labels.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        name = Path(record["file"]).stem
        if name not in LEARNED_FROM:
            continue
        if not ALLOWED.match(record["licence"]):
            raise SystemExit(f"{name}: its licence does not allow it: {record['licence']}")
        boxes = [(tuple(truth["box"]), CALLED.get(truth["kind"], truth["kind"])) for truth in record["truth"]]
        boxes += [(box, kind) for kind, box in FURTHER.get(name, ())]
        found.append(((data / "objects" / record["file"]).read_bytes(), boxes))
    target.write_bytes(pickle.dumps(found))
    print(f"{len(found)} photos")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
