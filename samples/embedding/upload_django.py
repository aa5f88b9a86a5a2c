"""Refuse photos with something sensitive in them where they are uploaded, in Django.

class Event(models.Model):
photo = models.ImageField(upload_to="events", validators=[validate_photo])
"""

from __future__ import annotations

from functools import cache

from django.core.exceptions import ValidationError
from django.core.files import File

from photocheck import Screener


@cache
def screener() -> Screener:
    """The one of this process: loading the models takes a second or two, so it happens once."""
    return Screener(audience="public", channel="website")


def validate_photo(upload: File) -> None:
    """Raise ValidationError, with every reason as a message, unless the photo may go to Communications."""
    upload.seek(0)
    report = screener().screen(upload.read(), name=upload.name or "photo")
    upload.seek(0)
    if report.decision.needs_attention:
        raise ValidationError(
            [reason.text for reason in report.verdict.reasons if reason.decision.needs_attention],
            code=str(report.decision),
        )
