"""Text that was read in a photo: masked wherever it is shown, unless somebody asks to see it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MASK", "ReadText", "mask"]

MASK = "*"


def mask(text: str, keep: int = 0) -> str:
    """Replace letters and digits by stars, keep spaces and signs, and the last `keep` characters.

    At most a quarter of the letters and digits is kept, so that a short secret stays secret.
    """
    total = sum(character.isalnum() for character in text)
    visible = min(keep, total // 4)
    masked: list[str] = []
    for character in reversed(text):
        if not character.isalnum():
            masked.append(character)
        elif visible:
            visible -= 1
            masked.append(character)
        else:
            masked.append(MASK)
    return "".join(reversed(masked))


@dataclass(frozen=True, slots=True, repr=False)
class ReadText:
    """A piece of text with the form that may be shown; printing it never shows the rest.

    `revealed` is None when only the masked form is known, as in a report that was stored.
    """

    masked: str
    revealed: str | None = None

    @classmethod
    def secret(cls, text: str, keep: int = 0) -> ReadText:
        """Hold this text, showing at most its last `keep` letters and digits."""
        return cls(mask(text, keep), text)

    @classmethod
    def plain(cls, text: str) -> ReadText:
        """Hold text that gives nobody away, such as the name of a metadata field."""
        return cls(text, text)

    def shown(self, *, reveal: bool = False) -> str:
        """The text as it may be shown: masked, or in full where `reveal` is set and it is known."""
        return self.revealed if reveal and self.revealed is not None else self.masked

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"ReadText({self.masked!r})"
