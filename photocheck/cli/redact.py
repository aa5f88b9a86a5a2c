"""`photocheck redact PATH...`: make copies with things hidden, and prove that they are gone."""

from __future__ import annotations

from typing import Any

import click

from photocheck.cli.options import (
    audience_option,
    channel_option,
    complete_files,
    form_option,
    policy_option,
    quiet_option,
    register_option,
)
from photocheck.errors import ExitCode

__all__ = ["redact"]

STYLES = ("solid", "blur", "pixelate", "emoji")


class Numbers(click.ParamType[frozenset[int]]):
    """Numbers of findings with commas between them."""

    name = "numbers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[int]:  # noqa: ANN401
        """Read "2,3"."""
        if isinstance(value, frozenset):
            return value
        try:
            return frozenset(int(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"“{value}” is no list of numbers: write 2 or 2,3.", param, ctx)


class Sides(click.ParamType[tuple[float, ...]]):
    """A box as left, top, right and bottom in pixels."""

    name = "box"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:  # noqa: ANN401
        """Read "10,20,300,400"."""
        if isinstance(value, tuple):
            return value
        try:
            left, top, right, bottom = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"“{value}” is no region: write left,top,right,bottom in pixels.", param, ctx)
        if not (left < right and top < bottom and abs(right) + abs(bottom) + abs(left) + abs(top) < float("inf")):
            self.fail(f"“{value}” is no region: left must be less than right, and top less than bottom.", param, ctx)
        return left, top, right, bottom


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@audience_option
@channel_option
@policy_option
@register_option
@click.option("--event", metavar="NAME", help="The event where the photos were taken, as consent records name it.")
@click.option("--only", type=Numbers(), metavar="N,N", help="Hide these findings, by their numbers, and nothing else.")
@click.option("--keep", type=Numbers(), metavar="N,N", help="Leave these findings, by their numbers, as they are.")
@click.option(
    "--region",
    "regions",
    type=Sides(),
    multiple=True,
    metavar="L,T,R,B",
    help="Hide this box as well: left, top, right, bottom in pixels of the upright photo.",
)
@click.option("--crop", is_flag=True, help="Cut what has to be hidden off, instead of covering it.")
@click.option(
    "--style",
    type=click.Choice(STYLES),
    default="solid",
    show_default=True,
    help="How to cover faces. Everything else is always covered solid: blurred text can be read again.",
)
@click.option("--labels", is_flag=True, help="Write each finding's number on its cover.")
@click.option("--keep-credit", is_flag=True, help="Keep copyright and artist in the file; all other metadata goes.")
@click.option(
    "--to",
    "to",
    metavar="FILE|FOLDER",
    help="Where the copy goes; a folder gets the same tree as the one that was named.",
)
@click.option("--force", is_flag=True, help="Replace a file that has the copy's name. Never an original.")
@click.option(
    "--compare",
    "--annotate",
    "compare",
    metavar="DIR",
    help="Draw each photo and its copy side by side (PNG) in this folder. For checking only.",
)
@form_option
@click.option("--output", "-o", metavar="FILE", help="Write the result to this file instead of standard output.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FILE",
    help="Write a report to this file as well, in the format of its ending: .txt, .json, .jsonl.",
)
@click.option("--show-text", "reveal", is_flag=True, help="Show the text that was read, which is masked otherwise.")
@click.option(
    "--jobs",
    "-j",
    envvar="PHOTOCHECK_JOBS",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="How many copies to make side by side; each photo is looked at on all cores anyway.",
)
@quiet_option
@click.pass_context
def redact(ctx: click.Context, /, **asked: Any) -> ExitCode:  # noqa: ANN401 - the fields of RedactRun
    r"""Make copies of photos with things hidden; originals are never changed.

    PATH is a photo, or a folder that is searched for photos down to the last. The copy of openday.jpg is
    openday.redacted.jpg beside it, that of the folder photos the folder photos.redacted. Faces, pages, screens
    and personal data that the policy would not let out are covered, all metadata is gone, and each copy is
    checked again before it gets its name.

    \b
    Exit codes:
      0  every copy was made, and nothing that was to be hidden can be found in any
      2  the command was not understood
      3  at least one photo could not be made safe; it has no copy
      6  at least one copy could not be written
    """
    from photocheck.cli.redacting import RedactRun, run_redact  # noqa: PLC0415 - not needed for --help

    return run_redact(RedactRun(**asked), ctx.obj)
