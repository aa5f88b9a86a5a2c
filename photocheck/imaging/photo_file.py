"""A photo's file, opened here: upright whatever its format, and safely whatever its name says.

| format     | pages                          | upright by                          |
|------------|--------------------------------|-------------------------------------|
| JPEG, MPO  | the first picture¹             | EXIF orientation                    |
| PNG, WebP  | every frame of an animation    | EXIF orientation                    |
| TIFF       | every page                     | the orientation tag of each page    |
| GIF        | every frame                    | as stored                           |
| BMP        | one                            | as stored                           |
| HEIC/HEIF  | every picture of the container | its own rotation, by pillow-heif    |
| AVIF       | every frame                    | its own rotation, by Pillow         |

¹ the others are reported as `multi-picture`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile, ImageOps

from photocheck.errors import PhotoDamaged, PhotoError, PhotoTooLarge
from photocheck.imaging.capture_time import capture_time
from photocheck.imaging.colours import rgb_pixels
from photocheck.imaging.formats import FORMATS, is_raw, refusal
from photocheck.imaging.limits import Limits, within
from photocheck.imaging.metadata import Metadata, read_metadata, with_thumbnails_compared
from photocheck.imaging.photo import Photo
from photocheck.imaging.warnings_off import without_warnings
from photocheck.imaging.xmp_packets import main_packet

__all__ = ["PhotoFile", "file_of_bytes", "file_of_picture", "load_decoders"]


@dataclass(frozen=True, slots=True, eq=False)
class PhotoFile:
    """A photo that was opened but not decoded yet.

    `source` is the name that reports show, `data` the bytes of the file (empty for a picture that came
    as pixels), `sha256` theirs, `page_count` how many pages or frames it says it has.
    """

    source: str
    data: bytes
    sha256: str
    metadata: Metadata
    page_count: int
    _picture: Image.Image = field(repr=False)
    _about: Image.Image = field(repr=False)
    _limits: Limits = field(repr=False)

    @property
    def kind(self) -> str:
        """The file's format, by its content: JPEG, PNG, HEIF, ..."""
        return self._picture.format or ""

    @property
    def orientation(self) -> int:
        """How the stored picture is turned upright, by EXIF's eight numbers; 1 where it is not."""
        with without_warnings():
            try:
                number = self._picture.getexif().get(ExifTags.Base.Orientation, 1)
            except Exception:  # noqa: BLE001 - as where it is turned: a damaged tag turns nothing
                return 1
        return int(number) if number in range(2, 9) else 1

    @property
    def xmp(self) -> bytes | None:
        """The XMP packet that the file keeps in the usual place of its format; raises PhotoDamaged."""
        try:
            return main_packet(self._picture)
        except ValueError as error:
            raise PhotoDamaged("The photo's XMP is damaged.") from error

    @property
    def taken_at(self) -> datetime | None:
        """When the camera says that it was taken, by its own clock; None where the file does not say."""
        with without_warnings():
            return capture_time(self._about)

    def pages(self) -> Iterator[Photo]:
        """Decode one page after the other, upright; a frame that equals the one before is left out.

        Raises PhotoDamaged when a page cannot be decoded, and PhotoTooLarge after the last page that the
        limits allow when there are more, or when a page is too large.
        """
        before: NDArray[np.uint8] | None = None
        # The picture that viewers show comes first: in HEIF it need not be the first of the container.
        shown = self._picture.tell()
        order = [shown, *(index for index in range(self.page_count) if index != shown)]
        for number, index in enumerate(order, start=1):
            if number > self._limits.pages:
                raise PhotoTooLarge(
                    f"The file has {self.page_count} pages or frames; the first {self._limits.pages} were checked.",
                    "Save the pages that you want to send as photos of their own.",
                )
            pixels = within(self._limits.seconds, lambda at=index: self._decoded(at))  # type: ignore[misc]
            if before is None:
                metadata = with_thumbnails_compared(self.metadata, pixels)
            if before is None or not np.array_equal(pixels, before):
                yield Photo(self.source, pixels, metadata, self.sha256, number)
            before = pixels

    def _decoded(self, index: int) -> NDArray[np.uint8]:
        where = f" (page {index + 1})" if self.page_count > 1 else ""
        with without_warnings(), _decoding(where):
            if index != self._picture.tell():
                self._picture.seek(index)
            _check_pixels(self._picture.size, self._limits)
            self._picture.load()
            return rgb_pixels(_upright(self._picture, self.orientation))


