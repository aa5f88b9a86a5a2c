"""Whose a shot is, by the card that was photographed before it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import numpy as np
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photocheck.consent.cards import form_png, slate_png
from photocheck.consent.slates import Shot, belonging, reference_on, slate_content

NOON = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - a camera's clock has no zone


def _shot(name, minutes, slate=None):
    return Shot(name, None if minutes is None else NOON + timedelta(minutes=minutes), slate)


def test_shots_belong_to_the_card_before_them():
    """By capture time, whatever the order of the files; before any card, and without a time, to nobody."""
    shots = [
        _shot("d.jpg", 9),
        _shot("b-card.jpg", 5, "PC-1"),
        _shot("c.jpg", 6),
        _shot("a.jpg", 1),
        _shot("e-card.jpg", 20, "PC-2"),
        _shot("f.jpg", 21),
        _shot("no-time.jpg", None),
    ]
    assert {shot.path: whose for shot, whose in belonging(shots)} == {
        "a.jpg": None,
        "b-card.jpg": None,
        "c.jpg": "PC-1",
        "d.jpg": "PC-1",
        "e-card.jpg": None,
        "f.jpg": "PC-2",
        "no-time.jpg": None,
    }


@given(st.lists(st.tuples(st.integers(0, 50) | st.none(), st.sampled_from([None, None, "PC-1", "PC-2"])), max_size=12))
def test_every_shot_is_told_of_once(drawn):
    """Nothing is lost, and no order of files changes whose a shot is."""
    shots = [_shot(f"{place}.jpg", minutes, slate) for place, (minutes, slate) in enumerate(drawn)]
    told = dict(belonging(shots))
    assert set(told) == set(shots)
    assert dict(belonging(shots[::-1])) == told


def test_the_code_on_a_card_can_be_read_and_names_the_reference():
    """What is printed comes back from the photo, references with odd signs included."""
    for reference in ("PC-2026-0117", "Üe/17 b"):
        with Image.open(io.BytesIO(slate_png(reference, "Open day"))) as card:
            code = zxingcpp.read_barcode(np.asarray(card))
        assert reference_on(code.text) == reference


def test_other_codes_are_no_cards():
    """A link or an empty reference is nobody's consent."""
    assert reference_on("https://example.org/photocheck-consent:PC-1") is None
    assert reference_on(slate_content("")) is None


def test_a_forms_code_is_a_web_address():
    """Phones open it: the scheme is added where the policy leaves it out."""
    with Image.open(io.BytesIO(form_png("www.bromsgrove.gov.uk/photo"))) as picture:
        assert zxingcpp.read_barcode(np.asarray(picture.convert("L"))).text == "https://www.bromsgrove.gov.uk/photo"
