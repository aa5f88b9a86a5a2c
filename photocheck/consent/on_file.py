"""What is on file for the photos of a run, added to their reports before they are judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from photocheck.consent.place import default_register, this_user
from photocheck.domain.reports import PhotoReport

__all__ = ["AddConsent", "consent_on_file"]

AddConsent = Callable[[PhotoReport, str | bytes], PhotoReport]


def consent_on_file(register: str | None, event: str | None) -> AddConsent:
    """Read the register once, and return what adds to a report the consent that covers its photo.

    Without a register that is named, this user's counts where there is one. Raises ConfigurationError where the
    register that was named is missing or wrong, and MissingExtra.
    """
    if register is None and not default_register().exists():
        return lambda report, _: report
    from photocheck.consent.database import open_register  # noqa: PLC0415 - not needed without a register

    book = open_register(register or default_register(), actor=this_user()).book(datetime.now(UTC).date())

    def with_consent(report: PhotoReport, photo: str | bytes) -> PhotoReport:
        path = None if isinstance(photo, bytes) else photo
        return replace(report, consent=book.state_for(sha256=report.sha256, path=path, event=event))

    return with_consent
