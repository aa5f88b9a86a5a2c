"""Draw what is printed or shown: the code of a form, and the card that is photographed before a shoot."""

from __future__ import annotations

import io
from typing import Final

import segno
from PIL import Image, ImageDraw, ImageFont

from photocheck.consent.slates import slate_content

__all__ = ["form_png", "form_svg", "form_text", "slate_png"]

# A5 on its side at 150 dots an inch; the code is readable from across a room.
WIDTH, HEIGHT, DPI = 1240, 874, 150
MARGIN: Final = 70
CODE: Final = 620


def form_text(link: str) -> str:
    """The code of a form's link for a terminal, as rows of half blocks."""
    stream = io.StringIO()
    segno.make(_address(link), error="m", micro=False).terminal(stream, compact=True)
    return stream.getvalue()


def form_png(link: str) -> bytes:
    """The code of a form's link as a PNG that can be printed or shown on a phone."""
    stream = io.BytesIO()
    segno.make(_address(link), error="m", micro=False).save(stream, kind="png", scale=12, border=4)
    return stream.getvalue()


def form_svg(link: str) -> bytes:
    """The code of a form's link as a drawing for a web page."""
    stream = io.BytesIO()
    segno.make(_address(link), error="m", micro=False).save(stream, kind="svg", scale=4, border=4, light="white")
    return stream.getvalue()


def slate_png(reference: str, title: str) -> bytes:
    """The card for a reference: its name in large letters, and a code that photocheck finds in a photo."""
    card = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(card)
    draw.rectangle((12, 12, WIDTH - 13, HEIGHT - 13), outline="black", width=6)
    code = io.BytesIO()
    # Level H: a thumb over a corner of the card does no harm.
    segno.make(slate_content(reference), error="h", micro=False).save(code, kind="png", scale=20, border=4)
    with Image.open(code) as picture:
        card.paste(picture.convert("RGB").resize((CODE, CODE), Image.Resampling.NEAREST), (WIDTH - CODE - 40, 127))
    room = WIDTH - CODE - 40 - MARGIN - 20
    draw.text((MARGIN, 150), "Photo consent", font=ImageFont.load_default(54), fill="black")
    draw.text((MARGIN, 300), reference, font=_fitting(reference, room, 96), fill="black")
    draw.text((MARGIN, 470), title, font=_fitting(title, room, 40), fill="black")
    advice = "Photograph this card first.\nThe photos after it belong\nto this consent, until the\nnext card."
    draw.multiline_text((MARGIN, 580), advice, font=ImageFont.load_default(34), fill="black", spacing=10)
    stream = io.BytesIO()
    card.save(stream, "PNG", dpi=(DPI, DPI))
    return stream.getvalue()


def _fitting(text: str, room: int, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The largest letters in which the text fits into the room, at least 14 pixels high."""
    while size > 14 and ImageFont.load_default(size).getlength(text) > room:
        size -= 2
    return ImageFont.load_default(size)


def _address(link: str) -> str:
    """The link with its scheme, without which phones take it for text."""
    return link if "://" in link else f"https://{link}"
