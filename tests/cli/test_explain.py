"""`photocheck explain REPORT NUMBER`: a stored report in more words."""

from __future__ import annotations

import pytest

USAGE = 2


@pytest.fixture
def stored(run, photo):
    """Store a report of one photo with a phone number, and of two photos line by line."""
    run(photo("phone.jpg"), "--format", "json", "--output", "one.json")
    run("phone.jpg", photo("in/other-phone.jpg"), "--format", "jsonl", "--output", "two.jsonl")


@pytest.mark.usefixtures("stored")
def test_a_number_is_explained(run):
    """What was seen, by which detector, how sure, which rule, and what to do."""
    result = run("explain", "one.json", "1")
    assert result.exit_code == 0
    assert "Reason 1:" in result.stdout
    assert "Finding 1: Phone number" in result.stdout
    assert "the detector “text”" in result.stdout
    assert "whatsapp 0.2" in result.stdout
    assert "960123" not in result.stdout


@pytest.mark.usefixtures("stored")
def test_of_several_photos_one_has_to_be_named(run):
    """Nothing is guessed; the photo's path or its file name will do."""
    result = run("explain", "two.jsonl", "1")
    assert result.exit_code == USAGE
    assert "other-phone.jpg" in result.stderr
    assert run("explain", "two.jsonl", "1", "--photo", "phone.jpg").exit_code == 0
    assert "other-phone.jpg:" in run("explain", "two.jsonl", "1", "--photo", "other-phone.jpg").stdout


@pytest.mark.usefixtures("stored")
def test_a_mistyped_photo_is_answered_with_a_suggestion(run):
    """The nearest name is offered."""
    result = run("explain", "two.jsonl", "1", "--photo", "phone.jpeg")
    assert result.exit_code == USAGE
    assert "Did you mean “phone.jpg”?" in result.stderr


@pytest.mark.usefixtures("stored")
def test_a_number_that_is_not_there_says_which_are(run):
    """The answer counts what there is."""
    result = run("explain", "one.json", "99")
    assert result.exit_code == USAGE
    assert "nothing with the number 99" in result.stderr
    assert "1 finding" in result.stderr


@pytest.mark.parametrize("content", ["", "hello", "[]", "{}", '{"schema": "photocheck/report/1"}', "\ufffd", "[1]"])
def test_what_is_no_report_is_refused(run, tmp_path, content):
    """Another file is told to be none, whatever is in it."""
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    result = run("explain", "x.json", "1")
    assert result.exit_code == USAGE
    assert "Traceback" not in result.stderr
    assert "report" in result.stderr


def test_bytes_that_are_no_text_are_refused(run, photo):
    """A photo in place of its report is a usual mistake."""
    result = run("explain", photo(), "1")
    assert result.exit_code == USAGE
    assert "not text" in result.stderr


def test_a_missing_report_is_said(run):
    """The sentence names the file."""
    result = run("explain", "missing.json", "1")
    assert result.exit_code == USAGE
    assert "missing.json" in result.stderr


@pytest.mark.usefixtures("stored")
def test_a_report_may_come_on_standard_input(run, tmp_path):
    """`photocheck photo.jpg --format json | photocheck explain - 1`."""
    result = run("explain", "-", "1", stdin=(tmp_path / "one.json").read_bytes())
    assert result.exit_code == 0
