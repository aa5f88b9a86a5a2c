"""What the commands of the register share: opening it and the people file, whose name its log gets, and days."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from photocheck.consent.encodings import PeopleFile
    from photocheck.consent.register import Register

__all__ = ["DAY", "as_day", "opened", "opened_people"]

DAY = click.DateTime(["%Y-%m-%d"])


def as_day(moment: datetime | None) -> date | None:
    """The day that was typed."""
    return None if moment is None else moment.date()


def opened(register: str | None, *, create: bool = False) -> Register:
    """Open the register that was named, or this user's; raises ConfigurationError and MissingExtra."""
    from photocheck.consent.database import open_register  # noqa: PLC0415 - not needed for --help
    from photocheck.consent.place import default_register, this_user  # noqa: PLC0415

    return open_register(register or default_register(), actor=this_user(), create=create)


def opened_people(people_file: str | None, register: str | None) -> PeopleFile:
    """The people file that was named, or the one beside the register."""
    from photocheck.consent.encodings import PeopleFile  # noqa: PLC0415 - not needed for --help
    from photocheck.consent.place import people_file_beside  # noqa: PLC0415

    return PeopleFile(Path(people_file) if people_file else people_file_beside(register))
