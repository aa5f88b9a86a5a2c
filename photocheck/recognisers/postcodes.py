"""UK postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import Label
from photocheck.recognisers.lookalikes import as_digits, as_letters, digits_in
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
WRITTEN: Final = re.compile(r"(?<![^\W_])(?<![£$€#.])([A-Z0-9]{2,4})( {0,2})([0-9OIlSZBG])([A-Z0-9]{2})(?![^\W_])")
OUTWARD: Final = re.compile(r"([A-Z]{1,2})(?:[1-9]\d?|[1-9][A-HJKMNPR-Y]|0)")
INWARD: Final = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}")
# "4 GB" of memory, "1ST" and the like, behind something that could be a district.
NOT_INWARD: Final = re.compile(r"\dGB|\dTB|1ST|2ND")
LABEL: Final = Label(r"post ?code", r"postal code", "zip(?: code)?", "address", words=("postcode",))
# So many characters of a postcode may have been read wrong; so many letters and digits have to be right.
MOST_GUESSED: Final = 2
FEWEST: Final = 2

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
        ("B60 28D", "B60 28D"),
        ("CR0 2AJ", "CR0 2AJ"),
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
        "6.664 345",
        "EO OGY",
        "17 WGT 165",
        "E0 2AJ",
        "S3 GET",
    ),
)


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode in a passage: where it stands, and whether a letter or digit had to be guessed."""

    start: int
    end: int
    exact: bool


def postcodes_in(passage: Passage) -> Iterator[Postcode]:
    """Yield what is written like a postcode of an area that exists."""
    for found in passage.find(WRITTEN, digits=1):
        outward, gap, figure, unit = found.groups()
        written = outward + figure + unit
        if _is_postcode(outward, figure + unit):
            yield Postcode(*found.span(), exact=True)
        elif gap and FEWEST <= digits_in(written) <= len(written) - FEWEST:
            guess = _guess_outward(outward), as_digits(figure) + as_letters(unit)
            guessed = sum(one != other for one, other in zip(written, "".join(guess), strict=True))
            if guessed <= MOST_GUESSED and _is_postcode(*guess):
                yield Postcode(*found.span(), exact=False)


def _is_postcode(outward: str, inward: str) -> bool:
    district = OUTWARD.fullmatch(outward)
    if district is None or district[1] not in AREAS or INWARD.fullmatch(inward) is None:
        return False
    # No area of one letter has a district 0.
    return not (len(district[1]) == 1 and outward.endswith(district[1] + "0")) and NOT_INWARD.fullmatch(inward) is None


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
