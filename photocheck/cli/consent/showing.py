"""`photocheck consent list|show|export|log`: look at what is on file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.options import opened
from photocheck.cli.options import register_option
from photocheck.cli.outputs import result_stream
from photocheck.errors import ExitCode

if TYPE_CHECKING:
    from photocheck.consent.records import StoredRecord

__all__ = ["export", "list_", "log", "show"]


@click.command("list")
@register_option
def list_(register: str | None) -> None:
    """List every record, a line each."""
    today = datetime.now(UTC).date()
    with result_stream(None) as stream:
        for stored in opened(register).records():
            record = stored.record
            people = "1 person" if record.people == 1 else f"{record.people} people"
            uses = ", ".join(sorted(record.uses))
            stream.write(f"{record.reference:<16}  {people:<10}  {_state(stored, today):<22}  {uses}\n")


@click.command()
@click.argument("reference", metavar="REFERENCE")
@register_option
def show(reference: str, register: str | None) -> None:
    """Show everything that is on file for a record."""
    stored = opened(register).record(reference)
    record = stored.record
    lines = {
        "Reference": record.reference,
        "People": str(record.people) + (", under 18" if record.under_18 else ""),
        "Who": stored.who,
        "Guardian": record.guardian or ("missing" if record.under_18 else None),
        "Agreed to": ", ".join(sorted(record.uses)),
        "Given": str(record.given_on),
        "State": _state(stored, datetime.now(UTC).date()),
        "Reason": stored.withdrawn_reason,
        "Form": None if stored.form_name is None else f"{stored.form_name} (sha256 {stored.form_sha256})",
        "Covers": "; ".join(record.covers) or "nothing yet",
    }
    with result_stream(None) as stream:
        for name, value in lines.items():
            if value is not None:
                stream.write(f"{name:<10} {value}\n")


@click.command()
@click.option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
@register_option
def export(output: str | None, register: str | None) -> None:
    """Write the whole register, with its log, as JSON. It names people: keep it where the register is kept."""
    from photocheck.consent.encoding import CONSENT_SCHEMA, encode_entry, encode_record  # noqa: PLC0415

    book = opened(register)
    data = {
        "schema": CONSENT_SCHEMA,
        "records": [encode_record(stored) for stored in book.records()],
        "log": [encode_entry(entry) for entry in book.log_entries()],
        "head": book.log_head(),
    }
    with result_stream(output) as stream:
        stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


@click.command()
@register_option
def log(register: str | None) -> ExitCode:
    """Show who changed what and when, and verify that nobody has changed the log itself."""
    from photocheck.consent.encoding import encode_entry  # noqa: PLC0415 - not needed for --help

    book = opened(register)
    flaws = book.verify()
    with result_stream(None) as stream:
        for entry in map(encode_entry, book.log_entries()):
            details = entry["details"] or {}
            told = ", ".join(f"{key}: {_plain(value)}" for key, value in details.items()) or "(forgotten)"
            stream.write(f"{entry['number']:>5}  {entry['at'][:19]}  {entry['actor']}  {entry['action']}  {told}\n")
        for flaw in flaws:
            stream.write(f"Line {flaw.number} of the log: {flaw.what}.\n")
        stream.write(
            "The log is NOT as it was written: it cannot be relied on.\n"
            if flaws
            else f"The log is whole. Its last line is {book.log_head()}.\n"
        )
    return ExitCode.CONFIGURATION if flaws else ExitCode.CLEAN


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _state(stored: StoredRecord, today: date) -> str:
    record = stored.record
    if record.withdrawn_on is not None:
        return f"withdrawn {record.withdrawn_on}"
    if record.expires_on is None:
        return "holds"
    return f"until {record.expires_on}" if record.expires_on >= today else f"ended {record.expires_on}"
