"""Every sample gets the verdict that it should, for the reason that it should."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PIL import Image

from photocheck import Screener
from photocheck.domain.findings import OBJECT_KINDS

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = tomllib.loads((SAMPLES / "expected.toml").read_text())
PHOTOS = {path.stem: path for path in sorted((SAMPLES / "photos").glob("*.jpg"))}


def test_every_sample_is_described():
    """In the file for machines and in the one for people."""
    assert set(EXPECTED) == set(PHOTOS)
    readme = (SAMPLES / "README.md").read_text()
    for name, expected in EXPECTED.items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}.jpg` |"))
        assert f"`{expected['decision']}`" in row


@pytest.mark.parametrize("name", [name for name in PHOTOS if name != "coffee"])
def test_the_files_themselves_give_nothing_away(name):
    """Only the cup of coffee is about metadata."""
    with Image.open(PHOTOS[name]) as picture:
        assert not picture.getexif()


@pytest.fixture(scope="module")
def reports():
    """What is said of each, by one screener."""
    screener = Screener()
    return {name: screener.screen(path) for name, path in PHOTOS.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPECTED)
def test_the_sample_gets_its_verdict(reports, name):
    """For colleagues on WhatsApp, as the README says."""
    report = reports[name]
    assert not report.problems
    assert report.decision.value == EXPECTED[name]["decision"], [reason.text for reason in report.verdict.reasons]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPECTED)
def test_what_it_shows_is_found(reports, name):
    """The right verdict for a wrong reason would be luck."""
    findings = reports[name].findings
    assert set(EXPECTED[name]["kinds"]) <= {finding.kind for finding in findings}
    assert set(EXPECTED[name]["patterns"]) <= {pattern for finding in findings for pattern in finding.patterns}


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPECTED)
def test_pages_are_called_what_they_are(reports, name):
    """A screen is no whiteboard, and a poster is text."""
    called = {finding.kind for finding in reports[name].findings if finding.kind in OBJECT_KINDS}
    assert called - {"number-plate"} == set(EXPECTED[name]["pages"])


@pytest.mark.slow
def test_the_landscape_is_clean(reports):
    """Nothing at all is found where there is nothing."""
    assert reports["landscape"].findings == ()


@pytest.mark.slow
def test_both_people_are_found(reports):
    """And nobody else."""
    assert [finding.kind for finding in reports["people"].findings].count("face") == 2
