"""`photocheck consent add|import`: put forms on file."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import click

from photocheck.cli.consent.options import DAY, as_day, opened
from photocheck.cli.options import register_option
from photocheck.errors import UsageError, reason_of

__all__ = ["add", "import_"]


@click.command()
@click.option("--reference", required=True, metavar="R", help="The form's own reference (URN).")
@click.option("--people", required=True, type=int, metavar="N", help="How many people the form is for.")
@click.option(
    "--use",
    "uses",
    required=True,
    multiple=True,
    metavar="U",
    help="What they agreed to: whatsapp, website, social, press, print, email, teams, internal, or matching: being "
    "recognised in other photos. May be repeated.",
)
@click.option("--given", required=True, type=DAY, help="The day on which the form was signed.")
@click.option("--expires", type=DAY, help="The last day on which it holds.")
@click.option("--who", metavar="TEXT", help="Who it is for; leave it out where the reference is enough.")
@click.option("--under-18", is_flag=True, help="It is for somebody under 18: it holds only with a guardian.")
@click.option("--guardian", metavar="NAME", help="The guardian who signed.")
@click.option("--form", metavar="FILE", help="The signed form; its name and sha256 are kept, not the file itself.")
@register_option
def add(
    *,
    reference: str,
    people: int,
    uses: tuple[str, ...],
    given: datetime,
    expires: datetime | None,
    who: str | None,
    under_18: bool,
    guardian: str | None,
    form: str | None,
    register: str | None,
) -> None:
    """Put a signed form on file."""
    from photocheck.consent.records import NewRecord  # noqa: PLC0415 - not needed for --help

    record = NewRecord(
        reference=reference,
        people=people,
        uses=frozenset(uses),
        given_on=given.date(),
        expires_on=as_day(expires),
        who=who,
        under_18=under_18 or guardian is not None,
        guardian=guardian,
        form_name=None if form is None else Path(form).name,
        form_sha256=None if form is None else _hash_of(form),
    )
    record.check()
    opened(register, create=True).add(record)
    click.echo(f"{reference} is on file. Link it: photocheck consent link {reference} PHOTO...")


@click.command("import")
@click.argument("file", metavar="FILE.csv")
@register_option
def import_(file: str, register: str | None) -> None:
    """Put every record of a CSV file on file, all of them or none.

    Columns: reference, people, uses (separated by semicolons), given, and if need be expires, who, under_18,
    guardian. Days are written 2026-03-31.
    """
    from photocheck.consent.importing import read_records  # noqa: PLC0415 - not needed for --help

    records = read_records(file)
    opened(register, create=True).add_all(records)
    click.echo(f"{len(records)} {'record is' if len(records) == 1 else 'records are'} on file.")


def _hash_of(form: str) -> str:
    try:
        return sha256(Path(form).read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(f"The form “{form}” could not be read: {reason_of(error)}.") from error
