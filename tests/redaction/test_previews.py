"""Small pictures for reports: what must be hidden is covered before the picture is made small."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Problem, Reason, Sensitivity, Verdict
from photocheck.imaging.previews import preview_of
from photocheck.redaction.previews import preview_side, safe_preview

WIDTH, HEIGHT = 2000, 1000
SECRET = Box(400, 300, 900, 600)
RED = (255, 0, 0)


@pytest.fixture
def pixels():
    """A blue picture with a red secret in it."""
    picture = np.full((HEIGHT, WIDTH, 3), (40, 80, 200), dtype=np.uint8)
    picture[300:600, 400:900] = RED
    return picture


def report_of(decision=Decision.HIDE, *, kind="document", matches=(), problems=(), page=1, named=True):
    """A report of one finding on the secret, and what a policy said of it."""
    finding = Finding(kind, SECRET, 0.9, "test", matches=tuple(matches), number=1, page=page)
    reason = Reason("test", "There is something.", decision, (1,) if named else ())
    verdict = Verdict("colleagues", "whatsapp", decision, Sensitivity.SENSITIVE, (reason,))
    return PhotoReport("a.jpg", "ab", WIDTH, HEIGHT, (finding,), (verdict,), Versions("0", "p 1"), tuple(problems))


def shown(pixels, report, *, side=320, **options):
    """The small picture as a report shows it."""
    preview = preview_of(packed(pixels))
    return safe_preview(preview, replace(report, sha256=preview.sha256), side=side, **options)


def packed(pixels):
    """The picture as the bytes of a file."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "BMP")
    return stream.getvalue()


def red_seen(pixels, report, **options):
    """How many pixels of the small picture have any red of the secret in them."""
    small = np.asarray(Image.open(io.BytesIO(shown(pixels, report, **options).jpeg))).astype(int)
    return int((small[..., 0] > small[..., 2] + 20).sum())


@pytest.mark.parametrize("decision", [Decision.GET_CONSENT, Decision.HIDE, Decision.DO_NOT_SHARE])
def test_what_must_be_hidden_leaves_no_pixel(pixels, decision):
    """Nothing of it shines through at its edge either: it was painted over before it was made small."""
    assert red_seen(pixels, report_of(decision)) == 0


def test_what_somebody_should_look_at_is_shown(pixels):
    """A picture in which everything is covered helps nobody."""
    assert red_seen(pixels, report_of(Decision.LOOK)) > 1000


def test_personal_data_is_covered_whatever_the_policy_says(pixels):
    """A name that somebody should only look at could still be read in the small picture."""
    name = Match("name", ReadText.secret("Jo Bloggs"), 0.9)
    assert red_seen(pixels, report_of(Decision.LOOK, kind="text", matches=[name])) == 0
    assert red_seen(pixels, report_of(Decision.SHARE, kind="text", matches=[name], named=False)) == 0


def test_a_marking_is_no_personal_data(pixels):
    """Text that reports show in full may be seen in the picture too."""
    marking = Match("marking-public", ReadText.plain("FOR PUBLIC RELEASE"), 0.9)
    assert red_seen(pixels, report_of(Decision.SHARE, kind="text", matches=[marking])) > 1000


def test_another_page_does_not_cover_this_one(pixels):
    """The small picture shows the first page; what lies on the second covers nothing there."""
    assert red_seen(pixels, report_of(page=2)) > 1000


def test_no_picture_of_a_photo_that_was_not_checked_whole(pixels):
    """Where a part failed nobody knows what to cover; how the photo looks is known all the same."""
    report = report_of(problems=[Problem("faces", "The stage stopped.")])
    preview = shown(pixels, report)
    assert preview.jpeg is None
    assert preview.likeness == preview_of(packed(pixels)).likeness
    assert shown(pixels, report, reveal=True).jpeg


def test_no_picture_of_a_file_that_changed_meanwhile(pixels):
    """What was found says nothing about another file under the same name."""
    preview = preview_of(packed(pixels))
    assert safe_preview(preview, replace(report_of(), sha256="ab" * 32), side=320).jpeg is None


def test_everything_is_shown_to_somebody_who_asks_for_it(pixels):
    """With reveal the photo is as it is."""
    assert red_seen(pixels, report_of(), reveal=True) > 1000


@pytest.mark.parametrize(("width", "height"), [(2000, 1000), (10, 3000), (3, 3), (1, 1)])
def test_the_longer_side_fits_and_nothing_is_enlarged(width, height):
    """The picture keeps its shape, however odd that is."""
    report = PhotoReport("a", "ab", width, height, (), (), Versions("0", "p 1"))
    preview = shown(np.zeros((height, width, 3), np.uint8), report, reveal=True)
    assert max(preview.width, preview.height) == min(320, max(width, height))
    assert Image.open(io.BytesIO(preview.jpeg)).size == (preview.width, preview.height)


def test_a_report_of_many_photos_has_smaller_pictures():
    """5,000 photos fit into 100 MB, at 15 kB a picture and a third more as text; a few are shown large."""
    assert preview_side(1) > preview_side(500) > preview_side(5000)


def test_the_picture_holds_nothing_but_pixels(pixels):
    """No metadata travels with it."""
    small = Image.open(io.BytesIO(shown(pixels, report_of()).jpeg))
    assert not small.getexif()
    assert set(small.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
