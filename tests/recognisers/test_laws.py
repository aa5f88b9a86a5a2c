"""What holds for every number and every page: valid numbers are found in any layout, others are left alone."""

from __future__ import annotations

import datetime as dt
import math
import re
from time import process_time

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.gb import nhs, upn, utr

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon
from photocheck.domain.text import ReadText
from photocheck.recognisers import RECOGNISERS, recognise
from photocheck.recognisers.layout import written_passage

# What a reader may make of a digit.
CONFUSED = {"0": "OoQD", "1": "Il|", "2": "Zz", "5": "Ss", "6": "Gb", "8": "B", "9": "gq"}
PREFIXES = [
    a + b
    for a in "ABCEGHJKLMNOPRSTWXYZ"
    for b in "ABCEGHJKLMNPRSTWXYZ"
    if a + b not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
]


def seen(text):
    """What was recognised in a text: (pattern, part) pairs."""
    (finding,) = recognise([Finding("text", None, 0.9, "text", ReadText.secret(text))])
    return {(match.pattern, match.text.revealed) for match in finding.matches}


def found(pattern, text):
    """The parts of a text in which this pattern was recognised."""
    return {part for name, part in seen(text) if name == pattern}


def digits(length):
    """A string of this many digits."""
    return st.text("0123456789", min_size=length, max_size=length)


@st.composite
def misread(draw, number, most):
    """The number with at most this many digits taken for letters."""
    places = [place for place, character in enumerate(number) if character in CONFUSED]
    for place in draw(st.lists(st.sampled_from(places), max_size=most, unique=True)) if places else ():
        number = number[:place] + draw(st.sampled_from(CONFUSED[number[place]])) + number[place + 1 :]
    return number


@st.composite
def grouped(draw, number, *layouts, signs=(" ", "-", "")):
    """The number in groups of these lengths, with the same sign between them."""
    layout, sign = draw(st.sampled_from(layouts)), draw(st.sampled_from(signs))
    groups, start = [], 0
    for length in layout:
        groups.append(number[start : start + length])
        start += length
    return sign.join(groups)


def with_check(body, is_valid, alphabet="0123456789"):
    """The body with the first check character that makes it valid, None where none does."""
    return next((body + last for last in alphabet if is_valid(body + last)), None)


NHS_LABELS = [
    "NHS No: {}",
    "NHS number {}",
    "NHS No.\n{}",
    "NHS number\tRoom\n{}\t4",
    "{} (NHS)",
    "Patient NHS: {} seen",
]


@given(st.data(), digits(9), st.sampled_from(NHS_LABELS))
def test_any_nhs_number_with_a_label_is_found(data, body, label):
    """In any usual layout, with a digit or two taken for letters."""
    number = with_check(body, nhs.is_valid)
    assume(number is not None)
    written = data.draw(misread(data.draw(grouped(number, (3, 3, 4))), 2))
    assert written in found("uk-nhs-number", label.format(written))


@given(st.data(), st.sampled_from("467"), digits(8))
def test_any_nhs_number_in_groups_needs_no_label(data, first, body):
    """Three, three and four digits that pass the check are one."""
    number = with_check(first + body, nhs.is_valid)
    assume(number is not None)
    written = data.draw(grouped(number, (3, 3, 4), signs=(" ", "-")))
    assert found("uk-nhs-number", f"her number {written} was on the sheet") == {written}


@given(st.data(), digits(10))
def test_ten_digits_that_fail_the_check_are_no_nhs_number(data, number):
    """Without a label nothing says that they are one."""
    assume(not nhs.is_valid(number))
    written = data.draw(grouped(number, (3, 3, 4), (5, 5), (10,)))
    assert found("uk-nhs-number", f"on the box {written} is printed") == set()


