"""Open a photo: a path, bytes, or pixels; here, or in a process of its own where isolation is in force."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocheck.errors import PhotoNotFound, PhotoTooLarge, PhotoUnreadable, PhotoUnsupported
from photocheck.imaging.isolated import IsolatedFile, open_apart
from photocheck.imaging.limits import Limits
from photocheck.imaging.photo_file import PhotoFile, file_of_bytes, file_of_picture
from photocheck.isolation import decoders_in_force

__all__ = ["PhotoSource", "open_photo", "read_photo"]

PhotoSource = str | os.PathLike[str] | bytes | Image.Image | NDArray[np.uint8]


def open_photo(
    source: PhotoSource, *, name: str | None = None, limits: Limits | None = None
) -> PhotoFile | IsolatedFile:
    """Open a photo, without decoding it yet; in a process of its own, where photocheck.isolation is in force.

    `source` is a path, the bytes of a file, a Pillow image, or an array: (height, width) grey or
    (height, width, 3 or 4) RGB or RGBA, uint8. `name` is what reports call it. Raises PhotoNotFound,
    PhotoUnreadable, PhotoUnsupported, PhotoDamaged or PhotoTooLarge, each with a sentence and a hint.
    """
    limits = Limits() if limits is None else limits
    if isinstance(source, np.ndarray):
        return file_of_picture(_from_array(source), name or "picture", limits)
    if isinstance(source, Image.Image):
        return file_of_picture(source, name or "picture", limits)
    if isinstance(source, bytes):
        data, name = source, name or "photo"
        _check_size(len(data), limits)
    else:
        data, name = read_photo(Path(source), limits), name or str(source)
    decoders = decoders_in_force()
    return file_of_bytes(data, name, limits) if decoders is None else open_apart(decoders, data, name, limits)


def read_photo(path: Path, limits: Limits) -> bytes:
    """The bytes of a photo's file; raises what `open_photo` raises for one that cannot be read."""
    try:
        if path.is_dir():
            raise PhotoUnreadable("This is a folder, not a photo.", "Name the photos in it, or check the whole folder.")
        _check_size(path.stat().st_size, limits)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PhotoNotFound("There is no such file.", "Check the spelling of its name and folder.") from error
    except PermissionError as error:
        raise PhotoUnreadable("You may not read this file.", "Ask its owner, or copy it to your own folder.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PhotoUnreadable(
            f"The file could not be read ({reason}).", "Check the disk or the network drive."
        ) from error


def _from_array(array: NDArray[np.uint8]) -> Image.Image:
    if array.dtype != np.uint8 or array.ndim not in {2, 3} or (array.ndim == 3 and array.shape[2] not in {3, 4}):
        raise PhotoUnsupported(
            f"An array must be uint8 of shape (height, width), (height, width, 3) or (height, width, 4); this one is "
            f"{array.dtype} of shape {array.shape}.",
            "Convert it to RGB first.",
        )
    return Image.fromarray(np.ascontiguousarray(array))


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise PhotoTooLarge(
            f"The file has {size / 1e6:.0f} MB; the limit is {limits.size / 1e6:.0f} MB.", "Make the photo smaller."
        )
