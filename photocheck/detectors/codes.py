"""QR codes and barcodes, and what kind of thing they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from math import hypot
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.code_content import content_pattern
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Point, Polygon
from photocheck.domain.text import ReadText
from photocheck.imaging.photo import Photo

if TYPE_CHECKING:
    from zxingcpp import Barcode, Position

__all__ = ["CodeDetector"]

# A checksum held, so what was read is there.
READ: Final = 0.99
SEEN: Final = 0.6
# Codes that fill a square, in zxing-cpp's words; everything else is made of bars.
SQUARES: Final = frozenset({"QR Code", "Micro QR Code", "rMQR Code", "Aztec", "Data Matrix", "MaxiCode", "DotCode"})
RETAIL: Final = "EAN/UPC"
# Unread, these are reported: none was seen in 319 photos without a code. Data Matrix, Micro QR and rMQR
# are "seen" in rows of windows, and unread bars are mostly a second scan of bars that were read.
TRUSTED_UNREAD: Final = frozenset({"QR Code", "Aztec"})
# The family whose pattern, once seen, makes it worth while to try again.
WORTH_A_TRY: Final = frozenset({"QR Code", "Aztec"})
# Bars are seen along the lines that were scanned, which can be less than the bars' height.
LEAST_HEIGHT: Final = 0.4
SMALL: Final = 700
LARGE: Final = 2000


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A finding, whether it may be reported, and whether it is worth while to try other light."""

    finding: Finding
    trusted: bool
    unread: bool


class CodeDetector:
    """Finds QR codes and barcodes with zxing-cpp, and names what they hold.

    zxing-cpp itself looks at the photo turned, inverted and in smaller sizes. Where that finds nothing, a
    small photo is enlarged; where it sees a code that it cannot read, the light is evened out. Of
    `threads` one is used.

    Measured on 60 photos with 66 codes, many of them blurred, bent or damaged: 57 read, 63 seen; on 319
    photos without a code none was seen. 0.13 s for 12 megapixels.
    """

    name = "codes"

    def __init__(self, *, threads: int = 1) -> None:
        import zxingcpp

        del threads
        # Fails now, not at the first photo; and the first call is made by one thread alone (see inference/engine.py).
        zxingcpp.read_barcodes(np.zeros((8, 8), np.uint8))
        self.models: Mapping[str, str] = {"zxing-cpp": version("zxing-cpp")}

    def detect(self, photo: Photo) -> list[Finding]:
        """Say where codes are, and what they hold; `text` is None where a code could not be read."""
        grey = np.asarray(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        seen = self._look(grey, 1.0, photo)
        if not seen and max(grey.shape) < SMALL:
            seen = self._look(_resized(grey, 2.0), 2.0, photo)
        if any(sighting.unread for sighting in seen):
            seen += self._in_even_light(_evened(grey), photo)
        return _reported(seen)

    def detect_all(self, photo: Photo) -> list[Finding]:
        """Say what `detect` says, and enlarge, and even out the light, whatever was seen without.

        Of the codes in the same 60 photos it reads one more, beside another. In large photos the light is evened out in
        half the size only, which takes a third of the time of `detect`; in others it takes five times as long.
        """
        grey = np.asarray(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        seen = self._look(grey, 1.0, photo)
        if max(grey.shape) < SMALL:
            seen += self._look(_resized(grey, 2.0), 2.0, photo)
        views = list(_evened(grey))
        return _reported([*seen, *self._in_even_light(views[1:] if max(grey.shape) > LARGE else views, photo)])

    def _in_even_light(self, views: Iterable[tuple[NDArray[np.uint8], float]], photo: Photo) -> list[_Sighting]:
        return [
            sighting
            for picture, scale in views
            for binarizer in ("LocalAverage", "GlobalHistogram")
            for sighting in self._look(picture, scale, photo, binarizer)
        ]

    def _look(
        self, picture: NDArray[np.uint8], scale: float, photo: Photo, binarizer: str = "LocalAverage"
    ) -> list[_Sighting]:
        """Look at a picture that is `scale` times as large as the photo."""
        import zxingcpp

        way = getattr(zxingcpp.Binarizer, binarizer)
        return [
            _Sighting(
                self._finding(code, scale, photo.page),
                trusted=code.valid or (str(code.format) in TRUSTED_UNREAD and _has_place(code.position)),
                unread=not code.valid and str(code.symbology) in WORTH_A_TRY,
            )
            for code in zxingcpp.read_barcodes(picture, binarizer=way, return_errors=True)
            if code.valid or str(code.symbology) in WORTH_A_TRY
        ]

    def _finding(self, code: Barcode, scale: float, page: int) -> Finding:
        square = str(code.symbology) in SQUARES
        kind = "qr-code" if square else "barcode"
        outline = _outline(code.position, 0.0 if square else LEAST_HEIGHT).scaled(1 / scale)
        if not code.valid:
            return Finding(kind, outline, SEEN, self.name, page=page)
        pattern = content_pattern(code.text, retail=str(code.symbology) == RETAIL)
        content = ReadText.secret(code.text)
        return Finding(kind, outline, READ, self.name, content, (Match(pattern, content, READ),), page=page)


def _outline(position: Position, least_height: float) -> Polygon:
    """The code's corners; bars are made at least `least_height` times as high as they are long."""
    corners: list[Point] = [
        (float(corner.x), float(corner.y))
        for corner in (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    ]
    length, height = _distance(corners[0], corners[1]), _distance(corners[0], corners[3])
    missing = least_height * length - height
    if missing <= 0 or not length:
        return Polygon(tuple(corners))
    # Across the bars' run, half on each side.
    x = -(corners[1][1] - corners[0][1]) / length * missing / 2
    y = (corners[1][0] - corners[0][0]) / length * missing / 2
    if (corners[3][0] - corners[0][0]) * x + (corners[3][1] - corners[0][1]) * y < 0:
        x, y = -x, -y
    upper = [(corner[0] - x, corner[1] - y) for corner in corners[:2]]
    lower = [(corner[0] + x, corner[1] + y) for corner in corners[2:]]
    return Polygon((*upper, *lower))


def _has_place(position: Position) -> bool:
    """Whether zxing-cpp says where it saw something: sometimes all corners are the origin."""
    return bool(_outline(position, 0.0).area)


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _reported(seen: list[_Sighting]) -> list[Finding]:
    found: list[Finding] = []
    for sighting in seen:
        if sighting.trusted:
            found = _with(found, sighting.finding)
    return found


def _with(found: list[Finding], new: Finding) -> list[Finding]:
    """Add a finding; of two that lie on each other only the one that was read stays, or the larger."""
    rivals = [old for old in found if _same_place(old, new) and (old.text is None or new.text in (None, old.text))]
    best = max((*rivals, new), key=lambda one: (one.text is not None, 0.0 if one.box is None else one.box.area))
    return [old for old in found if old not in rivals] + [best]


def _same_place(one: Finding, other: Finding) -> bool:
    if one.box is None or other.box is None:
        return False
    return one.box.contains(other.box.centre) or other.box.contains(one.box.centre)


def _evened(grey: NDArray[np.uint8]) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """The picture with its light evened out (CLAHE), and the same in half the size."""
    even = np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey), np.uint8)
    yield even, 1.0
    yield _resized(even, 0.5), 0.5


def _resized(grey: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), np.uint8)