@given(st.data(), st.sampled_from(PREFIXES), digits(6), st.sampled_from("ABCD"))
def test_any_national_insurance_number_is_found(data, prefix, body, suffix):
    """In pairs or in one piece, with or without a label."""
    written = data.draw(grouped(prefix + body + suffix, (2, 2, 2, 2, 1), (9,), (2, 6, 1), signs=(" ", "")))
    assert written in found("uk-national-insurance", f"reference {written} on file")
    body = data.draw(misread(written[2:-1], 2))
    assert f"{prefix}{body}{suffix}" in found("uk-national-insurance", f"NI number: {prefix}{body}{suffix}")


@given(st.data(), digits(9), st.sampled_from(["UTR: {}", "Unique Taxpayer Reference\n{}", "Tax reference {}"]))
def test_any_tax_reference_with_a_label_is_found(data, body, label):
    """Its check digit stands in front."""
    number = next((first + body for first in "0123456789" if utr.is_valid(first + body)), None)
    assume(number is not None)
    written = data.draw(misread(data.draw(grouped(number, (5, 5), (10,), signs=(" ",))), 2))
    assert written in found("uk-utr", label.format(written))
    assert found("uk-utr", f"on the box {number} is printed") == set()


@given(digits(9))
def test_any_pupil_number_is_found(body):
    """Its check letter stands in front, the number of a local authority behind it."""
    number = next(
        (f"{first}801{body}" for first in "ABCDEFGHJKLMNPQRTUVWXYZ" if upn.is_valid(f"{first}801{body}")), None
    )
    assume(number is not None)
    assert found("uk-upn", f"on the list {number} is next") == {number}


@given(st.data(), st.sampled_from(["4", "51", "55", "2221", "37", "6011"]), digits(15))
def test_any_payment_card_is_found(data, first, body):
    """What passes the check and begins as a scheme's numbers do."""
    length = 15 if first == "37" else 16
    number = (first + body)[: length - 1]
    number += luhn.calc_check_digit(number)
    layout = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
    written = data.draw(misread(data.draw(grouped(number, layout)), 2))
    assert written in found("payment-card", f"paid with {written} today")


@given(st.data(), st.sampled_from(["4", "51", "2221"]), digits(15))
def test_a_card_that_fails_the_check_is_none(data, first, body):
    """Long numbers are on many things."""
    number = (first + body)[:16]
    assume(not luhn.is_valid(number))
    written = data.draw(grouped(number, (4, 4, 4, 4)))
    assert found("payment-card", f"on the box {written} is printed") == set()


