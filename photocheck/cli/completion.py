"""`photocheck completion SHELL`: the script by which a shell completes commands, options and photos."""

from __future__ import annotations

import click

__all__ = ["completion"]

HOW = """\b
Put it where your shell reads it:
  bash        photocheck completion bash >> ~/.bashrc
  zsh         photocheck completion zsh >> ~/.zshrc
  fish        photocheck completion fish > ~/.config/fish/completions/photocheck.fish
  PowerShell  photocheck completion powershell >> $PROFILE
"""


@click.command(epilog=HOW)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish", "powershell")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a shell completes commands, options and photos."""
    from photocheck.cli.completing import script_for  # noqa: PLC0415 - not needed for --help

    click.echo(script_for(shell, ctx.find_root().command))
