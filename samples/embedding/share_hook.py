"""A hook that a program calls before it sends a photo by WhatsApp: what comes back may be sent."""

from __future__ import annotations

import tempfile
from pathlib import Path

from photocheck import Decision, PhotocheckError, Screener


class NotToBeSent(Exception):
    """This photo may not be sent; the sentences say why, for whoever wanted to."""


def before_sending(screener: Screener, photo: bytes, name: str, audience: str = "colleagues") -> bytes:
    """The photo itself where nothing sensitive was found, else a copy in which that is hidden, and which was proven.

    Raises NotToBeSent where somebody has to ask, look or decide first: consent, a marking, another audience, or a
    photo that could not be checked.
    """
    report = screener.screen(photo, name=name, audience=audience, channel="whatsapp")
    if report.decision is Decision.SHARE:
        return photo
    if report.decision is not Decision.HIDE:
        raise NotToBeSent(" ".join(reason.text for reason in report.verdict.reasons))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, Path(name).name)
        try:
            redaction = screener.redact(report, photo=photo, to=copy)
        except PhotocheckError as error:
            raise NotToBeSent(error.message) from error
        if redaction.after.decision.needs_attention:
            raise NotToBeSent(" ".join(reason.text for reason in redaction.after.verdict.reasons))
        return copy.read_bytes()
