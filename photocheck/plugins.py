"""The parts that can be added to: which there are, without importing any of them.

To add a part of our own, name it here. Another package adds one by an entry point of the group
`photocheck.detectors` or `photocheck.recognisers`; nothing of photocheck has to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Final

__all__ = ["DETECTORS", "DETECTOR_GROUP", "RECOGNISER_GROUP", "Plugin", "detectors", "other_recognisers"]

DETECTOR_GROUP: Final = "photocheck.detectors"
RECOGNISER_GROUP: Final = "photocheck.recognisers"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A part by name: `target` is "module:attribute", a class whose instances do the work, or a function."""

    name: str
    target: str
    looks_for: str

    def load(self) -> Any:  # noqa: ANN401 - each family's interface module says what comes back
        """Import the part and return it; raises ImportError or AttributeError where it is missing."""
        module, _, attribute = self.target.partition(":")
        return getattr(import_module(module), attribute)


DETECTORS: Final = (
    Plugin("faces", "photocheck.detectors.faces:FaceDetector", "faces"),
    Plugin("text", "photocheck.detectors.text:TextDetector", "text that can be read"),
    Plugin("codes", "photocheck.detectors.codes:CodeDetector", "QR codes and barcodes"),
    Plugin("metadata", "photocheck.detectors.metadata:MetadataDetector", "what the file itself gives away"),
)


def detectors() -> Iterator[Plugin]:
    """Yield our own detectors, then those that other packages bring."""
    yield from DETECTORS
    for entry in entry_points(group=DETECTOR_GROUP):
        yield Plugin(entry.name, entry.value, entry.name)


def other_recognisers() -> Iterator[Plugin]:
    """Yield the recognisers that other packages bring; our own are few lines each and listed in their folder."""
    for entry in entry_points(group=RECOGNISER_GROUP):
        yield Plugin(entry.name, entry.value, entry.name)
