"""The strip below an annotated photo: what the signs mean, and what is in the file rather than in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from photocheck.domain.verdicts import Decision
from photocheck.imaging.annotation_style import Ink, draw_sign, font, ink_of

__all__ = ["Legend", "with_legend"]


@dataclass(frozen=True, slots=True)
class Legend:
    """What stands below the picture.

    `title` is what to do with the photo, `meanings` the words for each decision (None: seen, and needs
    nothing), `notes` are further lines, such as what the file itself says.
    """

    title: str
    meanings: Mapping[Decision | None, str]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the strip: `indented` leaves room for a sign, which `ink` draws."""

    text: str
    size: int
    indented: bool = False
    ink: Ink | None = None


def with_legend(
    picture: Image.Image, legend: Legend, decisions: Mapping[int, Decision | None], size: int
) -> Image.Image:
    """Put the legend in a white strip below the picture, in letters of this size (pixels).

    `decisions` maps the number of each mark in the picture to what it calls for.
    """
    margin, line = size, round(size * 1.5)
    rows = list(_rows(legend, decisions, size, picture.width - 2 * margin))
    whole = Image.new("RGB", (picture.width, picture.height + 2 * margin + line * len(rows)), "white")
    whole.paste(picture, (0, 0))
    draw = ImageDraw.Draw(whole)
    middle = picture.height + margin + line / 2
    for row in rows:
        if row.ink is not None:
            draw_sign(draw, (margin + size * 0.5, middle), size * 0.5, row.ink.sign, row.ink.colour)
        left = margin + line if row.indented else margin
        draw.text((left, middle), row.text, fill="black", font=font(row.size), anchor="lm")
        middle += line
    return whole


def _rows(legend: Legend, decisions: Mapping[int, Decision | None], size: int, room: int) -> Iterator[_Row]:
    large = round(size * 1.2)
    for text in _wrapped(legend.title, large, room):
        yield _Row(text, large)
    for decision, numbers in _grouped(decisions):
        meaning = f"{legend.meanings[decision]}: {', '.join(map(str, numbers))}"
        for index, text in enumerate(_wrapped(meaning, size, room - round(size * 1.5))):
            yield _Row(text, size, indented=True, ink=None if index else ink_of(decision))
    for note in legend.notes:
        for text in _wrapped(note, size, room):
            yield _Row(text, size)


def _grouped(decisions: Mapping[int, Decision | None]) -> list[tuple[Decision | None, list[int]]]:
    """The numbers of each decision, the strictest first, what needs nothing last."""
    groups: dict[Decision | None, list[int]] = {}
    for number in sorted(decisions):
        groups.setdefault(decisions[number], []).append(number)
    return sorted(groups.items(), key=lambda group: 0 if group[0] is None else -group[0].rank - 1)


def _wrapped(text: str, size: int, room: float) -> list[str]:
    """Break a text into lines that fit; a word that is too long for a line is cut."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if font(size).getlength(longer) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
        current = _cut(word, size, room)
    return [*lines, current] if current else lines


def _cut(word: str, size: int, room: float) -> str:
    while len(word) > 1 and font(size).getlength(word) > room:
        word = word[:-2] + "…"
    return word
