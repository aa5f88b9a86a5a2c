"""`photocheck review RUN|FOLDER|STORE`: look at what was found, decide about it, and export safe copies."""

from __future__ import annotations

from typing import Any

import click

from photocheck.cli.options import (
    CREW_OPTIONS,
    audience_option,
    channel_option,
    complete_files,
    crew_options,
    policy_option,
    quiet_option,
    register_option,
)
from photocheck.errors import ExitCode

__all__ = ["review"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="RUN|FOLDER|STORE...", shell_complete=complete_files)
@audience_option
@channel_option
@policy_option
@register_option
@click.option("--event", metavar="NAME", help="The event where the photos were taken, as consent records name it.")
@click.option("--to", metavar="DIR", help="Where safe copies go. By default a folder beside the photos.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="PORT",
    help="On which port of this machine the page is; by default any that is free.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the page, only print its address.")
@crew_options
@quiet_option
@click.pass_context
def review(ctx: click.Context, /, **asked: Any) -> ExitCode:  # noqa: ANN401 - the fields of ReviewRun
    """Look at what was found, and decide whether it is sensitive, and why.

    RUN is a file that “check --format json” wrote; the photos have to be where they were. FOLDER is a folder of photos,
    or photos: they are checked first, at once where they were checked before. STORE is a results store: nothing is
    checked, and what it knows is shown of photos that still lie in folders where photos were checked. The page shows
    photos as they are, so only whoever has its address can open it, on this machine. Decisions are kept in the consent
    register.
    """
    from photocheck.cli.crew import Crew  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.reviewing import ReviewRun, run_review  # noqa: PLC0415

    crew = Crew(**{name: asked.pop(name) for name in CREW_OPTIONS})
    return run_review(ReviewRun(**asked, crew=crew), ctx.obj)
