"""Which records cover which photo: by content, by folder, by event, by single faces."""

from __future__ import annotations

from datetime import date

from photocheck.consent.book import ConsentBook
from photocheck.consent.records import Link, LinkKind, StoredRecord, folder_link
from photocheck.domain.consent import ConsentRecord
from photocheck.domain.geometry import Box

TODAY = date(2026, 11, 25)
SHA = "ab" * 32


def _book(*links, reference="PC-1"):
    record = ConsentRecord(reference, 1, frozenset({"whatsapp"}), date(2026, 1, 1))
    return ConsentBook.of([StoredRecord(record, tuple(links))], TODAY)


def test_covers_a_photo_by_its_content():
    """A photo that was moved or renamed is still the one that was linked."""
    book = _book(Link(LinkKind.PHOTO, SHA))
    assert [record.reference for record in book.state_for(sha256=SHA, path="elsewhere/x.jpg").records] == ["PC-1"]
    assert book.state_for(sha256="00" * 32).records == ()


def test_covers_a_folder_with_all_that_is_below_it(tmp_path):
    """A folder's record covers the folders in it, and no neighbour whose name begins alike."""
    book = _book(folder_link(tmp_path / "openday"))
    assert book.state_for(sha256=SHA, path=tmp_path / "openday" / "stall" / "1.jpg").records
    assert not book.state_for(sha256=SHA, path=tmp_path / "openday2" / "1.jpg").records


def test_covers_an_event():
    """An event's record covers what was taken there, wherever it lies."""
    book = _book(Link(LinkKind.EVENT, "Open day 2026"))
    assert book.state_for(sha256=SHA, event="Open day 2026").records
    assert not book.state_for(sha256=SHA).records


def test_a_face_is_covered_alone_unless_the_photo_is():
    """A record that is linked to one face covers that face only; linked to the photo too, it covers the photo."""
    face = Link(LinkKind.FACE, SHA, "x.jpg", Box(0, 0, 9, 9))
    alone = _book(face).state_for(sha256=SHA)
    both = _book(face, Link(LinkKind.PHOTO, SHA)).state_for(sha256=SHA)
    assert [record.faces_only for record in alone.records] == [True]
    assert [record.faces_only for record in both.records] == [False]
    assert [(link.reference, link.box) for link in alone.faces] == [("PC-1", Box(0, 0, 9, 9))]


def test_the_day_of_the_run_is_kept():
    """A photo without any record is judged for the same day as the others."""
    assert _book().state_for(sha256=SHA).on == TODAY
