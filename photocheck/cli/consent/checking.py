"""`photocheck consent check`: which photos are affected when consent ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from photocheck.cli.consent.options import opened
from photocheck.cli.endings import say
from photocheck.cli.options import audience_option, channel_option, register_option
from photocheck.cli.outputs import result_stream
from photocheck.errors import ExitCode

if TYPE_CHECKING:
    from photocheck.consent.affected import Affected, Checker

__all__ = ["check"]

REPORTS: Final = (".json", ".jsonl")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER|PHOTO|REPORT|STORE...")
@audience_option
@channel_option
@register_option
@click.option("--event", metavar="NAME", help="The event where the photos were taken.")
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="Name also the records that end within so many days.",
)
def check(
    *, paths: Sequence[str], audience: str, channel: str, register: str | None, event: str | None, days: int
) -> ExitCode:
    """Say which photos a withdrawal, an ending or another use concerns, copies of linked photos included.

    Photos are not screened again, so this is quick. A REPORT that “--format json” wrote stands for the photos in
    it, a results STORE for those that were checked before: they are known by their content, and copies of them are not
    looked for. A store knows no names, so its photos are called what they were called when they were linked.
    """
    from photocheck.consent.affected import Checker  # noqa: PLC0415 - not needed for --help

    book = opened(register).book(datetime.now(UTC).date())
    checker = Checker(book, audience, channel, days)
    names = {link.value: link.label for stored in book.records.values() for link in stored.links}
    affected = unread = 0
    with result_stream(None) as stream:
        for found in _all_affected(checker, names, paths, event):
            if isinstance(found, str):
                unread += 1
                say(found)
            else:
                affected += 1
                stream.write(f"{found.photo}: {_told(found)}\n")
        if not affected:
            stream.write("No photo is affected.\n" if not unread else "No photo that could be read is affected.\n")
    if unread:
        return ExitCode.NOT_CHECKED
    return ExitCode.NEEDS_ATTENTION if affected else ExitCode.CLEAN


def _all_affected(
    checker: Checker, names: Mapping[str, str], paths: Sequence[str], event: str | None
) -> Iterator[Affected | str]:
    """What is affected, and a sentence for each photo that could not be read; `names` are those of linked photos."""
    from photocheck.batch.sources import find_photos  # noqa: PLC0415 - not needed for --help
    from photocheck.batch.store import screened_in  # noqa: PLC0415
    from photocheck.batch.store_file import is_store  # noqa: PLC0415
    from photocheck.cli.stored import read_reports  # noqa: PLC0415
    from photocheck.consent.photos import look_for  # noqa: PLC0415
    from photocheck.errors import PhotoError  # noqa: PLC0415

    reports = [path for path in paths if Path(path).suffix in REPORTS]
    stores = [path for path in paths if path not in reports and is_store(path)]
    for path in reports:
        for report in read_reports(path):
            yield from checker.check(report.source, sha256=report.sha256, path=report.source, event=event)
    for path in stores:
        for sha256 in dict.fromkeys(screened_in(Path(path))):
            yield from checker.check(names.get(sha256, sha256), sha256=sha256, event=event)
    # Copies that photocheck made are copies all the same: whoever withdrew their consent may be in them.
    with find_photos([one for one in paths if one not in {*reports, *stores}], copies=True) as photos:
        for source in photos:
            if source.problem is not None:
                yield f"{source.name}: {source.problem.message}"
                continue
            try:
                sha256, hashes = look_for(str(source.photo))
            except PhotoError as error:
                yield f"{source.name}: {error.message}"
                continue
            yield from checker.check(source.name, sha256=sha256, path=str(source.photo), event=event, hashes=hashes)


def _told(found: Affected) -> str:
    from photocheck.policy.consent_sentences import day_in_words, gap_in_words  # noqa: PLC0415

    like = f"it looks like {found.copy_of}. " if found.copy_of else ""
    if found.gap is not None:
        return f"{like}{gap_in_words(found.record, found.gap)}"
    ends = found.record.expires_on
    return f"{like}The consent {found.record.reference} ends on {day_in_words(ends) if ends else 'an unknown day'}."
