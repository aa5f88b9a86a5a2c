"""`photocheck evaluate SET...`: how much is found on photos for which the truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photocheck.cli.options import audience_option, channel_option, policy_option, quiet_option
from photocheck.cli.screening import build_screener
from photocheck.errors import ExitCode, OutputError, reason_of

if TYPE_CHECKING:
    from photocheck.evaluate.outcomes import Outcome

__all__ = ["evaluate"]


@click.command()
@click.argument("sets", nargs=-1, required=True, metavar="SET...", type=click.Path(path_type=Path))
@click.option("--output", "-o", metavar="FILE", help="Write the figures to this file as JSON as well.")
@click.option(
    "--pictures",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write sheets of what was found, missed and wrongly found; they show parts of the photos.",
)
@audience_option
@channel_option
@policy_option
@quiet_option
@click.pass_context
def evaluate(
    ctx: click.Context,
    /,
    *,
    sets: Sequence[Path],
    output: str | None,
    pictures: Path | None,
    audience: str,
    channel: str,
    policy: str,
    quiet: bool,
) -> ExitCode:
    """Measure how much is found on labelled photos.

    SET is a folder with labels.jsonl, or a folder of such folders.
    """
    from photocheck.cli.outputs import result_stream  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.progress import progress_for  # noqa: PLC0415
    from photocheck.evaluate import (  # noqa: PLC0415
        count_photos,
        render,
        to_json,
        write_contact_sheets,
    )
    from photocheck.evaluate import evaluate as measure  # noqa: PLC0415
    from photocheck.writing import write_whole  # noqa: PLC0415

    folder = None if pictures is None else _made(pictures)

    def draw(name: str, outcomes: Sequence[Outcome]) -> None:
        if folder is not None:
            write_contact_sheets(name, outcomes, folder)

    photos = count_photos(sets)
    screener = (ctx.obj or build_screener)(policy, audience, channel)
    with closing(progress_for(photos, quiet=quiet)) as progress:
        figures = measure(sets, screener, before_photo=progress.step, after_set=draw)
    if output is not None:
        write_whole(output, to_json(figures).encode())
    with result_stream(None) as stream:
        render(figures, stream)
    return ExitCode.CLEAN


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder “{folder}” could not be made: {reason_of(error)}.") from error
    return folder
