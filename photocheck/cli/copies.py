"""What a run makes beside its reports: marked pictures, photos sorted by decision, copies to send and to archive."""

from __future__ import annotations

from pathlib import Path

from photocheck.batch.redacting import CopyMaker
from photocheck.batch.running import Runner
from photocheck.batch.sorting import Sorter, folder_of_copies
from photocheck.batch.sources import Source
from photocheck.cli.annotating import Annotator
from photocheck.cli.archiving import Archiver
from photocheck.cli.endings import say
from photocheck.domain.reports import PhotoReport
from photocheck.errors import ExitCode, OutputError
from photocheck.policy import Policy
from photocheck.reports.words import printable

__all__ = ["Copies"]


class Copies:
    """Takes each photo once it was judged, and puts it where it was asked to be.

    Made before photos are looked for: its folders may lie among them, and are passed over once they are there.
    Raises OutputError where a folder cannot be used.
    """

    def __init__(
        self,
        annotate: str | None,
        sort_into: str | None,
        redact_into: str | None,
        archive_into: str | None,
        *,
        link: bool,
    ) -> None:
        self._annotate = None if annotate is None else Path(annotate)
        self._sorter = None if sort_into is None else Sorter(Path(sort_into), link=link)
        self._archiver = None if archive_into is None else Archiver(Path(archive_into))
        self._redact_into = None if redact_into is None else Path(redact_into)
        if self._redact_into is not None:
            folder_of_copies(self._redact_into)
        self.wanted = any(folder is not None for folder in (annotate, sort_into, redact_into, archive_into))
        self._annotator: Annotator | None = None
        self._maker: CopyMaker | None = None

    def begin(self, named: tuple[str, ...], runner: Runner, policy: Policy) -> None:
        """Get ready, now that it is known who looks at the photos."""
        if self._annotate is not None:
            self._annotator = Annotator(self._annotate, named)
        if self._redact_into is not None:
            self._maker = CopyMaker(self._redact_into, policy, runner, _tell)

    def put(self, source: Source, photo: PhotoReport) -> None:
        """Take one photo; raises OutputError where something cannot be written."""
        if self._annotator is not None:
            self._annotator.draw(source.photo, photo)
        if self._sorter is not None:
            self._sorter.put(source, photo.decision)
        if self._maker is not None:
            self._maker.put(source, photo)
        if self._archiver is not None:
            # What could not be checked may show people whom nobody has counted.
            self._archiver.put(source, lambda _: photo.consent, None if photo.problems else photo.people_seen)

    def finish(self, code: ExitCode) -> ExitCode:
        """Wait for what is still being made; returns the code of the run, or that of what was not made.

        Raises OutputError where photos could not be sorted.
        """
        if self._maker is not None:
            self._maker.finish()
        if self._sorter is not None and self._sorter.failed:
            raise OutputError(f"{self._sorter.failed} of the photos could not be read to sort them.")
        incomplete = any(one is not None and one.failed for one in (self._maker, self._archiver))
        return ExitCode.NOT_CHECKED if incomplete else code


def _tell(name: str, why: str) -> None:
    say(f"{printable(name)}: {why}")
