"""`photocheck policy list|show|test`: the rules that photos are judged by."""

from __future__ import annotations

import click

from photocheck.cli.outputs import result_stream

__all__ = ["policy"]


@click.group()
def policy() -> None:
    """List, show and test the rules that photos are judged by."""


@policy.command("list")
def list_() -> None:
    """List the policies that are built in."""
    from photocheck.policy import built_in_policies, load_policy  # noqa: PLC0415 - not needed for --help

    with result_stream(None) as stream:
        for name in built_in_policies():
            known = load_policy(name)
            stream.write(f"{known.label:<16} {known.title}\n")


@policy.command()
@click.argument("name", metavar="NAME|FILE", default="whatsapp")
@click.option(
    "--format",
    "kind",
    type=click.Choice(("toml", "text")),
    default="toml",
    show_default=True,
    help="The file as it is, to begin your own with, or what it says in words.",
)
def show(name: str, kind: str) -> None:
    """Show a policy, as its file or in words."""
    from photocheck.cli.policy_text import policy_file, write_in_words  # noqa: PLC0415 - not needed for --help
    from photocheck.policy import load_policy  # noqa: PLC0415

    # Whoever shows a policy that is wrong learns that it is.
    known = load_policy(name)
    with result_stream(None) as stream:
        if kind == "toml":
            stream.write(policy_file(name))
        else:
            write_in_words(known, stream)


@policy.command()
@click.argument("name", metavar="NAME|FILE")
def test(name: str) -> None:
    """Test a policy file: name every mistake in it by its key."""
    from photocheck.policy import load_policy  # noqa: PLC0415 - not needed for --help

    known = load_policy(name)
    with result_stream(None) as stream:
        stream.write(f"The policy “{known.name}” {known.version} is in order: {len(known.rules)} rules.\n")
