"""Every sample gets the verdict that it should, for the reason that it should."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PIL import Image

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
