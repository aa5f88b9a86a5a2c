"""The small picture of a photo as a report may show it: what must be hidden is covered in its pixels."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from PIL import Image

from photocheck.domain.geometry import Region
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport
from photocheck.domain.text import MASK
from photocheck.imaging.previews import shrunk, small_jpeg
from photocheck.redaction.margins import with_margin
from photocheck.redaction.painting import covered, mask_of
from photocheck.redaction.plan import plan_redaction

__all__ = ["preview_side", "safe_preview"]

QUALITY: Final = 70
# The longer side in pixels by the number of photos of a report, so that one of 5,000 has less than 100 MB.
SIDES: Final = ((100, 1024), (1000, 640))
SMALLEST_SIDE: Final = 320
# What is covered grows by 2 pixels on each side: its edge went into the pixels beside it when it was made small.
EDGE: Final = 5


def preview_side(photos: int) -> int:
    """How large the small pictures may be in a report of so many photos: the longer side in pixels."""
    return next((side for most, side in SIDES if photos <= most), SMALLEST_SIDE)


def safe_preview(preview: Preview, report: PhotoReport, *, side: int, reveal: bool = False) -> Preview:
    """The small picture with everything covered that must be hidden, no larger than `side`.

    Covered is what a copy for sending would cover, and every text in which personal data was recognised,
    since a small picture may still be read. Where a part of the check failed, or where the file is another
    than the one that was checked, it is not known what to cover, so there is no picture. With `reveal` the
    photo is shown as it is.
    """
    known = not report.problems and preview.sha256 == report.sha256
    if preview.jpeg is None or not (known or reveal):
        return replace(preview, jpeg=None)
    pixels = np.asarray(Image.open(io.BytesIO(preview.jpeg)).convert("RGB"))
    regions = [] if reveal else _regions_to_hide(report, preview)
    if regions:
        mask = mask_of(regions, preview.width, preview.height).astype(np.uint8)
        pixels = covered(pixels, cv2.dilate(mask, np.ones((EDGE, EDGE), np.uint8)).astype(bool))
    small = shrunk(pixels, side)
    height, width = small.shape[:2]
    return Preview(small_jpeg(small, QUALITY), width, height, preview.likeness, preview.sha256)


def _regions_to_hide(report: PhotoReport, preview: Preview) -> list[Region]:
    """What to cover on the first page, in pixels of the small picture."""
    regions = [area.region for area in plan_redaction(report).areas if area.page == 1]
    regions += [
        with_margin(finding)
        for finding in report.findings
        if finding.region is not None
        and finding.page == 1
        and any(MASK in match.text.masked for match in finding.matches)
    ]
    across, down = preview.width / (report.width or 1), preview.height / (report.height or 1)
    return [region.scaled(across, down) for region in regions]
