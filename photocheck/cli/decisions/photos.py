"""Which photo is meant on the command line: a file, or the sha256 of one that is gone."""

from __future__ import annotations

import re
from hashlib import file_digest
from pathlib import Path
from typing import Final

from photocheck.errors import UsageError, reason_of

__all__ = ["sha256_of"]

SHA256: Final = re.compile("[0-9a-f]{64}")


def sha256_of(photo: str) -> str:
    """The sha256 of a file, or the one that was typed; raises UsageError where the file cannot be read."""
    if SHA256.fullmatch(photo) and not Path(photo).exists():
        return photo
    try:
        with Path(photo).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"“{photo}” could not be read: {reason_of(error)}.") from error
