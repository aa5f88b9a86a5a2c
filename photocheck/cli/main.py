"""The command `photocheck`: which commands there are, and what all of them share."""

from __future__ import annotations

import click

from photocheck.cli.group import CommandGroup
from photocheck.cli.settings import read_settings
from photocheck.isolation import isolate
from photocheck.version import __version__

__all__ = ["cli"]

COMMANDS = {
    "check": "photocheck.cli.check:check",
    "redact": "photocheck.cli.redact:redact",
    "watch": "photocheck.cli.watch:watch",
    "serve": "photocheck.cli.serve:serve",
    "explain": "photocheck.cli.explain:explain",
    "review": "photocheck.cli.review:review",
    "consent": "photocheck.cli.consent:consent",
    "decisions": "photocheck.cli.decisions:decisions",
    "people": "photocheck.cli.people:people",
    "policy": "photocheck.cli.policy:policy",
    "breach": "photocheck.cli.breach:breach",
    "evaluate": "photocheck.cli.evaluate:evaluate",
    "doctor": "photocheck.cli.doctor:doctor",
    "desktop": "photocheck.cli.desktop:desktop",
    "completion": "photocheck.cli.completion:completion",
}

EXIT_CODES = """\b
Exit codes:
  0  nothing sensitive found in any photo
  1  at least one photo needs attention
  2  the command was not understood
  3  at least one photo could not be checked
  4  policy or settings are wrong
  5  a model is missing or damaged
  6  the result could not be written
"""


@click.group(
    cls=CommandGroup,
    commands_at=COMMANDS,
    default="check",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="photocheck", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Look at photos before they are shared.

    Says what in a photo is sensitive, why, and what to do. Everything happens on this machine: a photo
    never leaves it. “photocheck photo.jpg” is short for “photocheck check photo.jpg”; a photo whose name is
    that of a command is checked by “photocheck check NAME”.
    """
    if not asks_for_help(ctx):
        ctx.default_map = read_settings().defaults(COMMANDS)
    if ctx.obj is None:
        # Not where a test has put something in the place of the real screener.
        isolate()


def asks_for_help(ctx: click.Context) -> bool:
    """Whether only the help was asked for, which wrong settings must not stand in the way of."""
    return any(argument in ctx.help_option_names for argument in ctx.meta.get("photocheck.arguments", ()))
