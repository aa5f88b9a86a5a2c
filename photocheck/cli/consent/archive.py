"""`photocheck consent archive`: copies for the picture archive that say which consent is on file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.options import opened
from photocheck.cli.options import register_option
from photocheck.errors import ExitCode

if TYPE_CHECKING:
    from photocheck.domain.consent import ConsentState

__all__ = ["archive"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PHOTO|FOLDER...")
@click.option("--archive-into", required=True, metavar="DIR", help="Where the copies go, in folders as before.")
@click.option("--event", metavar="NAME", help="The event where the photos were taken.")
@register_option
def archive(*, paths: Sequence[str], archive_into: str, event: str | None, register: str | None) -> ExitCode:
    """Copy photos for the picture archive, with the consent on file written into them.

    The fields are those of IPTC and PLUS: ModelReleaseStatus, ModelReleaseID (the references of records that hold
    today), MinorModelAgeDisclosure, and MWG regions of the faces that are linked to records. The picture itself and
    all else in the file stay as they are; a format without a place for fields gets a file NAME.xmp beside the copy.
    “photocheck PHOTO --archive-into DIR” does the same after it has counted the people.
    """
    from photocheck.batch.sources import find_photos  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.archiving import Archiver  # noqa: PLC0415

    book = opened(register).book(datetime.now(UTC).date())
    archiver = Archiver(Path(archive_into))
    with find_photos(paths) as photos:
        for source in photos:

            def on_file(sha256: str, where: str | bytes = source.photo) -> ConsentState:
                path = None if isinstance(where, bytes) else where
                return book.state_for(sha256=sha256, path=path, event=event)

            archiver.put(source, on_file, None)
    click.echo(f"{archiver.made} {'copy is' if archiver.made == 1 else 'copies are'} in {archive_into}.")
    return ExitCode.NOT_CHECKED if archiver.failed or not archiver.made else ExitCode.CLEAN