@given(st.data(), st.text("ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=4, max_size=4), digits(14))
def test_any_british_iban_is_found(data, bank, account):
    """In fours or in one piece, with a digit or two taken for letters."""
    number = f"GB{iban.calc_check_digits(f'GB00{bank}{account}')}{bank}{account}"
    written = data.draw(grouped(number, (4, 4, 4, 4, 4, 2), (22,), signs=(" ", "")))
    behind_bank = written.index(bank) + len(bank)
    written = written[:behind_bank] + data.draw(misread(written[behind_bank:], 2))
    assert written in found("iban", f"pay to {written} please")


@st.composite
def written_dates(draw):
    """A day of birth as people write it."""
    day = draw(st.dates(dt.date(1915, 1, 1), dt.date(2025, 12, 31)))
    way = draw(
        st.sampled_from(
            [
                "%d/%m/%Y",
                "%d.%m.%Y",
                "%d-%m-%Y",
                "%d %m %Y",
                "%d/%m/%y",
                "%Y-%m-%d",
                "%d %B %Y",
                "%d %b %Y",
                "%B %d, %Y",
                "%d%m%Y",
            ]
        )
    )
    return day.strftime(way)


DOB_LABELS = ["DOB: {}", "Date of birth {}", "D.O.B. {}", "Born on {}", "Date of birth\n{}", "Name\tDOB\nA Person\t{}"]


@given(written_dates(), st.sampled_from(DOB_LABELS))
def test_any_date_with_a_label_is_a_date_of_birth(written, label):
    """However it is written."""
    assert found("date-of-birth", label.format(written)) == {written}


@given(written_dates(), st.sampled_from(["Date: {}", "Seen on {}", "{}", "Best before {}", "Name\tDate\nA Person\t{}"]))
def test_a_date_without_a_label_is_any_day(written, text):
    """Papers are full of dates."""
    assert found("date-of-birth", text.format(written)) == set()


AREA_CODES = ["0121", "01527", "020", "0161", "07700", "07911", "0300", "0800", "0113"]


@given(st.sampled_from(AREA_CODES), digits(8), st.sampled_from(["{} {}", "{}{}", "({}) {}", "{}-{}"]))
def test_any_number_of_the_plan_is_a_phone_number(area, rest, layout):
    """Where phonenumbers knows it as one, so do we, label or none."""
    rest = rest[: 11 - len(area)]
    assume(phonenumbers.is_valid_number(phonenumbers.parse(area + rest, "GB")))
    written = layout.format(area, rest)
    assert found("phone", f"ask for A Person, {written}") == {written}
    abroad = f"+44 {area[1:]} {rest}"
    assert found("phone", f"ask for A Person, {abroad}") == {abroad}


@given(
    st.sampled_from(["B", "M", "SW", "WR", "DY", "EC", "CR"]),
    st.integers(1, 99),
    st.integers(0, 9),
    st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2),
)
def test_any_postcode_is_found(area, district, sector, unit):
    """With its gap or without."""
    assume((sector, unit) not in {(1, "ST"), (2, "ND")} and unit not in {"GB", "TB"})
    for written in (f"{area}{district} {sector}{unit}", f"{area}{district}{sector}{unit}"):
        assert found("uk-postcode", f"Redditch, {written}") == {written}


def check_digit(value):
    """The check digit of ICAO Doc 9303, written anew."""
    weights = (7, 3, 1)
    numbers = [0 if character == "<" else int(character, 36) for character in value]
    return str(sum(number * weights[place % 3] for place, number in enumerate(numbers)) % 10)


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=14),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=14),
    digits(9),
    st.dates(dt.date(1930, 1, 1), dt.date(2025, 1, 1)),
    st.sampled_from("MF<"),
    st.sampled_from("<\u00ab\u2039"),
)
def test_the_lines_of_any_passport_are_found(surname, name, number, born, sex, filler):
    """Whatever the reader makes of the filler sign."""
    first = f"P<GBR{surname}<<{name}".ljust(44, "<")
    dates = [day.strftime("%y%m%d") for day in (born, born + dt.timedelta(days=9000))]
    second = f"{number}{check_digit(number)}GBR{dates[0]}{check_digit(dates[0])}{sex}{dates[1]}{check_digit(dates[1])}"
    lines = [line.replace("<", filler) for line in (first, second.ljust(42, "<") + "00")]
    assert found("mrz", "\n".join(lines)) == set(lines)


PIECES = "NHS DOB password PIN Tel Name: Mr Road B97 8AH @ . - / : 943 4765919 10 1962 O I l < OFFICIAL-SENSITIVE"


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(PIECES.split()) | st.sampled_from(" \n\t"),
        max_size=60,
    ).map("".join)
)
@example("\u0660\u0661\u0662 \u00b2\u00b3 \u2460 \U0001d7d8")
@example("DOB \u0661\u0660/\u0660\u0664/\u0661\u0669\u0666\u0662")
@example("NHS \u0669\u0664\u0663\u0664\u0667\u0666\u0665\u0669\u0661\u0669")
def test_no_text_is_too_odd(text):
    """Whatever was read, every match is a part of it, at a confidence between 0 and 1."""
    read = Finding("text", None, 0.9, "text", ReadText.secret(text))
    (finding,) = recognise([read])
    for match in finding.matches:
        assert match.text.revealed in text
        assert 0 < match.confidence <= 1


