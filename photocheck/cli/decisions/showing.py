"""`photocheck decisions list|verify`: look at what was decided, and prove that nobody has changed it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.options import opened
from photocheck.cli.decisions.photos import sha256_of
from photocheck.cli.options import register_option
from photocheck.cli.outputs import result_stream
from photocheck.errors import ExitCode

if TYPE_CHECKING:
    from photocheck.consent.ruling_replay import StoredRuling

__all__ = ["list_", "verify"]


@click.command("list")
@click.option(
    "--photo", metavar="FILE", help="Only what was decided about this photo, known by its content, or by its sha256."
)
@register_option
def list_(photo: str | None, register: str | None) -> None:
    """List every decision, the oldest first: its id, what was decided, by whom, and why."""
    from photocheck.domain.wording import kind_noun  # noqa: PLC0415 - not needed for --help
    from photocheck.reports.words import printable  # noqa: PLC0415

    today = datetime.now(UTC).date()
    wanted = None if photo is None else sha256_of(photo)
    with result_stream(None) as stream:
        for stored in opened(register).rulings.all():
            ruling = stored.ruling
            if wanted not in {None, stored.photo}:
                continue
            sensitive = "sensitive" if ruling.sensitive else "not sensitive"
            told = f"{kind_noun(ruling.kind).one} in {stored.label}: {sensitive}, because {ruling.reason}"
            who = f"{stored.at[:10]}  {stored.by}"
            stream.write(f"{ruling.id}  {printable(f'{who}  {_state(stored, today):<20}  {told}')}\n")


@click.command()
@click.option("--head", metavar="HASH", help="A hash noted earlier: also prove that the log up to there is the same.")
@register_option
def verify(head: str | None, register: str | None) -> ExitCode:
    """Prove that the log is as it was written; name every line that was changed, removed or moved."""
    book = opened(register)
    flaws = book.verify()
    noted = head is None or any(entry.hash == head for entry in book.log_entries())
    with result_stream(None) as stream:
        for flaw in flaws:
            stream.write(f"Line {flaw.number} of the log: {flaw.what}.\n")
        if not noted:
            stream.write(f"No line of the log has the hash {head}: it was written anew, or is another register's.\n")
        if flaws or not noted:
            stream.write("The log is NOT as it was written: what people decided cannot be relied on.\n")
            return ExitCode.CONFIGURATION
        count = len(book.rulings.all())
        stream.write(f"The log is whole, and holds {count} {'decision' if count == 1 else 'decisions'}.\n")
        stream.write(f"Its last line is {book.log_head()}. Note it elsewhere: --head proves it later.\n")
    return ExitCode.CLEAN


def _state(stored: StoredRuling, today: date) -> str:
    ruling = stored.ruling
    if ruling.withdrawn_on is not None:
        return f"withdrawn {ruling.withdrawn_on}"
    if ruling.expires_on is None or ruling.sensitive:
        return "holds"
    return f"until {ruling.expires_on}" if ruling.expires_on >= today else f"ended {ruling.expires_on}"
