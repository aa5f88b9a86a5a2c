"""The parts that can be added to: which there are, without importing any of them.

To add a part of our own, name it here. Another package adds one by an entry point of the group
`photocheck.detectors`, `photocheck.second_looks` or `photocheck.recognisers`; nothing of photocheck has to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Final

__all__ = [
    "DETECTORS",
    "DETECTOR_GROUP",
    "RECOGNISER_GROUP",
    "SECOND_LOOKS",
    "SECOND_LOOK_GROUP",
    "Plugin",
    "detectors",
    "other_recognisers",
    "second_looks",
]

DETECTOR_GROUP: Final = "photocheck.detectors"
RECOGNISER_GROUP: Final = "photocheck.recognisers"
SECOND_LOOK_GROUP: Final = "photocheck.second_looks"


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

# In this order: each sees what the one before it left.
SECOND_LOOKS: Final = (
    Plugin("documents", "photocheck.second_looks.documents:DocumentLook", "pages, screens, boards, cards and notes"),
    Plugin("reading-again", "photocheck.second_looks.reading_again:ReadingAgain", "what was read badly on them"),
    Plugin("plates", "photocheck.second_looks.plates:PlateLook", "number plates"),
    Plugin("cards", "photocheck.second_looks.cards:CardLook", "ID cards and badges among them"),
)


def detectors() -> Iterator[Plugin]:
    """Yield our own detectors, then those that other packages bring."""
    yield from _plugins(DETECTORS, DETECTOR_GROUP)


def second_looks() -> Iterator[Plugin]:
    """Yield our own second looks in their order, then those that other packages bring."""
    yield from _plugins(SECOND_LOOKS, SECOND_LOOK_GROUP)


def other_recognisers() -> Iterator[Plugin]:
    """Yield the recognisers that other packages bring; our own are few lines each and listed in their folder."""
    yield from _plugins((), RECOGNISER_GROUP)


def _plugins(ours: Iterable[Plugin], group: str) -> Iterator[Plugin]:
    yield from ours
    for entry in entry_points(group=group):
        yield Plugin(entry.name, entry.value, entry.name)
