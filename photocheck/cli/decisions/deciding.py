"""`photocheck decisions add|withdraw|forget`: decide about things in a photo, take that back, and erase it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from photocheck.cli.consent.options import DAY, as_day, opened
from photocheck.cli.decisions.photos import sha256_of
from photocheck.cli.options import complete_files, register_option
from photocheck.domain.rulings import NOT_SENSITIVE, SENSITIVE
from photocheck.errors import UsageError

__all__ = ["add", "forget", "withdraw"]


@click.command(
    epilog="\b\nReasons that have a name, for --because:\n"
    + "\n".join(f"  {name:<15} {words}" for name, words in {**NOT_SENSITIVE, **SENSITIVE}.items())
)
@click.argument("report", metavar="REPORT", shell_complete=complete_files)
@click.argument("numbers", type=click.IntRange(min=1), nargs=-1, required=True, metavar="NUMBER...")
@click.option("--sensitive/--not-sensitive", default=None, help="What you decided about them.")
@click.option("--because", "reason", required=True, metavar="TEXT", help="Why: the name of a reason, or words.")
@click.option("--photo", metavar="NAME", help="Which photo is meant, where the report holds several.")
@click.option("--expires", type=DAY, help="The last day on which it holds that they are not sensitive.")
@register_option
def add(
    *, report: str, numbers: Sequence[int], sensitive: bool | None, reason: str, photo: str | None,
    expires: datetime | None, register: str | None,
) -> None:  # fmt: skip
    """Decide that things in a photo are sensitive, or that they are not.

    REPORT is a file that “--format json” or “--format jsonl” wrote, and the numbers are those of what was found there.
    """
    from photocheck.cli.stored import choose_photo, read_reports  # noqa: PLC0415 - not needed for --help
    from photocheck.consent.rulings import NewRuling  # noqa: PLC0415

    if sensitive is None:
        raise UsageError("Say what you decided: --sensitive or --not-sensitive.")
    chosen = choose_photo(read_reports(report), photo)
    found = {finding.number: finding for finding in chosen.findings}
    missing = [number for number in numbers if number not in found]
    if missing or chosen.sha256 is None:
        raise UsageError(f"In {chosen.source} nothing was found that has the number {[*missing, *numbers][0]}.")
    wanted: dict[str, Any] = {"sensitive": sensitive, "reason": _words_for(reason, sensitive=sensitive)}
    wanted |= {"policy": chosen.versions.policy, "expires_on": as_day(expires)}
    new = [NewRuling.about(found[number], **wanted) for number in dict.fromkeys(numbers)]
    made = opened(register, create=True).rulings.decide(chosen.sha256, Path(chosen.source).name, new)
    for ruling in made:
        click.echo(f"{ruling.id} is on file. It holds for this photo from now on: photocheck {chosen.source}")


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words; kept in the log.")
@register_option
def withdraw(*, ids: Sequence[str], reason: str, register: str | None) -> None:
    """Take decisions back, by the ids that “decisions list” shows."""
    opened(register).rulings.withdraw(ids, reason)
    click.echo(f"{', '.join(ids)} {'is' if len(ids) == 1 else 'are'} withdrawn.")


@click.command()
@click.argument("photo", metavar="PHOTO", shell_complete=complete_files)
@click.option("--yes", is_flag=True, help="Do not ask again.")
@register_option
def forget(photo: str, *, yes: bool, register: str | None) -> None:
    """Erase what was decided about a photo for good; the log keeps only that it was done.

    PHOTO is the file, or its sha256 where that is gone.
    """
    rulings = opened(register).rulings
    if not yes:
        click.confirm(
            f"Erase what was decided about {photo}, also that things in it are sensitive?", abort=True, err=True
        )
    count = rulings.forget(sha256_of(photo))
    click.echo(f"{count} {'decision is' if count == 1 else 'decisions are'} forgotten.")


def _words_for(reason: str, *, sensitive: bool) -> str:
    """The words of a reason that has a name; other words as they are."""
    named, others = (SENSITIVE, NOT_SENSITIVE) if sensitive else (NOT_SENSITIVE, SENSITIVE)
    if reason in others:
        raise UsageError(f"“{reason}” is a reason for the opposite.", f"Choose from: {', '.join(named)}; or use words.")
    return named.get(reason, reason)
