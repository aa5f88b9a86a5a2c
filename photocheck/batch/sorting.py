"""Put photos into a folder for each decision, so that what may go out lies in one place."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from photocheck.batch.files import is_remote, opened
from photocheck.batch.sources import OUTPUT_MARK, Source
from photocheck.domain.verdicts import Decision
from photocheck.errors import OutputError, reason_of
from photocheck.writing import whole_file, write_whole

__all__ = ["Sorter", "folder_of_copies"]

MARK_TEXT = (
    b"The photos in this folder are copies that photocheck made. It passes them over when it checks the folder above.\n"
)


class Sorter:
    """Copies photos to `folder/decision/place`, or links to them, under the place that they had before.

    A photo whose decision has changed since an earlier run is taken out of the folder of its old one: what
    must not go out any more does not stay among what may.
    """

    def __init__(self, folder: Path, *, link: bool = False) -> None:
        """Make the folder, or use that of an earlier run; raises OutputError."""
        folder_of_copies(folder)
        self._folder = folder
        self._link = link
        self.failed = 0

    def put(self, source: Source, decision: Decision) -> None:
        """Put one photo where it belongs; one that cannot be read is counted in `failed`.

        Raises OutputError where it cannot be written.
        """
        if source.problem is not None:
            return
        for other in Decision:
            with suppress(FileNotFoundError, NotADirectoryError):
                (self._folder / other / source.below).unlink()
        target = self._folder / decision / source.below
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"“{target.parent}” could not be made: {reason_of(error)}.") from error
        if isinstance(source.photo, bytes):
            write_whole(target, source.photo)
        elif self._link and not is_remote(source.photo):
            _link(Path(source.photo), target)
        else:
            self._copy(source.photo, target)

    def _copy(self, photo: str, target: Path) -> None:
        try:
            with opened(photo) as original, whole_file(target) as copy:
                shutil.copyfileobj(original, copy)
        except OSError:
            # What could not be read: reading and writing errors differ in that whole_file tells of its own.
            self.failed += 1
            return
        if not is_remote(photo):
            with suppress(OSError):
                shutil.copystat(photo, target)


def folder_of_copies(folder: Path) -> None:
    """Make a folder in which photocheck may put and replace copies, and mark it as such.

    Raises OutputError where it cannot be made, and where it holds something that photocheck did not put there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / OUTPUT_MARK).exists() and any(folder.iterdir()):
            raise OutputError(
                f"The folder “{folder}” holds files that are no copies of photocheck's.",
                "Name a new or an empty folder.",
            )
        write_whole(folder / OUTPUT_MARK, MARK_TEXT)
    except OSError as error:
        raise OutputError(
            f"The folder “{folder}” could not be made: {reason_of(error)}.",
            "Name a folder in which you may write.",
        ) from error


def _link(photo: Path, target: Path) -> None:
    try:
        target.symlink_to(os.path.abspath(photo))  # noqa: PTH100 - a link to a link leads to that link
    except OSError as error:
        raise OutputError(
            f"No link could be made at “{target}”: {reason_of(error)}.",
            "Leave out --link to make copies.",
        ) from error
