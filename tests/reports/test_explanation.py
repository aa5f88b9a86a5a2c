"""One number of a report in more words."""

from __future__ import annotations

import io

from photocheck.reports.explanation import explained, write_explanations


def as_text(report, number):
    """Explain a number as plain text."""
    stream = io.StringIO()
    write_explanations(stream, report, explained(report, number))
    return stream.getvalue()


def test_a_number_stands_for_a_reason_and_a_finding(openday):
    """Where both have the number, both are explained."""
    titles = [told.title for told in explained(openday, 2)]
    assert titles[0].startswith("Reason 2: 3 people")
    assert titles[1].startswith("Finding 2: ")


def test_a_reason_names_rule_policy_and_form(openday):
    """Somebody can look the rule up, and knows what to do."""
    text = as_text(openday, 2)
    assert "“people-need-consent” of the policy whatsapp 0.2" in text
    assert "Consent needed." in text
    assert "www.bromsgrove.gov.uk/photo" in text


def test_a_finding_says_where_by_whom_and_how_sure(openday):
    """Where it is, which detector saw it, how sure it is, and what it led to."""
    text = as_text(openday, 4)
    assert "180 by 250 pixels, 2000 from the left and 880 from the top" in text
    assert "the detector “faces”" in text
    assert "very sure (91%)" in text
    assert "Reason 2" in text


def test_what_is_in_the_file_has_no_place(openday):
    """A position in the file is not somewhere in the picture."""
    assert "in the file itself, not in the picture" in as_text(openday, 6)


def test_text_stays_masked(openday):
    """Explaining shows no more than the report does."""
    assert "52.33" not in as_text(openday, 6)


def test_an_unknown_number_explains_nothing(openday):
    """There is no seventh finding."""
    assert explained(openday, 7) == []
