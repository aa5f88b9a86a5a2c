"""What is not to be looked at: `.photocheckignore` files, in the language of .gitignore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from photocheck.batch.files import opened
from photocheck.errors import ConfigurationError, reason_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["IGNORE_FILE", "Ignoring", "patterns_in"]

IGNORE_FILE: Final = ".photocheckignore"


@dataclass(frozen=True, slots=True)
class Ignoring:
    """The patterns that hold in a folder: its own, and those of the folders above it, which its own overrule."""

    folder: str
    patterns: GitIgnoreSpec
    above: Ignoring | None = None

    def covers(self, path: str, *, folder: bool) -> bool:
        """Whether the file or folder at this path is not to be looked at."""
        below = path[len(self.folder) :].replace("\\", "/").lstrip("/")
        said = self.patterns.check_file(below + "/" if folder else below).include
        if said is None:
            return self.above is not None and self.above.covers(path, folder=folder)
        return said


def patterns_in(folder: str, path: str, above: Ignoring | None) -> Ignoring:
    """Read the ignore file of a folder; raises ConfigurationError.

    One that cannot be read is no empty one: what somebody wanted left alone would be looked at and told of.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most folders have no such file

    try:
        with opened(path) as stream:
            lines = stream.read().decode("utf-8-sig").splitlines()
        return Ignoring(folder, GitIgnoreSpec.from_lines(lines), above)
    except OSError as error:
        raise ConfigurationError(f"“{path}” could not be read: {reason_of(error)}.") from error
    except ValueError as error:
        raise ConfigurationError(f"“{path}” is not understood: {error}.", "It is written like .gitignore.") from error
