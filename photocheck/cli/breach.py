"""`photocheck breach`: what to do when a photo went out that should not have."""

from __future__ import annotations

import click

from photocheck.cli.options import policy_option
from photocheck.errors import ConfigurationError

__all__ = ["breach"]


@click.command()
@policy_option
def breach(policy: str) -> None:
    """Say what to do when a photo went out that should not have."""
    from photocheck.policy import load_policy  # noqa: PLC0415 - not needed for --help
    from photocheck.reports.words import printable  # noqa: PLC0415

    rules = load_policy(policy)
    if not rules.breach_steps:
        raise ConfigurationError(
            f"The policy “{rules.name}” does not say what to do after an accident.", "Ask your line manager."
        )
    click.echo("A photo went out that should not have?\n")
    for number, step in enumerate(rules.breach_steps, start=1):
        click.echo(f"  {number}. {printable(step)}")
