"""The JSON formats carry the one JSON form."""

from __future__ import annotations

import io
import json
from dataclasses import replace

from photocheck.domain.encoding import RUN_SCHEMA, decode_report
from photocheck.domain.verdicts import Decision
from photocheck.reports import FORMATS, SUFFIXES, report_format
from photocheck.reports.json import JsonReport
from photocheck.reports.jsonl import JsonLinesReport


def test_a_run_is_one_document(openday, landscape, run):
    """Policy, photos, totals and what was skipped stand in one document."""
    stream = io.StringIO()
    report = JsonReport(stream, replace(run, photos=2, skipped={".txt": 2}))
    report.photo(openday)
    report.photo(landscape)
    report.finish()
    document = json.loads(stream.getvalue())
    assert document["schema"] == RUN_SCHEMA
    assert document["policy"] == "whatsapp 0.2"
    assert [photo["source"] for photo in document["photos"]] == ["openday.jpg", "landscape.jpg"]
    assert document["totals"]["do-not-share"] == 1
    assert document["totals"]["share"] == 1
    assert document["skipped"] == {".txt": 2}


def test_lines_are_written_as_photos_finish(openday, landscape, run):
    """Each photo is a line of its own, there before the next photo is looked at."""
    stream = io.StringIO()
    report = JsonLinesReport(stream, run)
    report.photo(openday)
    assert decode_report(json.loads(stream.getvalue())).source == "openday.jpg"
    report.photo(landscape)
    report.finish()
    assert len(stream.getvalue().splitlines()) == 2


def test_text_is_masked_unless_asked_for(openday, run):
    """The position that was read is in the document only where somebody asked for it."""
    for reveal in (False, True):
        stream = io.StringIO()
        report = JsonReport(stream, replace(run, reveal=reveal))
        report.photo(openday)
        report.finish()
        assert ("52.33" in stream.getvalue()) is reveal


def test_a_file_name_that_is_no_utf8_can_be_written(make_report, run):
    """A name with stray bytes does not end the run, and names with accents stay readable."""
    stream = io.StringIO()
    report = JsonLinesReport(stream, run)
    report.photo(make_report("bad\udcff.jpg", Decision.SHARE))
    report.photo(make_report("café.jpg", Decision.SHARE))
    lines = stream.getvalue().encode().decode().splitlines()
    assert json.loads(lines[0])["source"] == "bad\udcff.jpg"
    assert "café.jpg" in lines[1]


def test_every_format_can_be_had_by_name(run):
    """The names that --format takes, and those of file endings, lead to a format."""
    for name in (*FORMATS, *SUFFIXES.values()):
        assert report_format(name)(io.StringIO(), run)
