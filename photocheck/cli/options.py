"""The options that several commands share: one flag, one variable, one sentence of help."""

from __future__ import annotations

import click

from photocheck.cli.settings import FORMATS

__all__ = ["audience_option", "channel_option", "form_option", "policy_option", "quiet_option"]

policy_option = click.option(
    "--policy",
    envvar="PHOTOCHECK_POLICY",
    default="whatsapp",
    show_default=True,
    metavar="NAME|FILE",
    help="The rules to judge by: the name of one that is built in, or a TOML file.",
)

audience_option = click.option(
    "--for",
    "audience",
    envvar="PHOTOCHECK_FOR",
    default="colleagues",
    show_default=True,
    metavar="AUDIENCE",
    help="Who gets the photo: colleagues, partners, customers, public.",
)

channel_option = click.option(
    "--channel",
    envvar="PHOTOCHECK_CHANNEL",
    default="whatsapp",
    show_default=True,
    metavar="CHANNEL",
    help="How it gets there: whatsapp, website, social, press, print, email, teams.",
)

form_option = click.option(
    "--format",
    "form",
    envvar="PHOTOCHECK_FORMAT",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to tell: for people, one JSON document, or one JSON line for each photo.",
)

quiet_option = click.option(
    "--quiet",
    "-q",
    envvar="PHOTOCHECK_QUIET",
    is_flag=True,
    help="No progress and no remarks on standard error, only what went wrong.",
)
