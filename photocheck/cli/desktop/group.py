"""`photocheck desktop install|remove|show`: which commands there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from photocheck.cli.options import audience_option, channel_option, policy_option, register_option
from photocheck.errors import ExitCode

__all__ = ["desktop"]

SYSTEMS: Final = ("linux", "windows", "macos")

system_option = click.option(
    "--system", type=click.Choice(SYSTEMS), help="For which system; by default the one that this is."
)
home_option = click.option(
    "--home",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The user's own folder, where it is another's or stands elsewhere.",
)


@click.group()
@click.pass_context
def desktop(ctx: click.Context) -> None:
    """Put photocheck into the file manager, and an icon to drop photos on."""
    # What a settings file says of policy, audience and register holds for what is shown.
    ctx.default_map = {"show": ctx.default_map or {}}


@desktop.command()
@system_option
@home_option
def install(system: str | None, home: Path | None) -> None:
    """Add “Check with photocheck” to the file manager, and an icon to drop photos on.

    Linux: Nemo, Nautilus and Dolphin, and an icon on the desktop. Windows: Send to, and an icon on the desktop.
    macOS: a Quick Action. Each shows the verdict and offers a safe copy. Only files of your own are written.
    """
    from photocheck.cli.desktop.pieces import install as install_pieces  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.desktop.systems import pieces_for  # noqa: PLC0415

    for path in install_pieces(pieces_for(system, home)):
        click.echo(f"Written: {path}")
    click.echo("Right-click a photo, or drop it on the icon. To take all of it away: photocheck desktop remove")


@desktop.command()
@system_option
@home_option
def remove(system: str | None, home: Path | None) -> None:
    """Take away what “desktop install” wrote, and nothing else."""
    from photocheck.cli.desktop.pieces import remove as remove_pieces  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.desktop.systems import pieces_for  # noqa: PLC0415

    gone = remove_pieces(pieces_for(system, home))
    for path in gone:
        click.echo(f"Removed: {path}")
    if not gone:
        click.echo("There was nothing to remove.")


@desktop.command()
@click.argument("paths", nargs=-1, metavar="PHOTO...")
@audience_option
@channel_option
@policy_option
@register_option
@click.pass_context
def show(
    ctx: click.Context, /, *, paths: Sequence[str], audience: str, channel: str, policy: str, register: str | None
) -> ExitCode:
    """Check photos, show the verdict in a window, and offer safe copies: what the file manager calls."""
    from photocheck.cli.desktop.showing import ShowRun, run_show  # noqa: PLC0415 - not needed for --help

    return run_show(ShowRun(tuple(paths), audience, channel, policy, register), ctx.obj)
