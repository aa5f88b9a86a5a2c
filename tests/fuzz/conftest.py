"""Small files of every format, to be damaged."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from photocheck.imaging.photo_file import load_decoders

FORMS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "AVIF")
ANIMATED = ("PNG", "WEBP", "TIFF", "GIF")


@pytest.fixture(scope="session")
def damaging():
    """The module damaging.py; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("damaging", Path(__file__).with_name("damaging.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Files(dict):
    """Files by their kinds; where a test fails, nobody wants to see all their bytes."""

    def __repr__(self):
        """How many there are."""
        return f"<{len(self)} files>"


@pytest.fixture(scope="session")
def sound_files():
    """A file of each format, with metadata where it can have some, and some with several pages."""
    load_decoders()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Ann Example"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    pages = [Image.effect_noise((72, 48), 60).convert("RGB") for _ in range(3)]
    files = Files()
    for form in FORMS:
        for several in (False, True) if form in ANIMATED else (False,):
            packed = io.BytesIO()
            more = {"save_all": True, "append_images": pages[1:]} if several else {}
            known = {} if form in {"GIF", "BMP"} else {"exif": exif.tobytes()}
            pages[0].save(packed, form, **more, **known)
            files[f"{form}{' of several pages' if several else ''}"] = packed.getvalue()
    return files
