"""Which photos are affected when consent ends, copies included."""

from __future__ import annotations

from datetime import date

import numpy as np

from photocheck.consent.affected import Checker
from photocheck.consent.book import ConsentBook
from photocheck.consent.copies import NearCopies
from photocheck.consent.records import Link, LinkKind, StoredRecord
from photocheck.domain.consent import ConsentRecord, Gap

TODAY = date(2026, 11, 25)
HASHES = tuple(int(value) for value in np.random.default_rng(3).integers(0, 2**63, 11, dtype=np.uint64))


def _checker(days=30, channel="whatsapp", **changes):
    values = {"reference": "PC-1", "people": 1, "uses": frozenset({"whatsapp"}), "given_on": date(2026, 1, 1)}
    link = Link(LinkKind.PHOTO, "ab" * 32, "stall.jpg", hashes=HASHES)
    stored = StoredRecord(ConsentRecord(**values | changes), (link,))
    return Checker(ConsentBook.of([stored], TODAY), "colleagues", channel, days)


def test_a_withdrawn_record_names_its_photo():
    """The linked photo is affected, another is not."""
    checker = _checker(withdrawn_on=TODAY)
    assert [(one.record.reference, one.gap) for one in checker.check("x.jpg", sha256="ab" * 32)] == [
        ("PC-1", Gap.WITHDRAWN)
    ]
    assert list(checker.check("y.jpg", sha256="cd" * 32)) == []


def test_a_copy_is_affected_with_its_original():
    """A picture that differs in a few bits is told of as a copy, one that differs in many is not."""
    checker = _checker(withdrawn_on=TODAY)
    near, far = HASHES[0] ^ 0b1011, HASHES[0] ^ (2**40 - 1)
    assert [one.copy_of for one in checker.check("crop.jpg", sha256="cd" * 32, hashes=(near,))] == ["stall.jpg"]
    assert list(checker.check("other.jpg", sha256="cd" * 32, hashes=(far,))) == []


def test_a_record_that_ends_soon_is_told_in_time():
    """Within the days that were asked for, and not before."""
    ends = {"expires_on": date(2026, 12, 20)}
    assert [one.gap for one in _checker(**ends).check("x.jpg", sha256="ab" * 32)] == [None]
    assert list(_checker(days=10, **ends).check("x.jpg", sha256="ab" * 32)) == []


def test_another_use_is_told():
    """A photo for WhatsApp is not one for the press."""
    assert [one.gap for one in _checker(channel="press").check("x.jpg", sha256="ab" * 32)] == [Gap.OTHER_USE]


def test_the_nearest_copy_comes_first():
    """Of two linked photos that look alike, the more alike is named first."""
    links = [
        Link(LinkKind.PHOTO, "1", "less", hashes=(0b111111,)),
        Link(LinkKind.PHOTO, "2", "more", hashes=(0b1, 0b11)),
        Link(LinkKind.EVENT, "3", "no photo"),
    ]
    assert [link.label for link in NearCopies(links).find((0b11,))] == ["more", "less"]
    assert NearCopies([]).find((1,)) == []
