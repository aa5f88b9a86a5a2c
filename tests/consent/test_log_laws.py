"""Laws of the log: whatever is changed, removed or moved in it is found, and named by its line."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.consent.database import open_register
from photocheck.consent.rulings import NewRuling
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box

LINES = 9
COLUMNS = ("at", "actor", "action", "subject", "details", "salt", "details_hash", "previous", "hash")


@pytest.fixture(scope="module")
def logged(tmp_path_factory):
    """A register in which something was decided, decided again and withdrawn, with its guards taken away."""
    path = tmp_path_factory.mktemp("log") / "register.sqlite"
    register = open_register(path, actor="tester", create=True)
    for number in range(4):
        thing = Finding("text", Box(9 * number, 0, 9 * number + 8, 9), 0.9, "text")
        decided = NewRuling.about(thing, sensitive=False, reason=f"reason {number}", policy="whatsapp 0.2")
        register.rulings.decide("ab" * 32, "stall.jpg", [decided])
        if number % 2:
            register.rulings.decide("ab" * 32, "stall.jpg", [decided])
    register.rulings.withdraw([register.rulings.all()[0].ruling.id], "a mistake")
    assert len(register.log_entries()) == LINES
    with sqlite3.connect(path) as database:
        database.executescript("DROP TRIGGER change_log_no_update; DROP TRIGGER change_log_no_delete")
    return path


@pytest.fixture(scope="module")
def after(logged, tmp_path_factory):
    """What is found wrong with a copy of it after these statements; each is a statement and its values."""

    def flaws(*statements):
        path = tmp_path_factory.mktemp("changed") / "register.sqlite"
        shutil.copy(logged, path)
        with sqlite3.connect(path) as database:
            for statement, values in statements:
                database.execute(statement, values)
        database.close()
        return [flaw.number for flaw in open_register(path, actor="tester").verify()]

    return flaws


def test_an_untouched_log_is_whole(after):
    """Nothing is found where nothing was done."""
    assert after() == []


@given(number=st.integers(1, LINES), column=st.sampled_from(COLUMNS), value=st.text(min_size=1, max_size=5))
def test_whatever_is_changed_is_found_at_its_line(after, number, column, value):
    """Any field of any line."""
    found = after((f"UPDATE change_log SET {column} = ? WHERE number = ?", (value, number)))  # noqa: S608
    assert found[0] == number


@given(number=st.integers(1, LINES))
def test_details_that_are_erased_without_a_word_are_found(after, number):
    """Nobody brings a decision back by making its withdrawal unreadable."""
    assert after(("UPDATE change_log SET details = NULL, salt = NULL WHERE number = ?", (number,))) == [number]


@given(number=st.integers(1, LINES))
def test_a_line_that_is_removed_is_found_at_its_place(after, number):
    """The last one too, which no other line follows."""
    assert after(("DELETE FROM change_log WHERE number = ?", (number,)))[0] == number


@given(numbers=st.lists(st.integers(1, LINES), min_size=2, max_size=2, unique=True))
def test_two_lines_that_change_places_are_found_at_the_first(after, numbers):
    """However far they are from one another."""
    one, other = numbers
    swap = "UPDATE change_log SET number = ? WHERE number = ?"
    assert after((swap, (-1, one)), (swap, (one, other)), (swap, (other, -1)))[0] == min(numbers)


@given(number=st.integers(1, LINES))
def test_a_log_that_is_cut_off_is_found_at_its_end(after, number):
    """Every line from one on is gone, and what was written last with them."""
    assert after(("DELETE FROM change_log WHERE number >= ?", (number,)))[0] == number
