"""The weights of the text reader, inside the rapidocr wheel.

Nothing is ever fetched: RapidOCR's own loader would download what it misses.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from photocheck.errors import ModelError
from photocheck.inference.store import Weights

__all__ = ["detection_weights", "recognition_weights"]

PACKAGE: Final = "rapidocr"
LICENCE: Final = "Apache-2.0"
REINSTALL: Final = "Install it again: pip install --force-reinstall --no-deps rapidocr"


def detection_weights() -> Weights:
    """PP-OCRv6 small, the network that finds lines; raises ModelError where rapidocr is not installed."""
    return _in_wheel(
        "pp-ocrv6-det-small",
        "models/PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    )


def recognition_weights() -> Weights:
    """PP-OCRv6 small, the network that reads lines; raises ModelError where rapidocr is not installed."""
    return _in_wheel(
        "pp-ocrv6-rec-small",
        "models/PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    )


def _in_wheel(name: str, file: str, sha256: str) -> Weights:
    # The package itself is not imported: that takes 0.7 s, and only its files are needed.
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"The package {PACKAGE}, which holds the model “{name}”, is not installed.", REINSTALL)
    folder = Path(spec.submodule_search_locations[0])
    return Weights(name, folder / file, sha256, LICENCE, f"the wheel {PACKAGE}, file {PACKAGE}/{file}", REINSTALL)
