"""One thing that a file says about somebody, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fact", "text_of", "unreadable"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A finding in the making: `kind` and `pattern` as reports name them, `value` in full.

    `shown` is the form that may be shown, None where the value has to be masked. `where` is the part of
    the file.
    """

    kind: str
    pattern: str
    value: str
    confidence: float = 0.99
    shown: str | None = None
    where: str = ""


def unreadable(part: str) -> Fact:
    """The file has metadata here that could not be read."""
    words = f"{part} data that could not be read"
    return Fact("personal-metadata", "unreadable-metadata", words, 0.5, shown=words, where=part)


def text_of(value: object) -> str:
    """The text of a metadata value, which may be bytes, a number, or padded with zeros; "" for none."""
    if isinstance(value, bytes):
        text = value.decode("utf-8", errors="replace")
    elif isinstance(value, tuple | list):
        text = ", ".join(text_of(item) for item in value)
    else:
        text = "" if value is None else str(value)
    return " ".join(text.replace("\0", " ").split())
