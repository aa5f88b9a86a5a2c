"""`photocheck evaluate SET...`: how much is found on photos for which the truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photocheck.cli.options import audience_option, channel_option, policy_option, quiet_option
from photocheck.cli.screening import build_screener
from photocheck.errors import ExitCode, OutputError, UsageError, reason_of

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
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Look at every N-th photo of each set only.",
)
@click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Count by labels that this file corrects as well.",
)
@click.option(
    "--compare",
    is_flag=True,
    help="Let other tools look at the same photos: presidio, deface, face-recognition, Tesseract.",
)
@click.option(
    "--peers",
    envvar="PHOTOCHECK_PEERS",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The environment in which presidio and deface are installed, for --compare.",
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
    every: int,
    corrections: Path | None,
    compare: bool,
    peers: Path | None,
    audience: str,
    channel: str,
    policy: str,
    quiet: bool,
) -> ExitCode:
    """Measure how much is found on labelled photos.

    SET is a folder with labels.jsonl, or a folder of such folders. With --compare there is one table of what each tool
    found, missed and wrongly found, its seconds and its memory; a tool that is not installed is named.
    """
    if compare:
        if pictures is not None:
            raise UsageError("There are no pictures of a comparison.", "Leave --pictures or --compare out.")
        if corrections is not None:
            raise UsageError("A comparison corrects no labels.", "Leave --corrections or --compare out.")
        return _compared(sets, output, every, peers, quiet=quiet)
    from photocheck.cli.outputs import result_stream  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.progress import progress_for  # noqa: PLC0415
    from photocheck.evaluate import (  # noqa: PLC0415
        count_photos,
        render,
        to_json,
        write_contact_sheets,
    )
    from photocheck.evaluate import evaluate as measure  # noqa: PLC0415
    from photocheck.evaluate.corrections import load_corrections  # noqa: PLC0415
    from photocheck.writing import write_whole  # noqa: PLC0415

    folder = None if pictures is None else _made(pictures)

    def draw(name: str, outcomes: Sequence[Outcome]) -> None:
        if folder is not None:
            write_contact_sheets(name, outcomes, folder)

    wrong_labels = () if corrections is None else load_corrections(corrections)
    photos = count_photos(sets, every)
    screener = (ctx.obj or build_screener)(policy, audience, channel)
    with closing(progress_for(photos, quiet=quiet)) as progress:
        figures = measure(
            sets, screener, every=every, corrections=wrong_labels, before_photo=progress.step, after_set=draw
        )
    if output is not None:
        write_whole(output, to_json(figures).encode())
    with result_stream(None) as stream:
        render(figures, stream)
    return ExitCode.CLEAN


def _compared(sets: Sequence[Path], output: str | None, every: int, peers: Path | None, *, quiet: bool) -> ExitCode:
    from photocheck.cli.outputs import result_stream  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.progress import progress_for  # noqa: PLC0415
    from photocheck.evaluate import (  # noqa: PLC0415
        compare,
        count_photos,
        default_environment,
        render_comparison,
        to_json,
    )
    from photocheck.writing import write_whole  # noqa: PLC0415

    with closing(progress_for(count_photos(sets, every), quiet=quiet)) as progress:
        figures = compare(sets, peers or default_environment(), every=every, before_photo=progress.step)
    if output is not None:
        write_whole(output, to_json(figures).encode())
    with result_stream(None) as stream:
        render_comparison(figures, stream)
    return ExitCode.CLEAN


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder “{folder}” could not be made: {reason_of(error)}.") from error
    return folder
