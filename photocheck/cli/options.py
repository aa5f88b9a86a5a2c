"""The options that several commands share: one flag, one variable, one sentence of help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from photocheck.cli.settings import FORMATS
from photocheck.domain.readers import DEFAULT_READER, READERS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = [
    "CREW_OPTIONS",
    "PEOPLE_VARIABLES",
    "audience_option",
    "channel_option",
    "complete_files",
    "crew_options",
    "form_option",
    "jobs_option",
    "people_file_option",
    "policy_option",
    "quiet_option",
    "register_option",
]

# The second is the older name.
PEOPLE_VARIABLES: Final = ("PHOTOCHECK_PEOPLE_FILE", "PHOTOCHECK_PEOPLE")


def complete_files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete the name of a file."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

    return [CompletionItem(incomplete, type="file")]


policy_option = click.option(
    "--policy",
    envvar="PHOTOCHECK_POLICY",
    default="whatsapp",
    show_default=True,
    metavar="NAME|FILE",
    shell_complete=complete_files,
    help="The rules to judge by: the name of one that is built in, or a TOML file.",
)

audience_option = click.option(
    "--for",
    "audience",
    envvar="PHOTOCHECK_FOR",
    default="colleagues",
    show_default=True,
    metavar="AUDIENCE",
    help="Who gets the photo: colleagues, partners, customers, public.",
)

channel_option = click.option(
    "--channel",
    envvar="PHOTOCHECK_CHANNEL",
    default="whatsapp",
    show_default=True,
    metavar="CHANNEL",
    help="How it gets there: whatsapp, website, social, press, print, email, teams.",
)

form_option = click.option(
    "--format",
    "form",
    envvar="PHOTOCHECK_FORMAT",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to tell: for people, one JSON document, or one JSON line for each photo.",
)

quiet_option = click.option(
    "--quiet",
    "-q",
    envvar="PHOTOCHECK_QUIET",
    is_flag=True,
    help="No progress and no remarks on standard error, only what went wrong.",
)

register_option = click.option(
    "--register",
    envvar="PHOTOCHECK_REGISTER",
    metavar="FILE|URL",
    shell_complete=complete_files,
    help="The consent register: a file, or postgresql://… for a team. By default, a file of this user's.",
)

people_file_option = click.option(
    "--people-file",
    envvar=PEOPLE_VARIABLES,
    metavar="FILE",
    help="Where faces are kept in numbers; a file beside the register by default.",
)

# The options by which many photos are looked at; the fields of cli.crew.Crew.
CREW_OPTIONS: Final = ("jobs", "time_limit", "store", "no_store", "fresh", "reread", "cluster", "reader")

jobs_option = click.option(
    "--jobs",
    "-j",
    envvar="PHOTOCHECK_JOBS",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many photos to look at side by side. By default one for each core, if the memory is enough.",
)

_CREW: Final = (
    jobs_option,
    click.option(
        "--time-limit",
        envvar="PHOTOCHECK_TIME_LIMIT",
        type=click.FloatRange(min=1),
        default=300,
        show_default=True,
        metavar="SECONDS",
        help="Stop looking at a photo after so long; it counts as not checked.",
    ),
    click.option(
        "--store",
        envvar="PHOTOCHECK_STORE",
        metavar="FILE",
        help="Where to remember what was found, so that no photo of a folder is looked at twice.",
    ),
    click.option("--no-store", envvar="PHOTOCHECK_NO_STORE", is_flag=True, help="Remember nothing."),
    click.option(
        "--cluster",
        envvar="PHOTOCHECK_CLUSTER",
        metavar="ADDRESS",
        help="Let the Dask cluster at this address look at the photos; “local” starts one here.",
    ),
    click.option("--fresh", is_flag=True, help="Look at every photo again, whatever is remembered."),
    click.option(
        "--reread",
        envvar="PHOTOCHECK_REREAD",
        is_flag=True,
        help="Read every file to see whether it has changed, not only its size and times.",
    ),
    click.option(
        "--reader",
        envvar="PHOTOCHECK_READER",
        type=click.Choice(READERS),
        default=DEFAULT_READER,
        show_default=True,
        help="Who reads pages and screens again once they are straightened; tesseract is slow and has to be installed.",
    ),
)


def crew_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options by which many photos are looked at."""
    for option in reversed(_CREW):
        command = option(command)
    return command
