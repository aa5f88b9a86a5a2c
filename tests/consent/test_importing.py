"""Forms from a CSV file: every mistake is told by its line, and nothing is half imported."""

from __future__ import annotations

from datetime import date

import pytest

from photocheck.consent.importing import read_records
from photocheck.errors import UsageError

HEADER = "reference,people,uses,given,expires,who,under_18,guardian\n"


@pytest.fixture
def table(tmp_path):
    """Write a CSV file."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "forms.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_reads_what_a_spreadsheet_writes(table):
    """A byte order mark, quotes, several uses, empty cells and yes or no."""
    path = table(
        HEADER + 'PC-1,2,"whatsapp; website",2026-03-01,2027-03-31,"stall, second row",no,\r\n'
        "PC-2,1,press,2026-03-02,,,Yes,signed\r\n",
        "utf-8-sig",
    )
    first, second = read_records(path)
    assert (first.reference, first.people, first.uses) == ("PC-1", 2, {"whatsapp", "website"})
    assert (first.given_on, first.expires_on, first.who) == (date(2026, 3, 1), date(2027, 3, 31), "stall, second row")
    assert (second.under_18, second.guardian, second.expires_on) == (True, "signed", None)


def test_every_mistake_is_told_by_its_line(table):
    """Four lines, four mistakes: one reading tells them all."""
    path = table(
        HEADER + "PC-1,two,press,2026-03-01,,,,\nPC-2,1,tiktok,2026-03-01,,,,\nPC-3,1,press,1.3.2026,,,,\n"
        "PC-4,1,press,2026-03-01,,,maybe,\nPC-5,1,press,2026-03-01,,,,\nPC-5,1,press,2026-03-01,,,,\n"
    )
    with pytest.raises(UsageError) as caught:
        read_records(path)
    for words in (
        "Line 2: “people” must be a number, not “two”.",
        "Line 3: There is no use “tiktok”",
        "Line 4: “given” must be a day such as 2026-03-31, not “1.3.2026”.",
        "Line 5: “under_18” must be yes or no, not “maybe”.",
        "Line 7: PC-5 stands in an earlier line already.",
    ):
        assert words in caught.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("reference,people,use,given\n", "there is no column “use”. Did you mean “uses”?"),
        ("reference,people,uses\n", "the column “given” is missing"),
        (HEADER, "There is no record"),
        (HEADER + "PC-1,1,press,2026-03-01,,,,,one cell too many\n", "more cells than there are columns"),
        (HEADER + 'PC-1,1,"press,2026-03-01,,,,\n', "this is not CSV"),
    ],
)
def test_a_table_that_is_not_one_is_told(table, text, words):
    """Wrong or missing columns, no lines, broken quotes."""
    with pytest.raises(UsageError, match=words.replace("?", r"\?")):
        read_records(table(text))


def test_another_encoding_is_told_with_what_to_do(table):
    """What an old spreadsheet saves is not read wrongly."""
    with pytest.raises(UsageError, match="no text in UTF-8"):
        read_records(table(HEADER + "PC-1,1,press,2026-03-01,,café,,\n", "latin-1"))


def test_a_missing_file_is_a_sentence(tmp_path):
    """The reason that the system gives is passed on."""
    with pytest.raises(UsageError, match="could not be read: no such file"):
        read_records(tmp_path / "none.csv")
