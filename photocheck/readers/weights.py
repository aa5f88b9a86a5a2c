"""The weights of the text reader: where they lie in the rapidocr wheel, and that they are the ones we know.

Nothing is ever fetched: RapidOCR's own loader would download what it misses.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from photocheck.errors import ModelError

__all__ = ["DETECTION", "RECOGNITION", "WheelWeights"]

REINSTALL: Final = "Install it again: pip install --force-reinstall --no-deps rapidocr"


@dataclass(frozen=True, slots=True)
class WheelWeights:
    """A file of weights inside an installed package, with the sha256 it must have."""

    name: str
    package: str
    path: str
    sha256: str

    @property
    def version(self) -> str:
        """What reports call this version: the first 12 hexadecimal digits of the sha256."""
        return self.sha256[:12]

    def read(self) -> bytes:
        """Read the file once and check it; raises ModelError when it is missing or another one."""
        location = self._location()
        try:
            content = location.read_bytes()
        except OSError as error:
            raise ModelError(f"The model {self.name} could not be read at {location}.", REINSTALL) from error
        if sha256(content).hexdigest() != self.sha256:
            raise ModelError(f"The model {self.name} at {location} is damaged or not the version we know.", REINSTALL)
        return content

    def _location(self) -> Path:
        # The package itself is not imported: that takes 0.7 s, and only its files are needed.
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            raise ModelError(f"The package {self.package}, which holds the model {self.name}, is missing.", REINSTALL)
        return Path(spec.submodule_search_locations[0]) / self.path


# Apache-2.0, PaddlePaddle; the sums are also those of rapidocr's own default_models.yaml.
DETECTION: Final = WheelWeights(
    "pp-ocrv6-det-small",
    "rapidocr",
    "models/PP-OCRv6_det_small.onnx",
    "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
)
RECOGNITION: Final = WheelWeights(
    "pp-ocrv6-rec-small",
    "rapidocr",
    "models/PP-OCRv6_rec_small.onnx",
    "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
)
