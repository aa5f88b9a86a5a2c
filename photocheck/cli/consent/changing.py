"""`photocheck consent link|unlink|withdraw|expire|forget`: change what is on file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.kept_faces import delete_encodings
from photocheck.cli.consent.options import DAY, opened
from photocheck.cli.options import people_file_option, register_option
from photocheck.errors import UsageError

if TYPE_CHECKING:
    from photocheck.consent.records import Link

__all__ = ["expire", "forget", "link", "unlink", "withdraw"]

reference_argument = click.argument("reference", metavar="REFERENCE")
paths_argument = click.argument("paths", nargs=-1, metavar="[PHOTO|FOLDER]...")
event_option = click.option("--event", "events", multiple=True, metavar="NAME", help="An event, by its name.")


@click.command()
@reference_argument
@paths_argument
@event_option
@click.option(
    "--face",
    "faces",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="NUMBER",
    help="Only this face of the one photo that is named, by its number in “photocheck PHOTO”. May be repeated.",
)
@register_option
@click.pass_context
def link(
    ctx: click.Context, /, *, reference: str, paths: Sequence[str], events: Sequence[str], faces: Sequence[int],
    register: str | None,
) -> None:  # fmt: skip
    """Say which photos, folders or events a record covers.

    A photo is known by its content, so it may be moved and renamed; a folder covers all that is in it.
    """
    book = opened(register)
    # A mistyped reference is told before anything is looked at.
    book.record(reference)
    new = [*_face_links(ctx, paths, faces)] if faces else [*_links(paths, events)]
    count = book.link(reference, new)
    click.echo(f"{reference} covers {count} more." if count else f"{reference} covered that already.")


@click.command()
@reference_argument
@paths_argument
@event_option
@register_option
def unlink(*, reference: str, paths: Sequence[str], events: Sequence[str], register: str | None) -> None:
    """Say which photos, folders or events a record covers no longer, faces in those photos included."""
    from photocheck.consent.records import Link, LinkKind  # noqa: PLC0415 - not needed for --help

    old = list(_links(paths, events))
    old += [Link(LinkKind.FACE, one.value) for one in old if one.kind is LinkKind.PHOTO]
    count = opened(register).unlink(reference, old)
    click.echo(f"{reference} covers {count} less." if count else f"{reference} did not cover that.")


@click.command()
@reference_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words; kept with the record.")
@click.option("--on", type=DAY, help="From which day on; today by default.")
@people_file_option
@register_option
def withdraw(
    *, reference: str, reason: str, on: datetime | None, people_file: str | None, register: str | None
) -> None:
    """Note that consent was taken back; what is kept of a face is deleted at once, from every people file known."""
    day = (on or datetime.now(UTC)).date()
    book = opened(register)
    book.withdraw(reference, reason, day)
    faces = delete_encodings(book, register, people_file, reference)
    click.echo(f"{reference} is withdrawn from {day}. Photos already sent: photocheck consent check FOLDER")
    faces.tell_of_what_is_left(reference)


@click.command()
@reference_argument
@click.option("--on", required=True, type=DAY, help="The last day on which it holds.")
@register_option
def expire(*, reference: str, on: datetime, register: str | None) -> None:
    """Let a record end on a day."""
    opened(register).expire(reference, on.date())
    click.echo(f"{reference} holds until {on.date()}.")


@click.command()
@reference_argument
@click.option("--yes", is_flag=True, help="Do not ask again.")
@people_file_option
@register_option
def forget(*, reference: str, yes: bool, people_file: str | None, register: str | None) -> None:
    """Erase a record for good, and what is kept of a face; the log keeps only that it was done."""
    book = opened(register)
    book.record(reference)
    if not yes:
        click.confirm(f"Erase {reference} for good?", abort=True, err=True)
    faces = delete_encodings(book, register, people_file, reference)
    book.forget(reference)
    click.echo(f"{reference} is forgotten.")
    # Said last: the record is gone in any case, and nothing else knows of these places any more.
    faces.tell_of_what_is_left(reference)


def _links(paths: Sequence[str], events: Sequence[str]) -> Iterator[Link]:
    from photocheck.consent.photos import photo_link  # noqa: PLC0415 - not needed for --help
    from photocheck.consent.records import Link, LinkKind, folder_link  # noqa: PLC0415

    if not paths and not events:
        raise UsageError("Name a photo, a folder or an event.")
    for path in paths:
        yield folder_link(path) if Path(path).is_dir() else photo_link(path)
    for event in events:
        yield Link(LinkKind.EVENT, event, event)


def _face_links(ctx: click.Context, paths: Sequence[str], faces: Sequence[int]) -> Iterator[Link]:
    """Look at the one photo, and link the faces of these numbers."""
    from photocheck.cli.screening import build_screener  # noqa: PLC0415 - loads the models
    from photocheck.consent.photos import photo_link  # noqa: PLC0415
    from photocheck.consent.records import LinkKind  # noqa: PLC0415

    if len(paths) != 1 or Path(paths[0]).is_dir():
        raise UsageError("“--face” speaks of one photo: name just that one.")
    path = paths[0]
    photo = photo_link(path)
    report = (ctx.obj or build_screener)("whatsapp", "colleagues", "whatsapp").screen(path)
    boxes = {one.number: one for one in report.findings if one.kind == "face" and one.box is not None}
    for number in faces:
        if number not in boxes:
            there = f"Its faces are {', '.join(map(str, boxes))}." if boxes else "No face was found in it."
            raise UsageError(f"Number {number} of {path} is no face.", there)
        yield replace(photo, kind=LinkKind.FACE, box=boxes[number].box, page=boxes[number].page)
