"""What recognisers do with the lines of a photo: labels, columns, pages, other packages' recognisers."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from photocheck import plugins, recognisers
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.text import ReadText
from photocheck.recognisers import recognise
from photocheck.recognisers.interface import Sighting


def line(text, left, top, *, height=20, page=1):
    """A line of text in a photo, in letters half as wide as they are high."""
    box = Box(left, top, left + len(text) * height / 2, top + height)
    return Finding("text", box, 0.9, "text", ReadText.secret(text), page=page)


def patterns(found):
    """What was recognised in each finding."""
    return [sorted(finding.patterns) for finding in found]


def test_a_label_on_the_line_above_counts_for_the_value_below():
    """A form has its labels over its fields."""
    found = recognise([line("Date of birth", 0, 0), line("10/04/1962", 0, 30)])
    assert patterns(found) == [[], ["date-of-birth"]]


def test_a_label_further_away_says_nothing():
    """A word at the top of a page does not name a date at its foot."""
    assert patterns(recognise([line("Date of birth", 0, 0), line("10/04/2026", 0, 300)])) == [[], []]


def test_a_label_in_the_column_beside_counts():
    """A table has its labels at the left, some way off."""
    found = recognise([line("NHS No", 0, 0), line("943 476 5918", 200, 0), line("Room", 0, 30), line("4", 200, 30)])
    assert patterns(found) == [[], ["uk-nhs-number"], [], []]


def test_a_heading_counts_for_its_own_column_only():
    """Of two columns of dates, one is under "DOB" and one under "Seen on"."""
    found = recognise(
        [
            line("DOB", 0, 0), line("Seen on", 300, 0),
            line("10/04/1962", 0, 30), line("01/10/2026", 300, 30),
            line("11/05/1963", 0, 60), line("02/10/2026", 300, 60),
        ]
    )  # fmt: skip
    assert patterns(found) == [[], [], ["date-of-birth"], [], ["date-of-birth"], []]


def test_lines_of_two_pages_of_a_file_are_not_read_together():
    """The label is on one page, the date on another."""
    found = recognise([line("Date of birth", 0, 0), line("10/04/2026", 0, 30, page=2)])
    assert patterns(found) == [[], []]


def test_lines_on_two_things_are_not_read_together():
    """A label on a sheet of paper does not name what a screen beside it shows."""
    sheet = Finding("document", Box(0, 0, 190, 100), 0.9, "documents")
    screen = Finding("screen", Box(195, 0, 600, 100), 0.9, "documents")
    found = recognise([sheet, screen, line("Date of birth", 20, 20), line("10/04/2026", 200, 20)])
    assert patterns(found) == [[], [], [], []]


def test_every_line_of_an_address_gets_its_part():
    """An officer sees each line that belongs to it."""
    found = recognise([line("156 Church Road", 0, 0), line("Bromsgrove", 0, 30), line("B97 8AH", 0, 60)])
    assert [finding.matches[-1].text.revealed for finding in found] == ["156 Church Road", "Bromsgrove", "B97 8AH"]
    assert all("uk-address" in finding.patterns for finding in found)


def test_what_was_recognised_is_masked():
    """A match shows no more than the last characters, and tells the rest when it is asked."""
    (finding,) = recognise([line("NHS number: 943 476 5919", 0, 0)])
    (match,) = finding.matches
    assert match.text.masked == "*** *** **19"
    assert match.text.revealed == "943 476 5919"
    assert finding.text.masked.count("*") == len("NHSnumber9434765919")


def test_a_match_is_the_text_as_it_was_read():
    """Full-width digits are recognised, and reported as they stand in the photo."""
    (finding,) = recognise([line("NHS No \uff19\uff14\uff13 476 5919", 0, 0)])
    assert finding.matches[0].text.revealed == "\uff19\uff14\uff13 476 5919"


def test_what_a_code_holds_is_read_too():
    """Anybody can read a code with a phone."""
    code = Finding("qr-code", Box(0, 0, 90, 90), 1.0, "codes", ReadText.secret("Ring me\n07700 900123"))
    (found,) = recognise([code])
    assert [(match.pattern, match.text.revealed) for match in found.matches] == [("phone", "07700 900123")]


def test_text_on_a_number_plate_is_read_too():
    """A detector that takes the place of the text must not hide what it says."""
    plate = Finding("number-plate", Box(0, 0, 90, 20), 0.9, "plates", ReadText.secret("BD51 SMR"))
    assert patterns(recognise([plate])) == [["number-plate"]]


def test_other_findings_are_left_as_they_are():
    """Faces, text that could not be read, and what the file says pass through."""
    text = ReadText.secret("07700 900123")
    others = [
        Finding("face", Box(0, 0, 9, 9), 0.9, "faces"),
        Finding("text", Box(0, 0, 9, 9), 0.9, "text"),
        Finding("personal-metadata", None, 0.9, "metadata", text, (Match("owner-name", text, 0.9),)),
    ]
    assert recognise(others) == others


@pytest.fixture
def other_package(monkeypatch):
    """Another package that brings the recogniser of this name in this module; the cache is cleared around it."""

    def install(name):
        entry = EntryPoint("ours", f"{__name__}:{name}", plugins.RECOGNISER_GROUP)
        monkeypatch.setattr(plugins, "entry_points", lambda group: [entry] if group == entry.group else [])
        recognisers._of_other_packages.cache_clear()

    yield install
    recognisers._of_other_packages.cache_clear()


def library_cards(passage):
    """Another package's recogniser."""
    start = passage.text.find("LC-")
    if start >= 0:
        yield Sighting.at("library-card", start, start + 7, 0.9, keep=1)


def broken(passage):
    """Another package's recogniser that does not work."""
    raise ZeroDivisionError(passage.text)


def test_another_package_brings_a_recogniser(other_package):
    """It is found by its entry point and asked like our own."""
    other_package("library_cards")
    (finding,) = recognise([line("Card LC-1234", 0, 0)])
    assert finding.patterns == {"library-card"}


def test_a_recogniser_that_fails_is_not_passed_over(other_package):
    """What could not be looked for must not count as absent."""
    other_package("broken")
    with pytest.raises(ZeroDivisionError):
        recognise([line("Card LC-1234", 0, 0)])
