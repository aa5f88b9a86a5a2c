"""`photocheck people`: which commands compare faces."""

from __future__ import annotations

import click

from photocheck.cli.people.enrolling import enrol, forget
from photocheck.cli.people.looking import group, match

__all__ = ["people"]


@click.group()
@click.pass_context
def people(ctx: click.Context) -> None:
    """Propose whose face it is, for people who agreed to being recognised.

    Comparing faces makes biometric data. It is off unless the policy says “matching = true” under [people] and
    “--allow-matching” is given. It only proposes: a face belongs to a record once you link it.
    """
    # What a settings file says holds for each of these commands.
    ctx.default_map = dict.fromkeys(people.commands, ctx.default_map or {})


for command in (enrol, match, group, forget):
    people.add_command(command)
