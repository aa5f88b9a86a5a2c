"""The table for spreadsheets: a row for each photo, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.previews import Preview
from photocheck.domain.verdicts import Decision
from photocheck.reports.csv import CsvReport, safe_cell

FORMULA_SIGNS = set("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def rows(run, photos, previews=None):
    """Write the photos, and read the table as a spreadsheet would."""
    stream = io.StringIO(newline="")
    report = CsvReport(stream, run)
    for photo, preview in zip(photos, previews or [None] * len(photos), strict=True):
        report.photo(photo, preview)
    report.finish()
    return list(csv.DictReader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))


def test_a_row_says_what_to_do_and_why(run, openday):
    """Whoever sorts and filters finds the decision, the reasons, what was found and the form."""
    (row,) = rows(run, [openday])
    assert row["Photo"] == "openday.jpg"
    assert row["Decision"] == "do-not-share"
    assert row["Sensitivity"] == "OFFICIAL SENSITIVE"
    assert "Do not share: A screen, top left, shows a page marked OFFICIAL-SENSITIVE." in row["Reasons"]
    assert row["Kinds"] == "face; location; screen; text"
    assert "Protective marking" in row["Found"]
    assert "www.redditchbc.gov.uk/photo" in row["Consent form"]
    assert row["SHA-256"] == "ab" * 32
    assert (row["Width"], row["Height"]) == ("4032", "3024")


def test_a_photo_that_could_not_be_checked_says_why(run, damaged):
    """Its row holds the problem and what to do, and no size."""
    (row,) = rows(run, [damaged])
    assert row["Decision"] == "not-checked"
    assert row["Problems"].startswith("The file ends before the picture does. Ask for the photo again")
    assert row["Width"] == ""


def test_each_row_is_there_before_the_next_photo(run, landscape, openday):
    """A run that is broken off leaves the rows that were known."""
    stream = io.StringIO(newline="")
    report = CsvReport(stream, run)
    report.photo(landscape)
    assert len(stream.getvalue().splitlines()) == 2
    report.photo(openday)
    assert len(stream.getvalue().splitlines()) == 3


def test_it_begins_with_a_byte_order_mark(run, make_report):
    """Without it, spreadsheets take UTF-8 for something else: é would look like Ã©."""
    stream = io.StringIO(newline="")
    CsvReport(stream, run).photo(make_report("café.jpg", Decision.SHARE))
    assert stream.getvalue().encode().startswith(b"\xef\xbb\xbf")
    assert "café.jpg" in stream.getvalue()


def test_what_was_read_is_never_in_the_table(run, openday):
    """A table travels further than a report on the screen: it tells kinds, not texts, whatever was asked for."""
    (row,) = rows(replace(run, reveal=True), [openday])
    assert not any("52.33" in cell for cell in row.values())


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0.jpg", "+1.jpg", "-2.jpg", "@SUM(1).jpg", " =1.jpg", "\uff1d1.jpg"]
)
def test_a_name_that_is_a_formula_is_text(run, make_report, name):
    """The cell begins with an apostrophe, and the name is all there."""
    (row,) = rows(run, [make_report(name, Decision.SHARE)])
    assert row["Photo"] == f"'{name}"


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    """Whatever a file is called: not after blanks either, and no line ends or escape codes in it."""
    cell = safe_cell(text)
    assert not cell.lstrip() or cell.lstrip()[0] not in FORMULA_SIGNS
    assert not set("\r\n\x1b\x00\u202e") & set(cell)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_a_name_never_leaves_its_cell(run, make_report, names):
    """Quotes, commas and line ends in a name make no further cell and no further row."""
    table = rows(run, [make_report(name, Decision.SHARE) for name in names])
    assert [row["Photo"] for row in table] == [safe_cell(name) for name in names]
    assert all(row["Decision"] == "share" for row in table)


def test_photos_that_look_alike_name_the_first(run, make_report):
    """Of a burst, each later photo names the first; a photo of which nothing is known names none."""
    names = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    looks = [0b1, 0b11, 2**64 - 1]
    previews = [*(Preview(None, 1, 1, look, "") for look in looks), None]
    table = rows(run, [make_report(name, Decision.SHARE) for name in names], previews)
    assert [row["Looks like"] for row in table] == ["", "a.jpg", "", ""]
