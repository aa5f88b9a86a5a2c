"""`photocheck check PATH...`: look at photos, and say what to do with each."""

from __future__ import annotations

from typing import Any

import click

from photocheck.cli.options import (
    CREW_OPTIONS,
    audience_option,
    channel_option,
    complete_files,
    crew_options,
    form_option,
    policy_option,
    quiet_option,
    register_option,
)
from photocheck.errors import ExitCode

__all__ = ["check"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@audience_option
@channel_option
@policy_option
@register_option
@click.option("--event", metavar="NAME", help="The event where the photos were taken, as consent records name it.")
@form_option
@click.option("--output", "-o", metavar="FILE", help="Write the result to this file instead of standard output.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FILE",
    help="Write a report to this file as well, in the format of its ending: .html, .csv, .md, .txt, .json, .jsonl.",
)
@click.option(
    "--annotate",
    metavar="DIR",
    help="Draw numbered boxes around what was found, on a copy of each photo (PNG) in this folder.",
)
@click.option("--sort-into", "sort_into", metavar="DIR", help="Copy each photo into a folder for its decision in DIR.")
@click.option(
    "--redact-into",
    metavar="DIR",
    help="Make a copy of each photo with everything hidden that has to be, and put it into DIR.",
)
@click.option(
    "--archive-into",
    metavar="DIR",
    help="Put an archive copy of each photo into DIR, with the consent on file in its IPTC and PLUS fields.",
)
@click.option("--link", is_flag=True, help="With --sort-into: link to the photos instead of copying them.")
@click.option("--show-text", "reveal", is_flag=True, help="Show the text that was read, which is masked otherwise.")
@click.option(
    "--reveal",
    "uncovered",
    is_flag=True,
    help="Show photos as they are in reports with pictures; what has to be hidden is covered otherwise.",
)
@crew_options
@quiet_option
@click.pass_context
def check(ctx: click.Context, /, **asked: Any) -> ExitCode:  # noqa: ANN401 - the fields of CheckRun
    """Look at photos, and say what to do with each.

    PATH is a photo, a folder that is searched for photos down to the last, or - for a photo on standard
    input. The copies that --annotate makes show everything, hidden things too: they are for checking only.

    Of more than a few photos it is remembered what was found, text masked: the same command carries on after it
    was stopped, and is done at once when only the rules have changed.
    """
    from photocheck.cli.checking import CheckRun, run_check  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.crew import Crew  # noqa: PLC0415

    crew = Crew(**{name: asked.pop(name) for name in CREW_OPTIONS})
    return run_check(CheckRun(**asked, crew=crew), ctx.obj)
