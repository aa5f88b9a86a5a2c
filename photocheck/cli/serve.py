"""`photocheck serve`: the HTTP service, and the page to drop photos on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from photocheck.cli.options import (
    audience_option,
    channel_option,
    jobs_option,
    policy_option,
    quiet_option,
    register_option,
)
from photocheck.errors import ExitCode

__all__ = ["serve"]


@click.command()
@click.option(
    "--host",
    envvar="PHOTOCHECK_SERVE_HOST",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. Anything but this machine's own address needs a token.",
)
@click.option(
    "--port",
    envvar="PHOTOCHECK_SERVE_PORT",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Which port; 0 takes any that is free.",
)
@click.option(
    "--allow-host",
    "hosts",
    envvar="PHOTOCHECK_SERVE_ALLOW_HOST",
    multiple=True,
    metavar="NAME",
    help="A further name under which others reach this machine.",
)
@click.option(
    "--token-file",
    envvar="PHOTOCHECK_SERVE_TOKEN_FILE",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file with the token that every request has to know; a browser takes it as the password.",
)
@click.option(
    "--folder",
    "folders",
    envvar="PHOTOCHECK_SERVE_FOLDER",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="A folder whose photos may be asked for by path. By default none.",
)
@jobs_option
@click.option(
    "--queue",
    envvar="PHOTOCHECK_SERVE_QUEUE",
    type=click.IntRange(0, 10_000),
    default=16,
    show_default=True,
    metavar="N",
    help="How many more may wait; others are told when to come back.",
)
@click.option(
    "--max-size",
    envvar="PHOTOCHECK_SERVE_MAX_SIZE",
    type=click.IntRange(1, 250),
    default=50,
    show_default=True,
    metavar="MB",
    help="How large a photo may be.",
)
@click.option(
    "--time-limit",
    envvar="PHOTOCHECK_TIME_LIMIT",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="Stop looking at a photo after so long; it counts as not checked.",
)
@audience_option
@channel_option
@policy_option
@register_option
@quiet_option
def serve(**asked: Any) -> ExitCode:  # noqa: ANN401 - the fields of ServeRun
    """Check photos for other programs, and in a browser.

    Opens a page to drop photos on, at the address that is printed, and an HTTP service for programs: its
    documentation is at /docs there. Only programs on this machine can reach it unless --host says otherwise. No photo
    is kept.
    """
    from photocheck.cli.serving import ServeRun, run_serve  # noqa: PLC0415 - not needed for --help

    return run_serve(ServeRun(**asked))
