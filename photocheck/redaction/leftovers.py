"""Read a copy's metadata again, by other libraries than the one that wrote it, and say what should not be there.

What may be there is listed; everything else counts as left over, also what nobody has thought of.
"""

from __future__ import annotations

import io
import json
import logging
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PIL import Image

from photocheck.errors import PhotoError
from photocheck.imaging.payloads import payload_facts, picture_end

__all__ = ["MetadataCheck", "start_check"]

# Groups of ExifTool that tell of the file and its encoding only, and what in other groups does.
HARMLESS_GROUPS: Final = (
    "ExifTool",
    "System",
    "JFIF",
    "Adobe",
    "ICC",
    "Composite",
    "RIFF",
    "QuickTime",
    "Track",
    "Meta",
)
HARMLESS_TAGS: Final = MappingProxyType(
    {
        "File": {
            "FileType", "FileTypeExtension", "MIMEType", "ExifByteOrder", "ImageWidth", "ImageHeight", "BitsPerSample",
            "EncodingProcess", "ColorComponents", "YCbCrSubSampling", "BMPVersion", "Planes", "BitDepth", "Compression",
            "ImageLength", "PixelsPerMeterX", "PixelsPerMeterY", "NumColors", "NumImportantColors", "RedMask",
            "GreenMask", "BlueMask", "AlphaMask", "ColorSpace", "RenderingIntent", "FileSize",
        },
        "PNG": {
            "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "Palette",
            "Transparency", "ProfileName", "AnimationFrames", "AnimationPlays", "SRGBRendering", "Gamma",
        },
        "GIF": {
            "GIFVersion", "ImageWidth", "ImageHeight", "HasColorMap", "ColorResolutionDepth", "BitsPerPixel",
            "BackgroundColor", "AnimationIterations", "FrameCount", "Duration", "TransparentColor",
        },
        # What a TIFF needs to be a picture (TIFF 6.0); in other formats only credit may stand here.
        "IFD": {
            "ImageWidth", "ImageHeight", "BitsPerSample", "Compression", "PhotometricInterpretation", "StripOffsets",
            "SamplesPerPixel", "RowsPerStrip", "StripByteCounts", "PlanarConfiguration", "ColorMap", "ExtraSamples",
            "SampleFormat", "XResolution", "YResolution", "ResolutionUnit", "Predictor", "FillOrder", "T4Options",
            "T6Options", "SubfileType", "InkSet", "NumberofInks", "PageNumber", "Orientation", "YCbCrPositioning",
            "TileWidth", "TileLength", "TileOffsets", "TileByteCounts", "YCbCrCoefficients", "YCbCrSubSampling",
        },
    }
)  # fmt: skip
CREDIT: Final = frozenset({"Artist", "Copyright"})
# ExifRead names the same things in its own words.
EXIFREAD_HARMLESS: Final = frozenset(tag.lower() for tag in HARMLESS_TAGS["IFD"]) | {
    "imagelength", "newsubfiletype", "tiffimagewidth", "photometricinterpretation", "t6options", "t4options",
    "transferfunction", "iccprofile", "intercolorprofile", "planarconfig", "exifoffset",
}  # fmt: skip

# Beginnings of metadata, in words; a copy of any format has none of them.
TRACES: Final = MappingProxyType(
    {
        b"http://ns.adobe.com/": "XMP",
        b"<x:xmpmeta": "XMP",
        b"<?xpacket": "XMP",
        b"Photoshop 3.0\0": "IPTC",
        b"8BIM\x04\x04": "IPTC",
        b"MPF\0": "further pictures",
        b"c2pa": "C2PA",
        b"MotionPhoto": "a motion photo",
        b"GPSLatitude": "a position",
    }
)
EXIF: Final = b"Exif\0\0"
PROGRAM: Final = "exiftool"
TIME_LIMIT: Final = 30


