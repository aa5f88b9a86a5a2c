"""When the camera says that a photo was taken."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from PIL import ExifTags, Image

__all__ = ["capture_time"]

# The time, with the fraction of its second, from the surest to the least sure (EXIF 3.0, 4.6.5 and 4.6.6).
TAGS: Final = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.SubsecTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.SubsecTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.SubsecTime),
)
LAYOUT: Final = "%Y:%m:%d %H:%M:%S"


def capture_time(picture: Image.Image) -> datetime | None:
    """The time by the camera's own clock, without a time zone; None where EXIF does not say."""
    exif = picture.getexif()
    values = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    for tag, fraction in TAGS:
        with suppress(KeyError, ValueError):
            digits = "".join(filter(str.isdigit, str(values.get(fraction, ""))))
            moment = datetime.strptime(str(values[tag]).strip("\0 "), LAYOUT)  # noqa: DTZ007 - a camera has no zone
            return moment + timedelta(seconds=float(f"0.{digits or 0}"))
    return None
