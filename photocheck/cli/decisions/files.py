"""`photocheck decisions export|import`: decisions as a file, as evidence or for another register."""

from __future__ import annotations

import json

import click

from photocheck.cli.consent.options import opened
from photocheck.cli.options import register_option
from photocheck.cli.outputs import result_stream

__all__ = ["export", "import_"]


@click.command()
@click.option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
@register_option
def export(output: str | None, register: str | None) -> None:
    """Write every decision as JSON, with who took it and the hash of the log's last line."""
    from photocheck.consent.ruling_files import encode_decisions  # noqa: PLC0415 - not needed for --help

    book = opened(register)
    data = encode_decisions(book.rulings.all(), book.log_head())
    with result_stream(output) as stream:
        stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


@click.command("import")
@click.argument("file", metavar="FILE.json")
@register_option
def import_(file: str, register: str | None) -> None:
    """Take in the decisions of another register, all of them or none; those that are here already stay as they are."""
    from photocheck.consent.ruling_files import read_decisions  # noqa: PLC0415 - not needed for --help

    found = read_decisions(file)
    changed = opened(register, create=True).rulings.take_in(found)
    click.echo(f"{changed} of {len(found)} decisions were taken in.")
