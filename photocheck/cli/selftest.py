"""A photo that is drawn for the purpose, to see whether each detector finds what is in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from photocheck.cli.screening import BuildScreener
from photocheck.errors import ModelError, PhotocheckError
from photocheck.reports.checkup import REINSTALL, Item, State

if TYPE_CHECKING:
    from photocheck.domain.reports import PhotoReport

__all__ = ["drawn_photo", "try_a_photo"]

# 01632 is the code that is kept free for numbers in fiction.
WORDS: Final = "Call Accounts on 01632 960123"
LINK: Final = "https://example.org/selftest"


def try_a_photo(build: BuildScreener) -> Iterator[Item]:
    """Check a drawn photo, and say of each thing in it whether it was found."""
    try:
        screener = build("whatsapp", "colleagues", "whatsapp")
        report = screener.screen(drawn_photo(), name="self-test")
    except ModelError as error:
        yield Item("models", "loading", State.WRONG, error.message, error.hint)
        return
    except PhotocheckError as error:
        yield Item(GROUP, "checking", State.WRONG, error.message, error.hint)
        return
    except Exception as error:  # noqa: BLE001 - a part that does not even import is what doctor is for
        yield Item(GROUP, "checking", State.WRONG, f"stopped with {type(error).__name__}: {error}", REINSTALL)
        return
    for problem in report.problems:
        yield Item(GROUP, problem.stage, State.WRONG, problem.message, problem.hint)
    for name, found in EXPECTED.items():
        well = found(report)
        detail = "found" if well else "in the photo, but not found"
        yield Item(GROUP, name, State.WELL if well else State.WRONG, detail, None if well else REINSTALL)
    milliseconds = sum(report.timings_ms.values())
    if milliseconds:
        yield Item(GROUP, "time", State.WELL, f"{milliseconds / 1000:.1f} s of work for a small photo")


def drawn_photo() -> bytes:
    """Draw a page with a phone number and a QR code, and write a position into the file: a JPEG."""
    import numpy as np  # noqa: PLC0415 - heavy
    import zxingcpp
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - heavy

    picture = Image.new("RGB", (1200, 800), (150, 150, 140))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 80, 1120, 720), fill="white")
    draw.text((130, 140), WORDS, fill="black", font=ImageFont.load_default(56))
    code = zxingcpp.create_barcode(LINK, zxingcpp.BarcodeFormat.QRCode)
    picture.paste(Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=10))), (420, 300))

    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 19.0, 48.0), 3: "W", 4: (1.0, 56.0, 24.0)}
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=92, exif=exif)
    return packed.getvalue()


def _finds_phone(report: PhotoReport) -> bool:
    return any("phone" in finding.patterns for finding in report.findings)


def _finds_code(report: PhotoReport) -> bool:
    return any(finding.kind == "qr-code" for finding in report.findings)


def _finds_position(report: PhotoReport) -> bool:
    return any(finding.kind == "location" for finding in report.findings)


def _finds_no_face(report: PhotoReport) -> bool:
    return report.people_seen == 0


GROUP: Final = "a photo to try"
EXPECTED: Final[dict[str, Callable[[PhotoReport], bool]]] = {
    "a phone number in text": _finds_phone,
    "a QR code": _finds_code,
    "a position in the file": _finds_position,
    "no face where none is": _finds_no_face,
}
