"""What is on file for the photos of a run, consent and decisions, added to their reports before they are judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from photocheck.consent.place import default_register, this_user
from photocheck.domain.reports import PhotoReport

if TYPE_CHECKING:
    from photocheck.consent.book import ConsentBook
    from photocheck.consent.rulings import RulingBook

__all__ = ["AddOnFile", "adding", "on_file"]

AddOnFile = Callable[[PhotoReport, str | bytes], PhotoReport]


def on_file(register: str | None, event: str | None) -> AddOnFile:
    """Read the register once, and return what adds to a report the consent that covers its photo and what was decided.

    Without a register that is named, this user's counts where there is one. Raises ConfigurationError where the
    register that was named is missing or wrong, or its log was changed, and MissingExtra.
    """
    if register is None and not default_register().exists():
        return lambda report, _: report
    from photocheck.consent.database import open_register  # noqa: PLC0415 - not needed without a register

    today = datetime.now(UTC).date()
    opened = open_register(register or default_register(), actor=this_user())
    return adding(opened.book(today), opened.rulings.book(today), event)


def adding(book: ConsentBook, rulings: RulingBook, event: str | None) -> AddOnFile:
    """What adds to a report the consent and the decisions of these books."""

    def with_what_is_on_file(report: PhotoReport, photo: str | bytes) -> PhotoReport:
        path = None if isinstance(photo, bytes) else photo
        consent = book.state_for(sha256=report.sha256, path=path, event=event)
        return replace(report, consent=consent).with_rulings(rulings.rulings_for(report.sha256))

    return with_what_is_on_file
