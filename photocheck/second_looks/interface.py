"""What a second look is: it sees the photo and what was found in it so far, and says what is there now.

The built-in ones are named in `photocheck/plugins.py` and run one after the other, each on what the one
before it left: pages first, then what can be read on them, then plates and cards. To add one, write a
class like this and name it there, or as an entry point of the group `photocheck.second_looks`. The class
is called with a `Setup`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from photocheck.domain.findings import Finding
from photocheck.domain.readers import DEFAULT_READER, READERS
from photocheck.errors import UsageError
from photocheck.imaging.photo import Photo

__all__ = ["SecondLook", "Setup"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What second looks are built with: cores for their models, and which of READERS reads pages again.

    Raises UsageError for a reader that there is not.
    """

    threads: int = 1
    reader: str = DEFAULT_READER

    def __post_init__(self) -> None:
        if self.reader not in READERS:
            raise UsageError(f"There is no reader “{self.reader}”.", f"Choose from: {', '.join(READERS)}.")


class SecondLook(Protocol):
    """Looks at one page of a photo again; built once, then called from many threads.

    `name` is the stage that reports and problems name. `models` maps each model's name to its version.
    """

    name: str
    models: Mapping[str, str]

    def look_again(self, photo: Photo, findings: Sequence[Finding]) -> list[Finding]:
        """Everything that is known to be on this page now: the findings, changed, joined, and added to.

        Findings have number 0 and regions in pixels of the upright photo. An exception leaves the findings
        as they were, and makes the verdict `not-checked`.
        """
        ...