@dataclass(frozen=True, slots=True)
class MetadataCheck:
    """A check that is running, since ExifTool takes a while to start; `finish` waits for it."""

    _data: bytes
    _format: str
    _credit: bool
    _program: subprocess.Popen[bytes] | None

    @property
    def readers(self) -> tuple[str, ...]:
        """What reads the metadata."""
        return ("ExifRead", *(("ExifTool",) if self._program else ()))

    def finish(self) -> tuple[str, ...]:
        """Say what is left over, in words, nothing where nothing is; raises PhotoError where that cannot be told."""
        left = [*_traces(self._data, credit=self._credit), *self._by_exifread()]
        if picture_end(self._data, self._format) is not None:
            left += [fact.value for fact in payload_facts(self._data, self._format)]
        if self._program is not None:
            left += _by_exiftool(self._program, self._data, credit=self._credit)
        return tuple(dict.fromkeys(left))

    def _by_exifread(self) -> Iterator[str]:
        for group, tag in _read_by_exifread(self._data):
            # To ExifRead the second page of a TIFF is a thumbnail.
            is_page = self._format == "TIFF" and group.startswith(("Thumbnail", "IFD "))
            harmless = (is_page or group in {"Image", "EXIF"}) and tag.lower() in EXIFREAD_HARMLESS
            if not harmless and not (self._credit and tag in CREDIT):
                yield f"{tag} ({group or 'file'})"

    def abandon(self) -> None:
        """Leave it: nobody needs to know any more."""
        if self._program is not None:
            self._program.kill()
            self._program.communicate()


def start_check(data: bytes, *, credit: bool) -> MetadataCheck:
    """Begin to read the metadata of a copy; `credit` allows copyright and artist."""
    with Image.open(io.BytesIO(data)) as picture:
        image_format = picture.format or ""
    found = shutil.which(PROGRAM)
    if found is None:
        return MetadataCheck(data, image_format, credit, None)
    # Nothing of the photo is on the command line: it comes by standard input, as "-".
    program = subprocess.Popen(  # noqa: S603 - the program's full path, and only our own arguments
        [found, "-config", "", "-j", "-G1", "-a", "-u", "-n", "-fast0", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return MetadataCheck(data, image_format, credit, program)


def _traces(data: bytes, *, credit: bool) -> Iterator[str]:
    for beginning, words in TRACES.items():
        if beginning in data:
            yield words
    if not credit and EXIF in data:
        yield "EXIF"


def _read_by_exifread(data: bytes) -> Iterator[tuple[str, str]]:
    import exifread  # noqa: PLC0415 - only when a copy is made

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    try:
        tags = exifread.process_file(io.BytesIO(data), details=True)
    except Exception as error:
        # It found something that it cannot read, which a fresh file has no reason to hold.
        raise PhotoError("The metadata of the copy could not be read again, so it is not known to be safe.") from error
    for name in tags:
        group, _, tag = name.rpartition(" ")
        yield group, tag


def _by_exiftool(program: subprocess.Popen[bytes], data: bytes, *, credit: bool) -> Iterator[str]:
    try:
        told, _ = program.communicate(data, timeout=TIME_LIMIT)
        answer = json.loads(told)[0]
    except (subprocess.TimeoutExpired, ValueError, IndexError, OSError) as error:
        program.kill()
        program.communicate()
        raise PhotoError("ExifTool could not read the copy, so its metadata is not known to be gone.") from error
    for name in answer:
        group, _, tag = name.rpartition(":")
        if not _is_harmless(group, tag) and not (credit and tag in CREDIT):
            yield f"{tag} ({group})"


def _is_harmless(group: str, tag: str) -> bool:
    if not group:
        return tag == "SourceFile"
    if group.startswith(HARMLESS_GROUPS):
        return tag != "Warning" or group == "ExifTool"
    known: Sequence[str] = [name for name in HARMLESS_TAGS if group == name or group.rstrip("0123456789") == name]
    return any(tag in HARMLESS_TAGS[name] for name in known)
