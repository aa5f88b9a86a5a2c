"""The figures say what happened, and never more than that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Sensitivity, Verdict
from photocheck.evaluate.figures import Speed
from photocheck.evaluate.labels import Fact, LabelledPhoto, Truth
from photocheck.evaluate.measure import measure
from photocheck.evaluate.outcomes import Outcome

WHOLE = Box(0, 0, 100, 100)


def found(kind, box, *matches, text=None, page=1):
    """Something that a detector saw."""
    read = None if text is None else ReadText.secret(text)
    seen = tuple(Match(pattern, ReadText.secret(part), 0.9) for pattern, part in matches)
    return Finding(kind, box, 0.9, "test", read, seen, page=page)


def kind_of(figures, kind):
    """The row of one kind."""
    return next(row for row in figures.kinds if row.kind == kind)


@pytest.mark.parametrize(
    ("label", "finding", "row"),
    [
        ("face", "face", "face"),
        ("note", "document", "document"),
        ("document", "document", "document"),
        ("phone", "screen", "screen"),
        ("screen", "screen", "screen"),
        ("badge", "id-card", "id-card"),
        ("card", "id-card", "id-card"),
        ("plate", "number-plate", "number-plate"),
        ("qr", "qr-code", "code"),
        ("barcode", "qr-code", "code"),
        ("text", "text", "text"),
        ("hi-vis-vest", "hi-vis-vest", "hi-vis-vest"),
    ],
)
def test_labels_and_findings_speak_of_the_same_things(make_outcome, label, finding, row):
    """What label files call something is known under our own word, also for a plug-in's kind."""
    box = Box(10, 10, 50, 60)
    figures = measure("set", [make_outcome(found(finding, box), truth=(Truth(label, box),))])
    assert kind_of(figures, row).recall == 1
    assert not figures.not_looked_for


def test_a_number_recognised_in_text_finds_the_plate(make_outcome):
    """A plate is known by what stands on it; other text on the car is no plate."""
    plate, sticker = Box(10, 40, 60, 50), Box(10, 80, 60, 90)
    outcome = make_outcome(
        found("text", plate, ("number-plate", "AB12 CDE"), text="AB12 CDE"),
        found("text", sticker, text="baby on board"),
        truth=(Truth("plate", plate, "ab12cde"), Truth("plate", sticker, "XY34 ZZZ")),
    )
    row = kind_of(measure("set", [outcome]), "number-plate")
    assert (row.labelled, row.found, row.texts, row.texts_read) == (2, 1, 2, 1)


def test_labels_that_nothing_looks_for_are_named_and_not_counted(make_outcome):
    """A set of dogs says nothing about photocheck."""
    figures = measure("set", [make_outcome(truth=(Truth("dog", WHOLE), Truth("dog", WHOLE)))])
    assert figures.not_looked_for == {"dog": 2}
    assert figures.kinds == ()


def test_recall_is_told_by_size(make_outcome):
    """By the shorter side, and what was missed counts in its band."""
    small, large = Box(0, 0, 10, 40), Box(20, 20, 90, 85)
    figures = measure("set", [make_outcome(found("face", large), truth=(Truth("face", small), Truth("face", large)))])
    bands = kind_of(figures, "face").bands
    assert [(band.labelled, band.found) for band in bands] == [(1, 0), (0, 0), (0, 0), (1, 1), (0, 0)]


def test_false_alarms_count_only_where_everything_is_labelled(make_outcome):
    """A face beside the labels may be one that nobody labelled."""
    face = found("face", WHOLE)
    vouched = make_outcome(face, complete_for=frozenset({"face"}))
    empty = make_outcome(complete_for=frozenset({"face"}))
    row = kind_of(measure("set", [vouched, empty, make_outcome(face)]), "face")
    assert (row.complete_photos, row.false_alarms, row.photos_with_false_alarm) == (2, 1, 1)
    assert row.false_alarms_per_photo == 0.5


def test_an_open_book_may_be_called_a_page(make_outcome):
    """And need not be."""
    labels = {"truth": (Truth("book", WHOLE),), "complete_for": frozenset({"document"})}
    row = kind_of(
        measure("set", [make_outcome(found("document", WHOLE), **labels), make_outcome(**labels)]), "document"
    )
    assert (row.labelled, row.false_alarms, row.complete_photos) == (0, 0, 2)


def test_a_photo_that_could_not_be_checked_counts_as_missed_and_vouches_for_nothing(make_outcome):
    """Crashing on a photo must never improve a figure."""
    outcome = make_outcome(
        problems=["It is damaged."],
        report_size=(None, None),
        truth=(Truth("face", WHOLE), Truth("qr", text="hello")),
        complete_for=frozenset({"face"}),
        facts=(Fact("phone", "07700 900123"),),
        size=(100, 100),
    )
    figures = measure("set", [outcome])
    face = kind_of(figures, "face")
    assert (face.recall, face.complete_photos) == (0, 0)
    assert kind_of(figures, "code").recall == 0
    assert figures.facts[0].readable_read == 0
    assert (figures.to_stop, figures.stopped, figures.with_problems) == (1, 0, 1)
    assert "damaged" in figures.photos[0].problems[0]


def test_labels_for_another_size_are_a_problem(make_outcome):
    """Places in a photo of another size say nothing, and must not count as found by luck."""
    outcome = make_outcome(found("face", WHOLE), truth=(Truth("face", WHOLE),), size=(200, 100))
    figures = measure("set", [outcome])
    assert kind_of(figures, "face").recall == 0
    assert "(200, 100)" in figures.photos[0].problems[0]


