"""Laws of covering: hiding more never shows more, what lies outside is cut off, and twice is the same as once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.redactions import HiddenArea
from photocheck.errors import UsageError
from photocheck.redaction.margins import with_margin
from photocheck.redaction.painting import COVER, Painter, mask_of, painted_over
from photocheck.redaction.styles import Style, check_style

WIDTH, HEIGHT = 60, 40
PIXELS = np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)

sides = st.floats(-30, 90, allow_nan=False)
points = st.tuples(sides, sides)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), sides, sides, st.floats(0, 80), st.floats(0, 80))
polygons = st.lists(points, min_size=3, max_size=6).map(Polygon.of)
regions = boxes | polygons
areas = st.builds(HiddenArea, regions, st.sampled_from(["face", "text", "document"]), st.just(1), st.integers(1, 99))
styles = st.sampled_from(list(Style))


def painted(areas, style=Style.SOLID, *, labels=False, pixels=PIXELS):
    """The pixels with these areas hidden."""
    return painted_over(pixels, Painter(tuple(areas), style, labels).paint(1, Image.fromarray(pixels)))


@given(st.lists(areas, max_size=4), areas, styles)
def test_hiding_more_never_shows_more(some, another, style):
    """A pixel that was covered stays covered when one more area is hidden."""
    few = Painter(tuple(some), style).paint(1, Image.fromarray(PIXELS)).mask
    more = Painter((*some, another), style).paint(1, Image.fromarray(PIXELS)).mask
    assert not (few & ~more).any()


@given(st.lists(areas, max_size=4))
def test_hiding_twice_is_hiding_once(some):
    """Covering what is covered already changes nothing."""
    once = painted(some)
    assert np.array_equal(painted(some, pixels=once), once)


@given(st.lists(areas, max_size=4), styles, st.booleans())
def test_pixels_outside_stay(some, style, labels):
    """Nothing but what is hidden changes, whatever the style, and a label never leaves its cover."""
    mask = Painter(tuple(some), style).paint(1, Image.fromarray(PIXELS)).mask
    assert np.array_equal(painted(some, style, labels=labels)[~mask], PIXELS[~mask])


@given(regions)
def test_regions_are_clipped(region):
    """A region at an edge, outside, or without a size never fails, and covers what of it is in the picture."""
    mask = mask_of([region], WIDTH, HEIGHT)
    assert mask.shape == (HEIGHT, WIDTH)
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    for x, y in zip(xs.ravel()[::7], ys.ravel()[::7], strict=True):
        if region.contains((x, y)):
            assert mask[int(y), int(x)]


@given(regions, st.sampled_from(["face", "text", "document", "qr-code"]))
def test_a_margin_holds_the_finding(region, kind):
    """The area with its margin covers at least every pixel of the finding itself."""
    own = mask_of([region], WIDTH, HEIGHT)
    with_it = mask_of([with_margin(Finding(kind, region, 0.9, "test"))], WIDTH, HEIGHT)
    assert not (own & ~with_it).any()


def test_the_cover_is_one_colour():
    """A solid cover carries nothing of what was there."""
    result = painted([HiddenArea(Box(5, 5, 25, 25), "face", 1, 1)])
    assert (result[5:25, 5:25] == COVER).all()


@pytest.mark.parametrize("style", [Style.BLUR, Style.PIXELATE])
def test_a_blurred_face_keeps_a_handful_of_averages(style):
    """Two faces with the same averages over a fifth of their width look the same afterwards."""
    face = np.random.default_rng(3).integers(0, 256, (100, 100, 3), dtype=np.uint8)
    twin = face.copy()
    for row in range(0, 100, 20):
        for column in range(0, 100, 20):
            cell = twin[row : row + 20, column : column + 20].reshape(-1, 3)
            np.random.default_rng(row + column).shuffle(cell)
            twin[row : row + 20, column : column + 20] = cell.reshape(20, 20, 3)
    area = [HiddenArea(Box(0, 0, 100, 100), "face", 1, 1)]
    assert not np.array_equal(face, twin)
    assert np.array_equal(painted(area, style, pixels=face), painted(area, style, pixels=twin))


@pytest.mark.parametrize("style", [Style.BLUR, Style.PIXELATE, Style.EMOJI])
def test_only_faces_get_another_style(style):
    """Text and pages are always covered solid, also where a face lies on them."""
    page = HiddenArea(Box(10, 10, 50, 35), "document", 1, 1)
    face = HiddenArea(Box(20, 15, 30, 25), "face", 1, 2)
    assert (painted([page, face], style)[10:35, 10:50] == COVER).all()


def test_blurring_text_is_refused_and_says_why():
    """Who asks to blur nothing but text is told that blurred text can be read again."""
    text = Finding("text", Box(0, 0, 9, 9), 0.9, "text", number=2)
    with pytest.raises(UsageError, match="can be read again"):
        check_style("blur", [text])
    assert check_style("blur", [text, Finding("face", Box(0, 0, 9, 9), 0.9, "faces")]) is Style.BLUR
