"""Lines for people: wrapped to the terminal's width, without trailing blanks, coloured where that is wanted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
        self._stream = stream
        self._console = _Console(file=stream, width=self.width, highlight=False, markup=False, emoji=False)
        # Old consoles of Windows take no codes for colours.
        self._plain = self._console.color_system is None or self._console.legacy_windows
        self._aside: list[str] | None = None
        self._free = True

    @property
    def look(self) -> str:
        """What lines look like: how wide they are, and in which colours."""
        colours = f"{self._console.color_system}{' without colours' if self._console.no_color else ''}"
        return f"{self.width} wide, {'plain' if self._plain else colours}"

    @contextmanager
    def put_aside(self) -> Iterator[list[str]]:
        """Put what is written meanwhile into a list, instead of on the page, as if it followed a line there."""
        before, self._free, self._aside = self._free, False, []
        try:
            yield self._aside
        finally:
            self._free, self._aside = before, None

    def take(self, lines: str) -> None:
        """Write what was put aside on a page of the same look; nothing may be left free before it."""
        if lines:
            self._write(lines)
            self._free = lines.endswith("\n\n")

    def blank(self) -> None:
        """Leave a line free, unless one is free already or nothing was written yet."""
        if not self._free:
            self._write("\n")
            self._free = True

    def line(self, text: str | Text, indent: int = 0) -> None:
        """Write a text, every line of it indented by so many blanks."""
        if isinstance(text, str) and self._fits(text, self.width - indent):
            self._write(f"{' ' * indent}{text.rstrip()}\n")
            self._free = False
            return
        self.hanging(Text(" " * indent), text)

    def heading(self, name: str, loud: str, rest: str, right: str, style: str) -> None:
        """Write "name: LOUD rest" with something at the right edge, on one line where there is room.

        Otherwise the right one gets a line of its own, and so does a name that would break the loud words, which
        are in this style.
        """
        plain = self._plain_heading(f"{name}: {loud} {rest}", right)
        if plain is not None and len(name) + 2 + len(loud) <= self.width:
            self._write(plain)
            self._free = False
            return
        before, words, end = Text(name, "bold"), Text.assemble((loud, style), " ", rest), Text(right, "bold")
        left = Text.assemble(before, ": ", words)
        gap = self.width - left.cell_len - end.cell_len
        if gap >= 2:
            self._put(Text.assemble(left, " " * gap, end))
            return
        if before.cell_len + 2 + len(loud) <= self.width:
            first, *following = self._wrapped(left, self.width - 2)
            lines = [first]
        else:
            lines = self._wrapped(Text.assemble(before, ":"), self.width)
            following = self._wrapped(words, self.width - 2)
        for line in (*lines, *(Text.assemble("  ", line) for line in (*following, end))):
            self._put(line)

    def _plain_heading(self, left: str, right: str) -> str | None:
        """The heading where it needs no colours and has only plain words to wrap; None where it needs more care."""
        if self._fits(left, self.width - 2 - len(right)):
            return f"{left}{right:>{self.width - len(left)}}\n"
        words = left.split(" ")
        if not self._fits(left, len(left)) or not 0 < min(map(len, words)) <= max(map(len, words)) <= self.width - 2:
            return None
        lines = [words[0]]
        for word in words[1:]:
            if len(lines[-1]) + 1 + len(word) <= self.width - 2:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return "\n  ".join((*lines, right)) + "\n"

    def hanging(self, lead: Text, text: str | Text, tail: str = "") -> None:
        """Write a text after its lead, further lines under the first; the tail at the right edge if it fits."""
        room = self.width - lead.cell_len
        beside = room - len(tail) - 2
        if self._fits(words := str(text), beside if tail else room) and (not tail or beside >= room * 2 // 3):
            self._write(f"{lead}{words}{tail:>{room - len(words)}}".rstrip() + "\n")
            self._free = False
            return
        text = Text(text) if isinstance(text, str) else text
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

    def _fits(self, words: str, room: int) -> bool:
        """Whether these words need neither colours nor wrapping, nor anybody to count how wide each sign is."""
        return self._plain and 0 < len(words) <= room and words.isascii() and words.isprintable()

    def _put(self, line: Text) -> None:
        line.rstrip()
        if self._plain:
            self._write(line.plain + "\n")
        elif self._aside is None:
            self._console.print(line, soft_wrap=True)
        else:
            with self._console.capture() as captured:
                self._console.print(line, soft_wrap=True)
            self._write(captured.get())
        self._free = False

    def _write(self, text: str) -> None:
        if self._aside is None:
            self._stream.write(text)
        else:
            self._aside.append(text)


def _width_of(stream: TextIO) -> int:
    """The window's width; COLUMNS counts where it is set, so that a script can choose."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if stream.isatty() else PLAIN_WIDTH
