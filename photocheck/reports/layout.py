"""Lines for people: wrapped to the terminal's width, without trailing blanks, coloured where that is wanted."""

from __future__ import annotations

import os
import shutil
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text

__all__ = ["Page"]

# Lines that are longer are hard to read, however wide the window is; narrower than this is a mistake.
WIDEST: Final = 120
NARROWEST: Final = 30
# What pipes and files get: the same wherever the command runs.
PLAIN_WIDTH: Final = 80


class _Console(Console):
    """A console that leaves it to the command line what happens when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        """Say so; rich would end the process with a code that means something else here."""
        raise BrokenPipeError


class Page:
    """Writes wrapped lines to a stream: in colour on a terminal (NO_COLOR is kept to), plain elsewhere."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        self.width = min(max(_width_of(stream) if width is None else width, NARROWEST), WIDEST)
        self._console = _Console(file=stream, width=self.width, highlight=False, markup=False, emoji=False)
        self._free = True

    def blank(self) -> None:
        """Leave a line free, unless one is free already or nothing was written yet."""
        if not self._free:
            self._console.print()
            self._free = True

    def line(self, text: str | Text, indent: int = 0) -> None:
        """Write a text, every line of it indented by so many blanks."""
        self.hanging(Text(" " * indent), text)

    def heading(self, name: Text, loud: Text, rest: Text, right: Text) -> None:
        """Write "name: LOUD rest" with something at the right edge, on one line where there is room.

        Otherwise the right one gets a line of its own, and so does a name that would break the loud words.
        """
        left = Text.assemble(name, ": ", loud, " ", rest)
        gap = self.width - left.cell_len - right.cell_len
        if gap >= 2:
            self._put(Text.assemble(left, " " * gap, right))
            return
        if name.cell_len + 2 + loud.cell_len <= self.width:
            first, *following = self._wrapped(left, self.width - 2)
            lines = [first]
        else:
            lines = self._wrapped(Text.assemble(name, ":"), self.width)
            following = self._wrapped(Text.assemble(loud, " ", rest), self.width - 2)
        for line in (*lines, *(Text.assemble("  ", line) for line in (*following, right))):
            self._put(line)

    def hanging(self, lead: Text, text: str | Text, tail: str = "") -> None:
        """Write a text after its lead, further lines under the first; the tail at the right edge if it fits."""
        text = Text(text) if isinstance(text, str) else text
        room = self.width - lead.cell_len
        beside = room - len(tail) - 2
        if tail and beside >= room * 2 // 3:
            first, *rest = self._wrapped(text, beside)
            first = Text.assemble(first, " " * (room - first.cell_len - len(tail)), (tail, "dim"))
        else:
            first, *rest = self._wrapped(Text.assemble(text, (f" {tail}" if tail else "", "dim")), room)
        self._put(Text.assemble(lead, first))
        for line in rest:
            self._put(Text.assemble(" " * lead.cell_len, line))

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        lines = list(text.wrap(self._console, width))
        for line in lines:
            line.rstrip()
        return lines or [Text()]

    def _put(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, soft_wrap=True)
        self._free = False


def _width_of(stream: TextIO) -> int:
    """The window's width; COLUMNS counts where it is set, so that a script can choose."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if stream.isatty() else PLAIN_WIDTH
