"""What every test may ask for."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from photocheck import isolation
from photocheck.detectors.metadata import MetadataDetector
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.text import ReadText
from photocheck.screener import Screener

# A shared machine may be slow for a moment; that is no fault of the code.
settings.register_profile("photocheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("photocheck")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def parsing_here(monkeypatch):
    """Photos are parsed in the process of the test, whatever the command line of an earlier test has said."""
    monkeypatch.setenv(isolation.VARIABLE, "no")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of labelled photos beside the repository; the test is skipped where it is missing."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the labelled photos (../shared/data) are not on this machine")
    return folder


class Colours:
    """A detector without a model: red patches are faces, green ones pages, blue ones phone numbers."""

    name = "colours"
    models = {}  # noqa: RUF012

    def detect(self, photo):
        """Say where patches of pure colour are."""
        number = ReadText.secret("01632 960123", keep=2)
        kinds = (
            ("face", 0, {}),
            ("document", 1, {}),
            ("text", 2, {"text": number, "matches": (Match("phone", number, 0.99),)}),
        )
        found = []
        pixels = photo.pixels.astype(int)
        for kind, channel, rest in kinds:
            others = [pixels[..., other] for other in range(3) if other != channel]
            mask = (pixels[..., channel] > 170) & (others[0] < 90) & (others[1] < 90)
            _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
            found += [
                Finding(kind, Box(x, y, x + w, y + h), 0.95, self.name, page=photo.page, **rest)
                for x, y, w, h, area in stats[1:].tolist()
                if area > 60
            ]
        return found


def screener_for_colours(policy="whatsapp", audience="colleagues", channel="whatsapp", *more):
    """Build a real Screener whose only detectors are the metadata's and one that finds patches of pure colour."""
    detectors = (Colours(), MetadataDetector(), *more)
    return Screener(policy=policy, audience=audience, channel=channel, detectors=detectors)


@pytest.fixture(scope="session")
def colour_screener():
    """Build a screener that needs no models; further detectors may be given."""
    return screener_for_colours


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window; the tests are skipped where it is not installed."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is used

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("these tests need Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def visiting(browser):
    """Open pages in windows of any kind; whatever goes wrong in one, or is asked elsewhere, fails the test."""
    opened, wrong = [], []

    def visit(address, **window):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | window))
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)

        def note(message):
            # An answer that is a problem is no fault of the page.
            if "Failed to load resource" not in message.text:
                wrong.append(message.text)

        def check(request):
            if request.url.startswith("http") and not request.url.startswith(address):
                wrong.append(request.url)

        page.on("console", note)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", check)
        page.goto(address)
        return page

    yield visit
    for context in opened:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def violations():
    """What axe-core finds wrong with a page as it stands."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where a browser is used

    def found(page):
        return [
            (rule["id"], [node["html"] for node in rule["nodes"]]) for rule in Axe().run(page).response["violations"]
        ]

    return found
