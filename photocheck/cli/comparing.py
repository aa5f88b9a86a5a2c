"""Pictures of a photo and its copy side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from photocheck.cli.free_names import FreeNames
from photocheck.domain.redactions import Redaction
from photocheck.errors import OutputError, PhotoError, reason_of
from photocheck.writing import write_whole

__all__ = ["Comparer"]

COMPARED: Final = ".compared.png"


class Comparer:
    """Draws one PNG for each copy, under names that never collide: `party.jpg.compared.png`.

    They show the original, so they are for checking only. Those of an earlier run are replaced.
    """

    def __init__(self, folder: Path, targets: Sequence[Path]) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"The folder “{folder}” for pictures side by side could not be made: {reason_of(error)}.",
                "Name a folder in which you may write.",
            ) from error
        self._names = FreeNames(folder, targets)

    def draw(self, original: str | bytes, redaction: Redaction) -> None:
        """Draw the first page of the original and of its copy."""
        from photocheck.imaging.opening import open_photo  # noqa: PLC0415 - heavy
        from photocheck.redaction.side_by_side import side_by_side  # noqa: PLC0415 - heavy

        try:
            before, after = (next(open_photo(photo).pages()).pixels for photo in (original, redaction.copy))
        except PhotoError:
            # It was opened a moment ago; that it is gone takes nothing from the copy.
            return
        title = f"{redaction.source}: hidden: {redaction.words}"
        path = self._names.name(Path(redaction.source).name[:120] or "photo", COMPARED)
        write_whole(path, side_by_side(before, after, title))
