"""`photocheck doctor`: what is installed, whether it works, and what to install for the rest."""

from __future__ import annotations

import click

from photocheck.errors import ExitCode

__all__ = ["doctor"]


@click.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to tell: for people, or as a JSON document.",
)
@click.pass_context
def doctor(ctx: click.Context, kind: str) -> ExitCode:
    """Say what is installed, and whether it works.

    Checks the models against their checksums, and looks at a photo that is drawn for the purpose.
    """
    from photocheck.cli.checkup import check_up, exit_code  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.outputs import result_stream  # noqa: PLC0415
    from photocheck.reports.checkup import write_json, write_text  # noqa: PLC0415

    items = check_up(ctx.obj)
    with result_stream(None) as stream:
        (write_json if kind == "json" else write_text)(stream, items)
    return exit_code(items)