def file_of_bytes(data: bytes, name: str, limits: Limits) -> PhotoFile:
    """Open a file's content, without decoding it yet; `name` is what reports call it.

    Raises PhotoUnsupported, PhotoDamaged or PhotoTooLarge, each with a sentence and a hint.
    """
    if is_raw(data, name):
        raise refusal(data, name)
    load_decoders()
    with without_warnings():
        try:
            picture, count = within(limits.seconds, lambda: _identified(data))
        except PhotoError:
            raise
        except Image.DecompressionBombError as error:
            raise PhotoTooLarge("The photo has more pixels than photocheck opens.", "Make it smaller first.") from error
        except Exception as error:
            raise refusal(data, name) from error
        _check_pixels(picture.size, limits)
        about = _for_metadata(data, picture, limits)
        metadata = within(limits.seconds, lambda: read_metadata(data, about))
    return PhotoFile(name, data, hashlib.sha256(data).hexdigest(), metadata, count, picture, about, limits)


def file_of_picture(picture: Image.Image, name: str, limits: Limits) -> PhotoFile:
    """Take pixels that came without a file; raises PhotoDamaged or PhotoTooLarge."""
    _check_pixels(picture.size, limits)
    # A copy, since decoding seeks; the digest is of the pixels, as there is no file.
    copy = picture.copy()
    digest = hashlib.sha256(f"{copy.mode} {copy.size}".encode() + copy.tobytes()).hexdigest()
    return PhotoFile(name, b"", digest, Metadata(), 1, copy, copy, limits)


def _for_metadata(data: bytes, picture: ImageFile.ImageFile, limits: Limits) -> Image.Image:
    """The picture from which metadata is read, which must not be one that is decoded later.

    Pillow tells of damaged pixels once: what is loaded again afterwards looks whole. And in a PNG some of the metadata
    stands behind the pixels, which asking for it decodes; there a damaged photo is told of now.
    """
    if picture.format != "PNG":
        return within(limits.seconds, lambda: Image.open(io.BytesIO(data), formats=FORMATS))
    with _decoding():
        within(limits.seconds, picture.load)
    return picture


@contextmanager
def _decoding(where: str = "") -> Iterator[None]:
    """Turn whatever a decoder raises into a sentence, and let nobody fill up what is missing.

    Other libraries, face_recognition among them, let Pillow fill it up with grey: a photo of which only a part is there
    must never count as looked at.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    except PhotoError:
        raise
    except MemoryError as error:
        raise PhotoTooLarge("The photo needs more memory than there is.", "Make it smaller first.") from error
    except Exception as error:
        raise PhotoDamaged(
            f"The photo is damaged or incomplete{where}, so it could not be checked.",
            "Copy it again from where it came from.",
        ) from error


def _identified(data: bytes) -> tuple[ImageFile.ImageFile, int]:
    """What Pillow takes the file for, and how many pages or frames it has; GIF and TIFF walk all to count them."""
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    return picture, 1 if picture.format == "MPO" else int(getattr(picture, "n_frames", 1))


def _check_pixels(size: tuple[int, int], limits: Limits) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise PhotoDamaged("The photo has no pixels.", "Copy it again from where it came from.")
    if width * height > limits.pixels:
        raise PhotoTooLarge(
            f"The photo has {width * height / 1e6:.0f} megapixels; the limit is {limits.pixels / 1e6:.0f}.",
            "Make it smaller first.",
        )


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    """Turn by the orientation tag; pillow-heif has turned already and says so in the tag."""
    if orientation == 1:
        # What is not turned would be copied.
        return picture
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - a damaged tag says nothing about the pixels, which are sound
        return picture


@cache
def load_decoders() -> None:
    """Load the decoders of our formats, which Pillow does by itself only when it may use all of its sixty."""
    import pillow_heif  # noqa: PLC0415 - takes 50 ms to load
    from PIL import AvifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401, PLC0415

    pillow_heif.register_heif_opener(thumbnails=False)
