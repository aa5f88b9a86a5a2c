"""A cup of coffee, with nothing to hide in the picture: the file says where it was taken, and with whose phone."""

from __future__ import annotations

import numpy as np
import skimage.data
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from scenes.drawing import WIDTH, jpeg


def whereabouts() -> Image.Exif:
    """What a phone writes into a photo: the time, the place, the phone and whose it is."""
    exif = Image.Exif()
    exif[Base.Make] = "Example"
    exif[Base.Model] = "Phone 4"
    exif[Base.Artist] = "Communications tablet 7"
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = "2026:10:12 09:41:07"
    details[Base.BodySerialNumber] = "EX4-0044718"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (52.0, 18.0, 22.4)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "W", (1.0, 56.0, 29.1)
    return exif


def draw_coffee() -> bytes:
    """The cup as a JPEG: a real photo, enlarged, with a little grain."""
    rng = np.random.default_rng(4)
    cup = Image.fromarray(skimage.data.coffee())
    large = cup.resize((WIDTH, WIDTH * cup.height // cup.width), Image.Resampling.LANCZOS)
    pixels = np.asarray(large) + rng.normal(0, 3, (large.height, large.width, 1))
    return jpeg(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), whereabouts())
