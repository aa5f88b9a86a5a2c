"""The small pictures that reports show."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from photocheck.imaging.previews import preview_of


def drawn(size, *, shift=0):
    """A picture with something in it, as the bytes of a PNG."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((size[0] // 4 + shift, size[1] // 4, size[0] // 2 + shift, size[1] // 2), fill=(200, 30, 30))
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return packed.getvalue()


def test_a_preview_is_small_and_keeps_its_shape():
    """The longer side has 1024 pixels, and what is smaller stays as it is."""
    preview = preview_of(drawn((2048, 1000)))
    assert (preview.width, preview.height) == (1024, 500)
    assert Image.open(io.BytesIO(preview.jpeg)).size == (1024, 500)
    assert (preview_of(drawn((40, 30))).width, preview_of(drawn((40, 30))).height) == (40, 30)


def test_photos_that_look_alike_have_nearly_the_same_likeness():
    """The same scene, a step to the side and in another size, differs in a few bits; another scene in many."""
    one = preview_of(drawn((1200, 800))).likeness
    sibling = preview_of(drawn((600, 400), shift=4)).likeness
    other = preview_of(drawn((800, 1200), shift=300)).likeness
    assert (one ^ sibling).bit_count() <= 10 < (one ^ other).bit_count()


def test_what_cannot_be_opened_has_no_preview():
    """A damaged file has no picture to show."""
    assert preview_of(b"no photo") is None
