"""Metadata that ImageMagick and its kin keep in PNG as text: hexadecimal digits behind a name and a length."""

from __future__ import annotations

from PIL import Image

__all__ = ["raw_profile"]


def raw_profile(picture: Image.Image, name: str) -> bytes:
    """The bytes of the profile of this name ("iptc", "xmp", "8bim"), b"" where there is none.

    Raises ValueError where it is damaged.
    """
    text = picture.info.get(f"Raw profile type {name}")
    return bytes.fromhex("".join(text.split()[2:])) if isinstance(text, str) else b""
