"""`photocheck consent qr|slate|link-slates`: forms and cards, where the photos are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.options import opened
from photocheck.cli.endings import say
from photocheck.cli.options import policy_option, register_option
from photocheck.cli.outputs import result_stream
from photocheck.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from photocheck.consent.records import Link
    from photocheck.consent.slates import Shot
    from photocheck.policy import ConsentForm

__all__ = ["link_slates", "qr", "slate"]

output_option = click.option("--output", "-o", metavar="FILE.png", help="Write a picture to print.")


@click.command()
@policy_option
@click.option("--council", metavar="NAME", help="Which form, where the policy has several; the first by default.")
@click.option("--reference", default="", metavar="R", help="Filled into the form's link, where it has a place for it.")
@click.option("--photo", default="", metavar="NAME", help="The same for the photo.")
@click.option("--event", default="", metavar="NAME", help="The same for the event.")
@output_option
def qr(*, policy: str, council: str | None, reference: str, photo: str, event: str, output: str | None) -> None:
    """Show the consent form's QR code, so that somebody can fill it in on the spot."""
    from photocheck.consent.cards import form_png, form_text  # noqa: PLC0415 - not needed for --help
    from photocheck.policy import load_policy  # noqa: PLC0415

    form = _form(load_policy(policy).consent_forms, council)
    link = form.filled(reference=reference, photo=photo, event=event)
    if output is not None:
        _write(output, form_png(link))
        return
    with result_stream(None) as stream:
        stream.write(f"{form.council}\n{link}\n{form_text(link)}")


@click.command()
@click.argument("reference", metavar="REFERENCE")
@click.option("--title", default="", metavar="TEXT", help="A line of your own, such as the event.")
@click.option("--output", "-o", required=True, metavar="FILE.png", help="Where to write the card.")
def slate(*, reference: str, title: str, output: str) -> None:
    """Make a card to print: photographed first, it says whom the shots after it belong to."""
    from photocheck.consent.cards import slate_png  # noqa: PLC0415 - not needed for --help

    _write(output, slate_png(reference, title))


@click.command("link-slates")
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER|PHOTO...")
@register_option
def link_slates(*, paths: Sequence[str], register: str | None) -> ExitCode:
    """Link the shots of a shoot to the cards that were photographed before them.

    Shots go by the camera's clock: each belongs to the last card before it, until the next card.
    """
    from photocheck.consent.slates import belonging  # noqa: PLC0415 - not needed for --help

    book = opened(register)
    links: dict[str, Link] = {}
    shots, unread = _shots(paths, links)
    whose: defaultdict[str, list[str]] = defaultdict(list)
    left = []
    for shot, reference in belonging(shots):
        if reference is not None:
            whose[reference].append(shot.path)
        elif shot.slate is None:
            left.append(shot.path)
    # A card of a form that is not on file is told before anything is linked.
    for reference in whose:
        book.record(reference)
    with result_stream(None) as stream:
        for reference, photos in whose.items():
            book.link(reference, [links[path] for path in photos])
            stream.write(f"{reference}: {len(photos)} {'photo' if len(photos) == 1 else 'photos'}\n")
        for path in left:
            stream.write(f"{path}: belongs to no card\n")
        if not any(shot.slate for shot in shots):
            stream.write("No card was found.\n")
    return ExitCode.NOT_CHECKED if unread else ExitCode.NEEDS_ATTENTION if left else ExitCode.CLEAN


def _shots(paths: Sequence[str], links: dict[str, Link]) -> tuple[list[Shot], int]:
    """When each photo was taken and which card is on it, and how many could not be read.

    Puts into `links` how each is linked, by its path, since it is open just now.
    """
    from photocheck.batch.sources import find_photos  # noqa: PLC0415 - not needed for --help
    from photocheck.consent.photos import link_to  # noqa: PLC0415
    from photocheck.consent.slates import Shot, reference_on  # noqa: PLC0415
    from photocheck.detectors.codes import CodeDetector  # noqa: PLC0415
    from photocheck.errors import PhotoError  # noqa: PLC0415
    from photocheck.imaging.opening import open_photo  # noqa: PLC0415

    codes = CodeDetector()
    shots, unread = [], 0
    with find_photos(paths) as photos:
        for source in photos:
            try:
                opened_photo = open_photo(source.photo, name=source.name)
                page = next(opened_photo.pages())
            except PhotoError as error:
                say(f"{source.name}: {error.message}")
                unread += 1
                continue
            contents = (found.text.shown(reveal=True) for found in codes.detect(page) if found.text is not None)
            card = next(filter(None, map(reference_on, contents)), None)
            shots.append(Shot(str(source.photo), opened_photo.taken_at, card))
            links[str(source.photo)] = link_to(page)
    return shots, unread


def _form(forms: Sequence[ConsentForm], council: str | None) -> ConsentForm:
    fitting = [form for form in forms if council is None or council.casefold() in form.council.casefold()]
    if not fitting:
        there = ", ".join(form.council for form in forms)
        raise UsageError(
            f"The policy has no consent form of “{council}”." if council else "The policy has no consent form.",
            f"It has those of {there}." if there else None,
        )
    return fitting[0]


def _write(path: str, picture: bytes) -> None:
    from photocheck.writing import write_whole  # noqa: PLC0415 - not needed for --help

    write_whole(path, picture)
    click.echo(f"{Path(path).name} is written.")
