"""Damaged photos: no crash, no hang, and never clean where a part could not be read."""

from __future__ import annotations

import io
import os
import warnings
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from photocheck.detectors.metadata import MetadataDetector
from photocheck.domain.verdicts import Decision
from photocheck.imaging.formats import FORMATS
from photocheck.imaging.limits import Limits
from photocheck.screener import Screener

FORMS = (
    "JPEG", "PNG", "PNG of several pages", "WEBP", "WEBP of several pages", "TIFF", "TIFF of several pages", "GIF",
    "GIF of several pages", "BMP", "HEIF", "AVIF",
)  # fmt: skip
# What a damaged header may ask for is refused early, so that the tests need little memory.
SCREENER = Screener(detectors=[MetadataDetector()], limits=Limits(pixels=4_000_000, pages=8, seconds=10))


def can_be_read(data):
    """Whether Pillow by itself decodes every page to the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                for page in range(1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)):
                    picture.seek(page)
                    picture.load()
        except Exception:  # noqa: BLE001 - whatever a damaged file makes it raise
            return False
    return True


# FUZZ=2000 tries more of them by hand.
often = settings(max_examples=int(os.environ.get("FUZZ", "25")))


@pytest.mark.parametrize("form", FORMS)
@often
@given(seed=st.integers(0, 2**32), other=st.sampled_from(FORMS))
def test_a_damaged_photo_is_looked_at_or_told_of(form, seed, other, sound_files, damaging):
    """One verdict, whatever it is; and `not-checked` where not every page could be decoded."""
    how, data = damaging.damaged(sound_files[form], Random(seed), sound_files[other])  # noqa: S311 - no secrets
    report = SCREENER.screen(data, name=f"{form}, {how}")
    assert (report.decision is Decision.NOT_CHECKED) == bool(report.problems)
    assert report.problems or can_be_read(data), how


@often
@given(data=st.binary(max_size=2000), start=st.sampled_from(["", *FORMS]))
def test_any_bytes_get_a_verdict(data, start, sound_files):
    """Also such that no program wrote, behind the beginning of a real file."""
    data = sound_files.get(start, b"")[:64] + data
    report = SCREENER.screen(data, name="noise")
    assert report.problems or can_be_read(data)
