"""`photocheck watch FOLDER`: screen what is dropped there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from photocheck.cli.options import (
    CREW_OPTIONS,
    audience_option,
    channel_option,
    crew_options,
    policy_option,
    quiet_option,
    register_option,
)
from photocheck.errors import ExitCode

__all__ = ["watch"]


@click.command()
@click.argument("folder", envvar="PHOTOCHECK_WATCH_FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--out",
    envvar="PHOTOCHECK_WATCH_OUT",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where photos go in which nothing sensitive was found. By default FOLDER-checked.",
)
@click.option(
    "--quarantine",
    envvar="PHOTOCHECK_WATCH_QUARANTINE",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where all others go, each with a report (JSON) beside it. By default FOLDER-quarantine.",
)
@click.option(
    "--settle",
    envvar="PHOTOCHECK_WATCH_SETTLE",
    type=click.FloatRange(min=0),
    default=3,
    show_default=True,
    metavar="SECONDS",
    help="Take a file when it has not changed for so long.",
)
@click.option(
    "--every",
    envvar="PHOTOCHECK_WATCH_EVERY",
    type=click.FloatRange(min=0.05),
    default=2,
    show_default=True,
    metavar="SECONDS",
    help="Look this often at the least, since network drives do not tell of new files.",
)
@click.option("--once", envvar="PHOTOCHECK_WATCH_ONCE", is_flag=True, help="End when what is there now was moved.")
@audience_option
@channel_option
@policy_option
@register_option
@click.option("--event", metavar="NAME", help="The event that the photos are of, as consent on file names it.")
@crew_options
@quiet_option
@click.pass_context
def watch(ctx: click.Context, /, **asked: Any) -> ExitCode:  # noqa: ANN401 - the fields of WatchRun
    """Screen what is dropped into a folder, and move it on.

    A photo in which nothing sensitive was found goes to one folder, every other file to quarantine, with a report
    beside it. Runs until it is stopped, and carries on when it is started again: what was not moved is looked at again.
    """
    from photocheck.cli.crew import Crew  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.watching import WatchRun, run_watch  # noqa: PLC0415

    crew = Crew(**{name: asked.pop(name) for name in CREW_OPTIONS})
    return run_watch(WatchRun(**asked, crew=crew), ctx.obj)
