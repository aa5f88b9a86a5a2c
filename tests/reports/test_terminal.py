"""What an officer reads, compared with pages that were looked at and found good.

After a change that is meant: GOLDEN=write pytest tests/reports/test_terminal.py, and look at the difference.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Problem, Reason
from photocheck.reports.layout import Page
from photocheck.reports.terminal import TerminalReport

GOLDEN = Path(__file__).parent / "golden"


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def told(run, photos, *, width=80, stream=None):
    """Tell of these photos, and return what was written."""
    stream = io.StringIO() if stream is None else stream
    report = TerminalReport(stream, replace(run, photos=len(photos)), width)
    for photo in photos:
        report.photo(photo)
    report.finish()
    return stream.getvalue()


@pytest.fixture
def pages(openday, landscape, damaged, make_report):
    """The photos of each page that is compared."""
    clean = make_report("holiday.png", Decision.VIA_COMMUNICATIONS, audience="public")
    return {
        "one": [openday],
        "clean": [landscape],
        "damaged": [damaged],
        "several": [openday, landscape, clean, damaged, landscape],
    }


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch):
    """Nothing of the machine's own terminal decides."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "COLORTERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize("colour", ["plain", "colour"])
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("page", ["one", "clean", "damaged", "several"])
def test_the_page_is_the_one_that_was_found_good(pages, run, page, width, colour):
    """Each page looks as it did, at three widths, with and without colour."""
    stream = Screen() if colour == "colour" else io.StringIO()
    run = replace(run, skipped={".txt": 3, ".xmp": 1}) if page == "several" else run
    written = told(run, pages[page], width=width, stream=stream)
    golden = GOLDEN / f"{page}-{width}-{colour}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 57, 80, 120])
@pytest.mark.parametrize("page", ["one", "clean", "damaged", "several"])
def test_no_line_is_wider_than_the_window_or_ends_in_blanks(pages, run, page, width):
    """Whatever the width, lines are broken between words and end with one."""
    for line in told(run, pages[page], width=width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_pipes_get_no_colour_and_the_same_width_everywhere(openday, run):
    """Without a terminal the page is plain and 80 wide."""
    stream = io.StringIO()
    report = TerminalReport(stream, run)
    report.photo(openday)
    report.finish()
    assert stream.getvalue() == told(run, [openday], width=80)
    assert "\x1b" not in stream.getvalue()


def test_no_color_is_kept_to(openday, run, monkeypatch):
    """Where NO_COLOR is set there is no colour, even on a terminal."""
    monkeypatch.setenv("NO_COLOR", "1")
    written = told(run, [openday], stream=Screen())
    assert not [code for code in range(30, 38) if f"{code}m" in written]


def test_a_script_can_choose_the_width(monkeypatch):
    """COLUMNS counts, within reason."""
    monkeypatch.setenv("COLUMNS", "44")
    assert Page(io.StringIO()).width == 44
    monkeypatch.setenv("COLUMNS", "1000")
    assert Page(io.StringIO()).width == 120


def test_every_reason_is_told_with_its_number(openday, run):
    """Nobody has to guess which reason is the third."""
    written = told(run, [openday], width=120)
    for number, reason in enumerate(openday.verdict.reasons, start=1):
        assert f"  {number}  " in written
        assert reason.text in written


def test_the_form_and_the_contact_are_named(openday, run):
    """Somebody who needs consent learns where, and whom to ask."""
    written = told(run, [openday], width=120)
    assert "www.bromsgrove.gov.uk/photo" in written
    assert "www.redditchbc.gov.uk/photo" in written
    assert "Communications" in written


def test_the_questions_are_asked_only_where_sharing_is_allowed(openday, landscape, run):
    """Four questions before sending; none where nothing may be sent."""
    assert all(question in told(run, [landscape]) for question in run.questions)
    assert not any(question in told(run, [openday]) for question in run.questions)


def test_masked_text_stays_masked_unless_asked_for(run, openday):
    """What was read is shown only where somebody asked for it."""
    assert "52.33" not in told(run, [openday])
    shown = told(replace(run, reveal=True), [openday])
    assert "52.33, -2.06" in shown


def test_a_file_name_cannot_steer_the_terminal(make_report, run):
    """Escape codes and line ends in a name are shown as marks."""
    report = make_report("a\x1b[2J\nb\u202e.jpg", Decision.SHARE)
    written = told(run, [report])
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "a\ufffd[2J\ufffdb\ufffd.jpg" in written


def test_square_brackets_are_no_markup(make_report, run):
    """A name such as [red].jpg is shown as it is."""
    assert "[red]x[/red].jpg" in told(run, [make_report("[red]x[/red].jpg", Decision.SHARE)])


def test_a_problem_says_what_and_what_to_do(damaged, run):
    """A photo that could not be checked is never told as clean."""
    written = told(run, [damaged])
    assert "COULD NOT BE CHECKED" in written
    assert "The file ends before the picture does." in written
    assert "Ask for the photo again" in written
    assert "MAY BE SHARED" not in written


def test_the_summary_lists_what_needs_attention(pages, run):
    """Of several photos, those that need somebody are listed; those that do not are counted."""
    written = told(run, pages["several"])
    summary = written[written.index("5 photos") :]
    assert "openday.jpg" in summary
    assert "broken.jpg" in summary
    assert "landscape.jpg" not in summary
    assert "2  Nothing sensitive found. Share with care." in summary


def test_skipped_files_are_counted(landscape, run):
    """What was not looked at is said, so that nobody takes it for clean."""
    assert "4 files are no photos and were not looked at: 3 .txt, 1 .xmp." in told(
        replace(run, skipped={".txt": 3, ".xmp": 1}), [landscape, landscape]
    )


def test_the_surest_finding_gives_the_words(run, openday):
    """A reason with a doubtful face and a clear one is as sure as the clear one."""
    assert told(run, [openday]).count("(very sure)") == 2


def test_a_problem_without_a_reason_is_told_all_the_same(make_report, run):
    """A problem that the judge said nothing of is never lost."""
    report = make_report(
        "a.jpg",
        Decision.NOT_CHECKED,
        reasons=(Reason("r", "A face.", Decision.GET_CONSENT),),
        problems=(Problem("text", "The text could not be read.", "Try again."),),
    )
    written = told(run, [report])
    assert "The text could not be read." in written
    assert "Try again." in written


def test_a_problem_that_has_its_reason_is_told_once(damaged, run):
    """The judge's sentence and the problem's hint belong together."""
    assert told(run, [damaged]).count("The file ends before the picture does.") == 1


def test_revealed_text_of_a_stored_report_stays_masked(run, openday):
    """A report that was stored holds no text, and none can be shown."""
    finding = replace(openday.findings[1], text=ReadText("********"))
    written = told(replace(run, reveal=True), [replace(openday, findings=(finding,))])
    assert "********" in written


@pytest.mark.parametrize("width", [40, 80])
def test_a_long_name_does_not_break_what_to_do(make_report, run, width):
    """The decision is never torn apart, so that it can be searched for."""
    report = make_report("photos/of the open day/2026/November/IMG_20261124_101112.jpg", Decision.DO_NOT_SHARE)
    assert "DO NOT SHARE" in told(run, [report], width=width)
