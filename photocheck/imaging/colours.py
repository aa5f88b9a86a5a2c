"""Turn a picture of any mode into the RGB that detectors look at."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

__all__ = ["rgb_pixels"]

# The largest value of 10, 12, 14 and 16 bits.
SENSOR_RANGES: Final = (1023, 4095, 16383, 65535)
# Rows that are copied at once.
STRIP: Final = 256


def rgb_pixels(picture: Image.Image) -> NDArray[np.uint8]:
    """Return the pixels as RGB uint8 of shape (height, width, 3).

    16-bit, 32-bit and float greys are scaled to 8 bits, CMYK goes through its colour profile where it
    has a sound one, and transparent pictures are laid on the background on which they show best.
    """
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = Image.fromarray(_eight_bits(np.asarray(picture)))
    elif picture.mode == "CMYK":
        picture = _cmyk_to_rgb(picture)
    elif picture.has_transparency_data:
        picture = _on_background(picture.convert("RGBA"))
    if picture.mode != "RGB":
        picture = picture.convert("RGB")
    return _copied(picture)


def _copied(picture: Image.Image) -> NDArray[np.uint8]:
    """The pixels of an RGB picture, copied by strips: Pillow copies all that it hands out once more on the way."""
    pixels = np.empty((picture.height, picture.width, 3), np.uint8)
    for top in range(0, picture.height, STRIP):
        bottom = min(top + STRIP, picture.height)
        pixels[top:bottom] = np.asarray(picture.crop((0, top, picture.width, bottom)))
    pixels.flags.writeable = False
    return pixels


def _eight_bits(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Scale a grey picture: by the range of the 16 bits or fewer that it uses, others by what occurs in it."""
    numbers = np.nan_to_num(values.astype(np.float64))
    low, high = float(numbers.min(initial=0)), float(numbers.max(initial=0))
    if values.dtype == np.uint16 or (low >= 0 and 255 < high <= 65535):
        # A scanner's 12 bits are often stored in 16: by the full range they would be almost black.
        low, high = 0.0, next(float(most) for most in SENSOR_RANGES if high <= most)
    elif low >= 0 and high <= 255 and values.dtype.kind != "f":
        low, high = 0.0, 255.0
    scaled = (numbers - low) * (255.0 / max(high - low, 1e-9))
    return np.clip(np.rint(scaled), 0, 255).astype(np.uint8)


def _cmyk_to_rgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _on_background(picture: Image.Image) -> Image.Image:
    """Lay a transparent picture on white, or on black where what it shows is light: white letters must show."""
    # Every fourth pixel of every fourth row tells as much as all.
    pixels = np.asarray(picture)[::4, ::4]
    weight = pixels[..., 3].astype(np.float64)
    shown = weight.sum()
    brightness = (pixels[..., :3].mean(axis=2) * weight).sum() / shown if shown else 0.0
    background = Image.new("RGBA", picture.size, "black" if brightness > 160 else "white")
    return Image.alpha_composite(background, picture).convert("RGB")
