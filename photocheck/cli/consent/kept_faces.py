"""What is kept of somebody's face, deleted wherever this machine knows that it may be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photocheck.cli.endings import say
from photocheck.cli.options import PEOPLE_VARIABLES
from photocheck.errors import ConfigurationError

if TYPE_CHECKING:
    from photocheck.consent.register import Register

__all__ = ["Deletion", "delete_encodings"]


@dataclass(frozen=True, slots=True)
class Deletion:
    """How many encodings were deleted, and the people files in which some may be left."""

    deleted: int
    left: tuple[Path, ...] = ()

    def tell_of_what_is_left(self, reference: str) -> None:
        """Raise ConfigurationError where something may be left, saying where."""
        if self.left:
            places = ", ".join(map(str, self.left))
            raise ConfigurationError(
                f"What is kept of the face of {reference} could not be deleted from {places}.",
                f"Where that file is, run: photocheck people forget {reference} --people-file {self.left[0]}",
            )


def delete_encodings(register: Register, where: str | None, people_file: str | None, reference: str) -> Deletion:
    """Delete the encodings of these people from every people file that is known, and note that in the log.

    Known are the file that was named, those that settings name, the one beside the register, and those into which
    the log says they were enrolled. `where` is the register as it was named on the command line.
    """
    enrolled = {Path(file) for file in register.enrolled_in(reference)}
    deleted, left = 0, []
    for place in sorted({*_named(people_file, where), *enrolled}):
        try:
            if place.exists():
                deleted += _forget(place, reference)
            elif place in enrolled:
                # Moved, or on another machine.
                left.append(place)
        except (ConfigurationError, OSError) as error:
            say(error.message if isinstance(error, ConfigurationError) else f"{place}: {error}.")
            left.append(place)
    if deleted and register.has(reference):
        register.note(reference, "unenrol", left=[str(place) for place in left] or None)
    return Deletion(deleted, tuple(left))


def _forget(place: Path, reference: str) -> int:
    from photocheck.consent.encodings import PeopleFile  # noqa: PLC0415 - most people never compare faces

    return PeopleFile(place).forget(reference)


def _named(people_file: str | None, register: str | None) -> Iterator[Path]:
    """The files that the command line, the environment and the settings name, and the usual one."""
    from photocheck.consent.place import people_file_beside  # noqa: PLC0415 - not needed for --help

    configured = click.get_current_context().lookup_default("people_file")
    variables = (os.environ.get(name) for name in PEOPLE_VARIABLES)
    for name in (people_file, *variables, configured, people_file_beside(register)):
        if name:
            yield Path(str(name)).resolve()
