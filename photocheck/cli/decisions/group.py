"""`photocheck decisions`: which commands there are."""

from __future__ import annotations

import click

from photocheck.cli.decisions.deciding import add, forget, withdraw
from photocheck.cli.decisions.files import export, import_
from photocheck.cli.decisions.showing import list_, verify

__all__ = ["decisions"]


@click.group()
@click.pass_context
def decisions(ctx: click.Context) -> None:
    """Keep what people decided about things in photos, and why.

    A thing is sensitive, or it is not. Each decision has a reason, names who took it and under which policy, and is a
    line of a log in the consent register that can only grow. It holds for the photo by its content, in every later run,
    as far as the policy allows.
    """
    # What a settings file says of the register holds for each of these commands.
    ctx.default_map = dict.fromkeys(decisions.commands, ctx.default_map or {})


for command in (list_, add, withdraw, forget, verify, export, import_):
    decisions.add_command(command)
