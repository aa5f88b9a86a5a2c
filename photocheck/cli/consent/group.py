"""`photocheck consent`: which commands the register has."""

from __future__ import annotations

import click

from photocheck.cli.consent.archive import archive
from photocheck.cli.consent.changing import expire, forget, link, unlink, withdraw
from photocheck.cli.consent.checking import check
from photocheck.cli.consent.forms import link_slates, qr, slate
from photocheck.cli.consent.recording import add, import_
from photocheck.cli.consent.showing import export, list_, log, show

__all__ = ["consent"]


@click.group()
@click.pass_context
def consent(ctx: click.Context) -> None:
    """Keep the register of who has agreed to which photos being used.

    A record has a reference (the form's own), says how many people it is for, what they agreed to and until
    when, and is linked to photos, folders, events or single faces. Every change goes to a log that can only grow.
    """
    # What a settings file says of the register holds for each of its commands.
    ctx.default_map = dict.fromkeys(consent.commands, ctx.default_map or {})


for command in (
    add,
    import_,
    list_,
    show,
    link,
    unlink,
    withdraw,
    expire,
    forget,
    qr,
    slate,
    link_slates,
    check,
    archive,
    export,
    log,
):
    consent.add_command(command)
