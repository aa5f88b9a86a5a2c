"""The report for a ticket: the strictest first, and no markup but our own."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from photocheck.domain.verdicts import Decision, Reason
from photocheck.reports.markdown import MarkdownReport
from photocheck.reports.words import printable

GOLDEN = Path(__file__).parent / "golden"


def told(run, photos):
    """Tell of these photos, and return what was written."""
    stream = io.StringIO()
    report = MarkdownReport(stream, replace(run, photos=len(photos)))
    for photo in photos:
        report.photo(photo)
    report.finish()
    return stream.getvalue()


def tokens(markdown):
    """Everything that a renderer sees in it, inner parts included."""
    outer = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [token for block in outer for token in (block, *(block.children or ()))]


@pytest.mark.parametrize("page", ["one", "several"])
def test_the_page_is_the_one_that_was_found_good(run, openday, landscape, damaged, make_report, page):
    """Each page looks as it did; GOLDEN=write keeps a change that is meant."""
    clean = make_report("holiday.png", Decision.VIA_COMMUNICATIONS, audience="public")
    photos = {"one": [openday], "several": [landscape, openday, clean, damaged]}[page]
    written = told(replace(run, skipped={".txt": 3} if page == "several" else {}), photos)
    golden = GOLDEN / f"{page}.md"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_the_strictest_come_first(run, landscape, openday, damaged):
    """Whatever the order in which photos were looked at."""
    written = told(run, [landscape, openday, damaged])
    assert written.index("broken.jpg") < written.index("openday.jpg")
    assert "landscape.jpg" not in written


def test_what_was_read_is_shown_only_where_somebody_asked(run, openday):
    """Masked text stays out of a ticket."""
    assert "52.33" not in told(run, [openday])
    assert "52.33, -2.06" in told(replace(run, reveal=True), [openday])


def test_a_form_that_is_an_address_is_a_link(run, make_report):
    """It can be followed from the ticket; words that are no address stay words."""
    for link, expected in (
        ("www.redditchbc.gov.uk/photo", "https://www.redditchbc.gov.uk/photo"),
        ("javascript:alert(1)", None),
        ("at the desk", None),
    ):
        reason = Reason("people", "1 person can be recognised.", Decision.GET_CONSENT, (), link)
        written = told(run, [make_report("a.jpg", Decision.GET_CONSENT, reasons=[reason])])
        links = [token.attrs["href"] for token in tokens(written) if token.type == "link_open"]
        assert links == ([expected] if expected else [])


names = st.text(st.characters(codec="utf-8"), min_size=1) | st.text("`*_<>[]()!#|~&@:/.- \n\\wh1", min_size=1)


@given(names)
def test_a_name_is_shown_as_it_is(run, make_report, name):
    """No file name becomes markup, and none is cut; a renderer sees it as one piece of code."""
    seen = tokens(told(run, [make_report(name, Decision.HIDE)]))
    codes = [token.content for token in seen if token.type == "code_inline"]
    # Markdown itself trims one blank from each end of code, and joins nothing else.
    assert codes == [printable(name)] or [code.strip() for code in codes] == [printable(name).strip()]
    assert not {token.type for token in seen} & {"html_inline", "html_block", "link_open", "image", "fence"}


@given(names)
def test_a_reason_is_shown_as_it_is(run, make_report, text):
    """Nor does a word of a policy or a plug-in."""
    reason = Reason("test", f"X {text} X", Decision.HIDE)
    seen = tokens(told(run, [make_report("a.jpg", Decision.HIDE, reasons=[reason])]))
    assert not {token.type for token in seen} & {"html_inline", "html_block", "link_open", "image", "s_open", "em_open"}
    assert sum(token.type == "list_item_open" for token in seen) == len(["the reason", "hide it", "ask"])
    shown = "".join(token.content for token in seen if token.type in {"text", "text_special"})
    assert printable(text) in shown
