"""QR codes and barcodes, on pictures drawn here."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
from PIL import Image

from photocheck.detectors.codes import CodeDetector
from photocheck.imaging.metadata import Metadata
from photocheck.imaging.photo import Photo

zxingcpp = pytest.importorskip("zxingcpp")


@pytest.fixture(scope="module")
def detector():
    """One detector for the whole file, as in a screener."""
    return CodeDetector(threads=1)


def drawn(content, kind=zxingcpp.BarcodeFormat.QRCode, scale=4):
    """A code as grey pixels with its quiet zone."""
    code = zxingcpp.create_barcode(content, kind)
    return np.pad(np.array(zxingcpp.write_barcode_to_image(code, scale=scale)), 4 * scale, constant_values=255)


def photo(grey):
    """A photo with these grey pixels."""
    pixels = np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2).astype(np.uint8))
    return Photo("drawn", pixels, Metadata(), "0" * 64)


def laid_on(grey, size, place, ground=200):
    """The code on a larger, plain ground."""
    canvas = np.full(size, ground, np.uint8)
    top, left = place
    canvas[top : top + grey.shape[0], left : left + grey.shape[1]] = grey
    return canvas


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_qr_code_is_found_and_read_whichever_way_it_lies(detector, turns):
    """The outline lies on the code, and the content is held but masked when printed."""
    grey = np.rot90(laid_on(drawn("https://www.example.org/photo"), (600, 800), (100, 500)), turns)
    (finding,) = detector.detect(photo(grey))
    assert (finding.kind, finding.detector, finding.number) == ("qr-code", "codes", 0)
    assert finding.text.revealed == "https://www.example.org/photo"
    assert "example" not in str(finding)
    assert [match.pattern for match in finding.matches] == ["code-link"]
    dark = np.argwhere(grey < 100)
    top, left = dark.min(axis=0)
    bottom, right = dark.max(axis=0)
    box = finding.box
    assert np.allclose((box.left, box.top, box.right, box.bottom), (left, top, right, bottom), atol=6)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DataMatrix", "qr-code"),
        ("Aztec", "qr-code"),
        ("MicroQRCode", "qr-code"),
        ("PDF417", "barcode"),
        ("Code128", "barcode"),
        ("Code39", "barcode"),
    ],
)
def test_every_kind_of_code_is_told_apart_from_bars(detector, name, kind):
    """Squares are QR codes to an officer; everything made of bars is a barcode."""
    (finding,) = detector.detect(photo(drawn("A1234", getattr(zxingcpp.BarcodeFormat, name))))
    assert (finding.kind, finding.text.revealed) == (kind, "A1234")


def test_the_bars_of_a_product_are_a_product_and_covered_in_their_height(detector):
    """Hiding a few rows of bars would leave the rest to be read."""
    grey = laid_on(drawn("5000112637922", zxingcpp.BarcodeFormat.EAN13), (500, 700), (100, 100))
    (finding,) = detector.detect(photo(grey))
    assert [match.pattern for match in finding.matches] == ["code-product"]
    assert finding.box.height >= 0.4 * finding.box.width


def test_light_codes_on_dark_are_read(detector):
    """Phones in dark mode show inverted codes."""
    (finding,) = detector.detect(photo(255 - drawn("WIFI:T:WPA;S:Guest;P:secret;;")))
    assert [match.pattern for match in finding.matches] == ["code-wifi"]


def test_a_tiny_code_is_enlarged(detector):
    """Two pixels a module is what a thumbnail leaves."""
    (finding,) = detector.detect(photo(laid_on(drawn("tel:07700900123", scale=1), (120, 120), (40, 40), ground=255)))
    assert finding.text.revealed == "tel:07700900123"


def test_several_codes_are_several_findings(detector):
    """Each code is found once."""
    canvas = laid_on(drawn("one"), (600, 900), (50, 50))
    second = drawn("two")
    canvas[300 : 300 + second.shape[0], 600 : 600 + second.shape[1]] = second
    assert sorted(finding.text.revealed for finding in detector.detect(photo(canvas))) == ["one", "two"]


def test_a_code_that_is_too_damaged_to_read_is_still_a_finding(detector):
    """Somebody with a better picture might read it."""
    grey = drawn("https://www.example.org/a-rather-long-address", scale=6)
    middle = slice(grey.shape[0] // 3, grey.shape[0] * 2 // 3)
    grey[middle, middle] = np.random.default_rng(1).integers(0, 2, grey[middle, middle].shape) * 255
    findings = detector.detect(photo(laid_on(grey, (600, 600), (80, 80))))
    assert findings
    assert all(finding.kind == "qr-code" and finding.text is None and not finding.matches for finding in findings)


def test_noise_and_blank_pictures_hold_no_code(detector):
    """Nothing is found where nothing is."""
    noise = np.random.default_rng(0).integers(0, 256, (480, 640))
    assert detector.detect(photo(noise)) == []
    assert detector.detect(photo(np.full((480, 640), 255))) == []
    assert detector.detect(photo(np.zeros((1, 1)))) == []


@pytest.mark.slow
def test_at_least_four_of_five_real_codes_are_read(detector, shared_data):
    """The labelled photos: blurred, bent, damaged; 57 of 66 when this was written."""
    read = codes = 0
    for line in (shared_data / "qr_barcode" / "labels.jsonl").read_text().splitlines():
        label = json.loads(line)
        with Image.open(shared_data / "qr_barcode" / label["file"]) as picture:
            pixels = np.array(picture.convert("RGBA").convert("RGB"))
        found = detector.detect(Photo("x", np.ascontiguousarray(pixels), Metadata(), ""))
        codes += len(label["truth"])
        read += min(len(label["truth"]), sum(finding.text is not None for finding in found))
    assert read >= 0.8 * codes


def test_a_faint_code_beside_a_clear_one_is_found_by_trying_everything(detector):
    """The light is evened out whatever was seen without, also in half the size, and nothing is lost by it."""
    page = laid_on(drawn("5000112637922", zxingcpp.BarcodeFormat.EAN13, 3), (700, 900), (40, 60)).astype(float)
    bars = drawn("9784872348880", zxingcpp.BarcodeFormat.EAN13) / 255
    page[350 : 350 + bars.shape[0], 100 : 100 + bars.shape[1]] -= 35 * (1 - bars)
    page[330:] -= np.linspace(0, 60, page.shape[1])
    shaded = photo(cv2.GaussianBlur(page, (0, 0), 0.8))
    clear, both = ["5000112637922"], ["5000112637922", "9784872348880"]
    assert sorted(finding.text.revealed for finding in detector.detect(shaded)) == clear
    assert sorted(finding.text.revealed for finding in detector.detect_all(shaded)) == both


def test_trying_everything_sees_no_code_where_none_is(detector):
    """Neither in noise nor on a plain wall, large or small."""
    noise = np.random.default_rng(4).integers(0, 255, (400, 500))
    for grey in (noise, np.full((2100, 300), 180), np.full((60, 80), 180)):
        assert detector.detect_all(photo(grey)) == []
