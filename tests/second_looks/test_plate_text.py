"""Which text may stand on a number plate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.second_looks.plate_text import CERTAIN_FORM, UNLIKELY, likelihood, on_a_plate


@pytest.mark.parametrize(
    "text",
    ["AB12 CDE", "AB12CDE", "P123 ABC", "A1 BCD", "ABC 123D", "ABC 1A", "AIZ 1234", "DCZ 73"],
)
def test_british_forms_are_certain(text):
    """Current, prefix, suffix and Northern Irish plates have forms of their own."""
    assert likelihood(text) >= CERTAIN_FORM


@pytest.mark.parametrize(
    "text", ["RK-376AF", "DD4-C591", "1B8 0338", "6MDU097", "PJX·5721", "BK-431AO", "WLM 40", "1234 AB"]
)
def test_other_forms_are_possible(text):
    """Dateless plates and those of other countries are letters and digits, as much else is."""
    assert likelihood(text) > UNLIKELY


@pytest.mark.parametrize(
    "text",
    [
        "01527 534123",  # a shop's phone number
        "0121 496 0123",
        "B97 8AH",  # a postcode
        "2014-04-29 08:03",
        "Room 12b",
        "OPEN 9 to 5",
        "No entry for vehicles",
        "12",
        "",
        "£4.50",
    ],
)
def test_other_text_is_unlikely(text):
    """Phone numbers, postcodes, dates and sentences stand on no plate."""
    assert likelihood(text) == UNLIKELY


@pytest.mark.parametrize(("read", "meant"), [("ABI2 CDE", "AB12CDE"), ("A812 CDE", "AB12CDE"), ("ab12 cde", "AB12CDE")])
def test_one_letter_that_looks_like_a_digit_is_put_right(read, meant):
    """Where the form wants a digit, I is 1; where it wants a letter, 8 is B."""
    assert on_a_plate(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("RK-735AS", "RK735AS"),
        ("RK:101A0", "RK101AO"),
        ("AA 123 AA", "AA123AA"),
        ("TS260AK", "TS260AK"),
        ("HB6-LOZ", "HB6LOZ"),
        ("AB1-2CDE", "AB12CDE"),
        ("AB 1Z CDE", "AB12CDE"),
    ],
)
def test_a_gap_says_which_form_is_meant(read, meant):
    """A dash after two letters is French, Italian or Slovak: no digit of it becomes a British letter."""
    assert on_a_plate(read) == meant


@given(st.text(max_size=12))
def test_any_text_gets_an_answer(text):
    """Whatever was read, the likelihood is a share, and what stands on a plate is plain capitals and digits."""
    assert 0.0 <= likelihood(text) <= 1.0
    plain = on_a_plate(text)
    assert plain == plain.upper()
    assert plain.isascii()
