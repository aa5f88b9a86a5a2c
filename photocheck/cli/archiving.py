"""Archive copies of photos in a folder, under the places that the photos had before."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from photocheck.batch.files import fetched, is_remote
from photocheck.batch.sorting import folder_of_copies
from photocheck.batch.sources import Source
from photocheck.cli.endings import say
from photocheck.errors import OutputError, PhotoError, reason_of
from photocheck.reports.words import printable

if TYPE_CHECKING:
    from photocheck.domain.consent import ConsentState

__all__ = ["Archiver"]


class Archiver:
    """Puts an archive copy of each photo into a folder, and counts those of which none could be made."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, or use that of an earlier run; raises OutputError."""
        folder_of_copies(folder)
        self._folder = folder
        self.made = 0
        self.failed = 0

    def put(self, source: Source, consent: Callable[[str], ConsentState], people_seen: int | None) -> None:
        """Make the copy of one photo, with the consent for its sha256; raises OutputError where it cannot be written.

        `people_seen` is how many people were found in it, None where nobody has looked.
        """
        from photocheck.consent.archive import release_of  # noqa: PLC0415 - not needed for --help
        from photocheck.consent.archiving import archive_copy  # noqa: PLC0415 - heavy

        target = self._folder / source.below
        try:
            data = _contents(source)
            copy = archive_copy(data, release_of(consent(hashlib.sha256(data).hexdigest()), people_seen))
            target.parent.mkdir(parents=True, exist_ok=True)
            copy.write(target)
        except PhotoError as error:
            say(f"{printable(source.name)}: {error.message} There is no archive copy of it.", error.hint)
            self.failed += 1
            return
        except OSError as error:
            raise OutputError(f"“{target.parent}” could not be made: {reason_of(error)}.") from error
        self.made += 1
        if isinstance(source.photo, str) and not is_remote(source.photo):
            with suppress(OSError):
                shutil.copystat(source.photo, target)


def _contents(source: Source) -> bytes:
    """The bytes of the photo; raises PhotoError where it cannot be read."""
    from photocheck.imaging.limits import Limits  # noqa: PLC0415 - heavy
    from photocheck.imaging.opening import read_photo  # noqa: PLC0415

    if source.problem is not None:
        raise PhotoError(source.problem.message, source.problem.hint)
    photo = fetched(source.photo)
    return photo if isinstance(photo, bytes) else read_photo(Path(photo), Limits())
