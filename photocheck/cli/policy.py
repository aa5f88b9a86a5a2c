"""`photocheck policy list|show|test`: the rules that photos are judged by."""

from __future__ import annotations

import click

__all__ = ["policy"]


@click.group()
def policy() -> None:
    """List, show and test the rules that photos are judged by."""


@policy.command("list")
def list_() -> None:
    """List the policies that are built in."""
    from photocheck.policy import built_in_policies, load_policy  # noqa: PLC0415 - not needed for --help

    for name in built_in_policies():
        known = load_policy(name)
        click.echo(f"{name}  {known.version}")


@policy.command()
@click.argument("name", metavar="NAME|FILE", default="whatsapp")
def show(name: str) -> None:
    """Show a policy: who may get what, and every rule."""


@policy.command()
@click.argument("file", metavar="NAME|FILE")
def test(file: str) -> None:
    """Test a policy file: name every mistake in it by its key."""
    from photocheck.policy import load_policy  # noqa: PLC0415 - not needed for --help

    known = load_policy(file)
    click.echo(f"{file}: the policy “{known.name}” {known.version} is well-formed.")