LONGEST = 4000
TIRING = [
    "0", "a", "A", "1 ", "0-", ".", "a.", "a@", "@a.", "A ", "Aa ", "<", "P<", "pass", "password ", "1 A Street ", " ",
    "\n", "Mr A ", "O0", "12/", "OFFICIAL ", "a-", "AB12", "+(", "£1", "'", "Name: A ", "A'", "5 Birch ",
    "\t1", "eyJ", "a:", "x=", "-1.",
]  # fmt: skip


@pytest.mark.parametrize("piece", TIRING)
def test_no_text_takes_long(piece):
    """A code can hold thousands of characters, and somebody may choose them to keep us busy."""
    passage = written_passage((piece * LONGEST)[:LONGEST])
    for recogniser in RECOGNISERS:
        started = process_time()
        for _ in recogniser(passage):
            pass
        assert process_time() - started < 0.5, recogniser.__module__


def turned(text, left, top, angle, scale, dx, dy):
    """A line of text in a photo that was turned, scaled and moved."""
    width, height = len(text) * 10, 20
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
    points = [(x * cosine - y * sine + dx, x * sine + y * cosine + dy) for x, y in corners]
    return Finding("text", Polygon.of(points), 0.9, "text", ReadText.secret(text))


PAGE = [
    ("Name", 0, 0), ("DOB", 300, 0), ("NHS number", 600, 0),
    ("Eleri Nowak", 0, 30), ("10/04/1962", 300, 30), ("943 476 5918", 600, 30),
    ("14 Birch Road", 0, 100), ("Redditch", 0, 130), ("B97 8AH", 0, 160),
    ("password", 300, 100), ("Kestrel-77", 300, 130), ("Seen on 10/04/2026", 600, 130),
]  # fmt: skip
EXPECTED = [
    set(), set(), set(), {"name"}, {"date-of-birth"}, {"uk-nhs-number"}, {"uk-address"}, {"uk-address"},
    {"uk-address", "uk-postcode"}, set(), {"credential"}, set(),
]  # fmt: skip


@given(
    st.floats(-math.pi, math.pi),
    st.floats(0.2, 5),
    st.floats(-3000, 3000),
    st.floats(-3000, 3000),
    st.permutations(range(len(PAGE))),
)
def test_a_page_reads_the_same_however_it_lies(angle, scale, dx, dy, order):
    """Turned, near or far, anywhere in the photo, its lines in any order."""
    lines = [turned(*PAGE[number], angle, scale, dx, dy) for number in order]
    patterns = [set(finding.patterns) for finding in recognise(lines)]
    assert patterns == [EXPECTED[number] for number in order]


def slanted(text, left, top):
    """A line on a page that is seen from its side: rows that run apart to the right, letters that shrink."""
    right = left + len(text) * 10

    def seen_from_the_side(x, y):
        nearness = 1 / (1 + x / 2500)
        return x * nearness, (y - 400) * nearness + 400

    corners = [(left, top), (right, top), (right, top + 20), (left, top + 20)]
    return Finding("text", Polygon.of(seen_from_the_side(x, y) for x, y in corners), 0.9, "text", ReadText.secret(text))


def test_a_page_seen_from_its_side_reads_the_same():
    """Rows that are not parallel in the photo are rows of the page."""
    patterns = [set(finding.patterns) for finding in recognise([slanted(*line) for line in PAGE])]
    assert patterns == EXPECTED


def test_words_are_never_taken_for_numbers():
    """Letters that look like digits make a number only among true digits."""
    words = "SISSI BOBBIES OBLIGI GOSSIP IGLOOS BIOLOGIST SOLOIST OZ BOSS GIZZO QBITS"
    for label in ("NHS number", "Account", "UTR", "Sort code", "Tel", "NI number", "DOB", "Card", "Passport"):
        assert not {pattern for pattern, part in seen(f"{label} {words}") if not re.search(r"\d", part)} - {"name"}
