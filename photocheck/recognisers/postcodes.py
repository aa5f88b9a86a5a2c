"""UK postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import as_digits, as_letters
from photocheck.recognisers.passage import Passage

__all__ = ["EXAMPLES", "Postcode", "postcodes_in", "recognise"]

PATTERN: Final = "uk-postcode"

# The 124 areas, of Royal Mail's Postcode Address File.
AREAS: Final = frozenset(
    (  # noqa: SIM905 - a row of words is easier to read than a list of strings
        "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN "
        "EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N "
        "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN "
        "TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "
    ).split()
)
WRITTEN: Final = re.compile(r"(?<![^\W_])(?<![£$€#])([A-Z0-9]{2,4})( ?)([0-9OIlSZBG])([A-Z0-9]{2})(?![^\W_])")
OUTWARD: Final = re.compile(r"([A-Z]{1,2})\d[\dA-Z]?")
INWARD: Final = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}")
LABEL: Final = Label(r"post\s?code|post\s?al\s+code|zip(?:\s+code)?|address")

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("B97 8AH", "B97 8AH"),
        ("B978AH", "B978AH"),
        ("Redditch, Worcestershire B98 8AH.", "B98 8AH"),
        ("SW1A 2AA", "SW1A 2AA"),
        ("M1 1AE", "M1 1AE"),
        ("Postcode: B6O 2AJ", "B6O 2AJ"),
        ("Bromsgrove\nB61 6BE", "B61 6BE"),
        ("B6O 2AJ", "B6O 2AJ"),
    ),
    left_alone=(
        "QX1 1AE",
        "B97 8CV",
        "A38 100",
        "M5 4GB RAM",
        "ISO 9001",
        "AB12 CDE",
        "2026 1ST",
        "b97 place",
        "BUS 5AM",
    ),
)


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode in a passage: where it stands, and whether a letter or digit had to be guessed."""

    start: int
    end: int
    exact: bool


def postcodes_in(passage: Passage) -> Iterator[Postcode]:
    """Yield what is written like a postcode of an area that exists; nothing that has to be guessed twice."""
    for found in WRITTEN.finditer(passage.text):
        outward, gap, figure, unit = found.groups()
        if _is_postcode(outward, figure + unit):
            # "4GB" and "5AM" with a number before them are no postcodes.
            if figure + unit not in {"4GB", "8GB", "2GB", "1GB", "6GB"}:
                yield Postcode(*found.span(), exact=True)
        elif gap and _is_postcode(_guess_outward(outward), as_digits(figure) + as_letters(unit)):
            yield Postcode(*found.span(), exact=False)


def _is_postcode(outward: str, inward: str) -> bool:
    area = OUTWARD.fullmatch(outward)
    return area is not None and area[1] in AREAS and INWARD.fullmatch(inward) is not None


def _guess_outward(outward: str) -> str:
    """The outward code with look-alikes put right: letters in front, digits behind."""
    letters = 2 if outward[1:2].isalpha() and outward[1] not in "OIlSZBG" else 1
    return as_letters(outward[:letters]) + as_digits(outward[letters:])


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find postcodes; one alone names a street, not a person."""
    for postcode in postcodes_in(passage):
        named = LABEL.names(passage, postcode.start, postcode.end)
        confidence = (0.9 if named else 0.75) if postcode.exact else (0.8 if named else 0.6)
        yield Sighting.at(PATTERN, postcode.start, postcode.end, confidence)