def test_findings_on_later_pages_are_not_held_against_the_labels(make_outcome):
    """Labels are of the first page."""
    outcome = make_outcome(
        found("face", WHOLE, page=2), truth=(Truth("face", WHOLE),), complete_for=frozenset({"face"})
    )
    row = kind_of(measure("set", [outcome]), "face")
    assert (row.found, row.false_alarms) == (0, 0)


def test_a_code_without_a_place_is_found_by_its_text(make_outcome):
    """The text must have been read in a code, not printed beside it."""
    label = (Truth("qr", text="https://example.org/a"),)
    read = make_outcome(found("qr-code", WHOLE, text="https://example.org/a"), truth=label)
    printed = make_outcome(found("text", WHOLE, text="https://example.org/a"), truth=label)
    row = kind_of(measure("set", [read, printed]), "code")
    assert (row.labelled, row.found) == (2, 1)


def test_a_fact_is_read_whatever_its_blanks_and_signs(make_outcome):
    """Letters and digits decide; a fact may run over two lines."""
    outcome = make_outcome(
        found("text", WHOLE, text="Tel. 07700-900 "),
        found("text", WHOLE, text="123"),
        facts=(Fact("phone", "07700 900123"), Fact("email", "someone@example.org")),
    )
    everything = measure("set", [outcome]).facts[0]
    assert (everything.pattern, everything.facts, everything.read, everything.recognised) == ("all", 2, 1, 0)


def test_a_fact_is_recognised_only_under_its_own_pattern(make_outcome):
    """A phone number taken for a postcode was read but not recognised."""
    line = "07700 900123"
    right = make_outcome(found("text", WHOLE, ("phone", line), text=line), facts=(Fact("phone", line),))
    wrong = make_outcome(found("text", WHOLE, ("uk-postcode", line), text=line), facts=(Fact("phone", line),))
    everything = measure("set", [right, wrong]).facts[0]
    assert (everything.read, everything.recognised) == (2, 1)


def test_facts_that_nobody_could_read_are_told_apart(make_outcome):
    """They count among all facts and not among the readable ones."""
    fact = (Fact("phone", "07700 900123"),)
    figures = measure("set", [make_outcome(facts=fact, readable=False), make_outcome(facts=fact)])
    assert (figures.facts[0].facts, figures.facts[0].readable, figures.to_stop) == (2, 1, 1)
    assert [photo.unread for photo in figures.photos] == [(), ("phone",)]


@pytest.mark.parametrize(
    ("decision", "stopped"),
    [(Decision.SHARE, 0), (Decision.GET_CONSENT, 0), (Decision.HIDE, 1), (Decision.DO_NOT_SHARE, 1)],
)
def test_a_photo_is_stopped_by_hide_or_more(make_outcome, decision, stopped):
    """Asking for consent does not stop a phone number."""
    figures = measure("set", [make_outcome(decision=decision, facts=(Fact("phone", "07700 900123"),))])
    assert (figures.to_stop, figures.stopped) == (1, stopped)


def test_names_and_postcodes_alone_need_not_be_stopped(make_outcome):
    """They are weak facts: they are measured, but do not have to stop a photo."""
    figures = measure("set", [make_outcome(facts=(Fact("name", "The Occupier"), Fact("uk-postcode", "B97 1AA")))])
    assert figures.to_stop == 0


def test_an_unreadable_file_that_is_called_clean_is_counted(make_outcome):
    """The worst fault of all has its own figure."""
    clean = make_outcome(decodable=False, decision=Decision.SHARE)
    refused = make_outcome(decodable=False, problems=["It is damaged."], report_size=(None, None))
    figures = measure("set", [clean, refused])
    assert (figures.undecodable, figures.undecodable_clean) == (2, 1)


def test_speed_is_told_for_a_photo_and_for_a_megapixel():
    """The median of the photos, the slow end, and the sum over the sum of pixels."""
    speed = Speed.of([1.0, 2.0, 6.0], megapixels=18.0)
    assert (speed.median, speed.slowest, speed.total, speed.per_megapixel) == (2.0, 6.0, 9.0, 0.5)
    assert 2.0 < speed.p95 <= 6.0


def test_an_empty_set_has_no_speed():
    """Nothing measured is nothing claimed."""
    figures = measure("set", [])
    assert (figures.speed, figures.share_stopped, figures.kinds) == (None, None, ())


@given(
    labelled=st.lists(st.integers(0, 9), max_size=6),
    seen=st.lists(st.integers(0, 9), max_size=6),
    vouched=st.booleans(),
)
def test_recall_lies_between_none_and_all(labelled, seen, vouched):
    """Whatever is labelled and whatever is found: shares stay shares, and bands add up."""

    def place(index):
        return Box(index * 10, 0, index * 10 + 9, 9)

    photo = LabelledPhoto(
        "a.jpg",
        path=None,
        truth=tuple(Truth("face", place(index)) for index in labelled),
        complete_for=frozenset({"face"} if vouched else ()),
    )
    verdict = Verdict("colleagues", "whatsapp", Decision.SHARE, Sensitivity.SENSITIVE)
    findings = tuple(found("face", place(index)) for index in seen)
    report = PhotoReport("a.jpg", None, 100, 100, findings, (verdict,), Versions("1", "1"))
    rows = [row for row in measure("set", [Outcome(photo, report, 0.1)]).kinds if row.kind == "face"]
    for row in rows:
        assert row.recall is None or 0 <= row.recall <= 1
        assert sum(band.labelled for band in row.bands) == row.labelled == len(labelled)
        assert sum(band.found for band in row.bands) == row.found <= min(len(labelled), len(seen))
        assert row.photos_with_false_alarm <= row.complete_photos
