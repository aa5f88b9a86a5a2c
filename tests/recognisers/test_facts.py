"""The facts of the labelled photos, as plain text: what was read right is known for what it is."""

from __future__ import annotations

import json

import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.text import ReadText
from photocheck.evaluate.facts import is_recognised
from photocheck.evaluate.labels import Fact
from photocheck.recognisers import recognise

# The words beside them, of the kinds that stand in the photos.
LABELS = {
    "credential": ("password\n{}\nsiobhan", "wifi pw {}", "WiFi password: {}", "Password: {}"),
    "phone": ("{}", "Telephone: {}", "Kwame: {}", "Call back: {}"),
    "email": ("{}", "Email: {}", "From: {}"),
    "marking": ("{}",),
    "uk-postcode": ("Bromsgrove\n{}", "Bromsgrove {}"),
    "uk-nhs-number": ("NHS No {}", "NHS number: {}", "{}"),
    "uk-national-insurance": ("NINO {}", "National Insurance: {}", "{}"),
    "date-of-birth": ("Date of birth: {}", "DOB {}", "Born {}"),
    "bank-account": ("Sort code 93-68-95 Account number {}", "Account\n{}"),
    "name": ("COUNTY STAFF\n{}\nHousing Officer", "Name: {}", "Kind regards\n{}"),
}
WANTED = 0.97


def test_facts_are_known_for_what_they_are(shared_data):
    """At least 97 of 100, however they are labelled, on a line of their own or in one."""
    labels = (shared_data / "composites" / "labels.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(row) for row in labels.splitlines()]
    facts = [Fact(fact["pattern"], fact["text"]) for row in rows for fact in row["facts"]]
    missed = [
        (fact.pattern, words)
        for fact in facts
        for words in LABELS[fact.pattern]
        if not is_recognised(fact, recognised(words.format(fact.text)))
    ]
    tried = sum(len(LABELS[fact.pattern]) for fact in facts)
    assert tried - len(missed) >= WANTED * tried, missed


def recognised(text):
    """The lines of a text, with what was recognised in them."""
    return recognise([Finding("text", None, 0.9, "text", ReadText.secret(text))])


@pytest.mark.parametrize("pattern", LABELS)
def test_every_kind_of_fact_is_among_them(shared_data, pattern):
    """The list of labels names no kind that the photos do not have."""
    assert f'"pattern": "{pattern}"' in (shared_data / "composites" / "labels.jsonl").read_text(encoding="utf-8")
