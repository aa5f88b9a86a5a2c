"""`--report FILE`: each kind of file, whole or not at all, and nothing in it that must be hidden."""

from __future__ import annotations

import base64
import errno
import io
import json
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from photocheck.reports import SUFFIXES
from photocheck.reports.spool import Spool

ATTENTION, USAGE, OUTPUT = 1, 2, 6
SKY = (90, 120, 150)


def pictures_in(page):
    """The small pictures in a page, by the names of their photos."""
    names = dict(re.findall(r'id="p(\d+)".*?<bdi>(.*?)</bdi>', page, re.DOTALL))
    blocks = re.findall(r'<script type="application/json" id="d(\d+)">(.*?)</script>', page)
    jpegs = {names[number]: json.loads(block)["jpeg"] for number, block in blocks}
    return {
        name: Image.open(io.BytesIO(base64.b64decode(jpeg))).convert("RGB") if jpeg else None
        for name, jpeg in jpegs.items()
    }


def near(colour, other):
    """Whether two colours are the same but for what a JPEG changes."""
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def test_a_page_shows_photos_with_what_must_be_hidden_covered(run, photo):
    """The phone number is not in the pixels, nor in any text; the rest of the photo is there."""
    result = run(photo("phone.jpg"), "--report", "report.html")
    assert result.exit_code == ATTENTION
    page = Path("report.html").read_text(encoding="utf-8")
    picture = pictures_in(page)["phone.jpg"]
    assert not near(picture.getpixel((100, 40)), SKY)
    assert near(picture.getpixel((300, 200)), SKY)
    assert "960123" not in page


def test_reveal_shows_the_photos_as_they_are(run, photo):
    """Only for somebody who asks, and text that was read stays masked all the same."""
    run(photo("phone.jpg"), "--report", "report.html", "--reveal")
    page = Path("report.html").read_text(encoding="utf-8")
    assert near(pictures_in(page)["phone.jpg"].getpixel((100, 40)), SKY)
    assert "960123" not in page


def test_text_is_shown_in_every_kind_of_file_or_in_none(run, photo):
    """Without --show-text none of them holds what was read; a table never does."""
    names = [f"report{suffix}" for suffix in SUFFIXES]
    reports = [word for name in names for word in ("--report", name)]
    run(photo("phone.jpg"), *reports)
    assert [name for name in names if "960123" in Path(name).read_text(encoding="utf-8")] == []
    run("phone.jpg", *reports, "--show-text")
    shown = {Path(name).suffix for name in names if "960123" in Path(name).read_text(encoding="utf-8")}
    assert shown == set(SUFFIXES) - {".csv"}


def test_a_photo_that_cannot_be_opened_has_no_picture(run, photo):
    """It is told of first, and counted."""
    run("missing.jpg", photo(), "--report", "report.html")
    page = Path("report.html").read_text(encoding="utf-8")
    assert pictures_in(page)["missing.jpg"] is None
    assert page.index("missing.jpg") < page.index("landscape.jpg")


@pytest.mark.parametrize("name", ["report.docx", "report", "report.html.bak"])
def test_an_ending_that_says_nothing_is_refused_before_any_photo_is_looked_at(run, photo, name):
    """One wrong name among right ones: a sentence, the endings there are, and no file of any kind."""

    def never(*_arguments):
        raise AssertionError

    result = run(photo(), "--report", "good.html", "--report", name, build=never)
    assert result.exit_code == USAGE
    assert f"The ending of “{name}” does not say" in result.stderr
    assert ".html" in result.stderr
    assert not Path("good.html").exists()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_ends_with_6_and_leaves_nothing_half_written(run, photo, tmp_path, monkeypatch, suffix):
    """Whatever the kind of file, what was there before is there still."""
    target = tmp_path / f"report{suffix}"
    target.write_text("old")
    path = photo()

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run(path, "--report", target)
    assert result.exit_code == OUTPUT
    assert "the disk is full" in result.stderr
    assert target.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.endswith(".part")] == []


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_no_room_to_put_photos_aside_ends_with_6(run, photo, monkeypatch, suffix):
    """The folder for temporary files may be full while that of the report is not."""

    def full(_spool, _text):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Spool, "write", full)
    result = run(photo("phone.jpg"), "--report", f"report{suffix}")
    assert result.exit_code == OUTPUT
    assert "the disk is full" in result.stderr
    assert not Path(f"report{suffix}").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_device_without_room_ends_with_6(run, photo, suffix):
    """The kernel's own full disk, behind a link with the right ending."""
    Path(f"report{suffix}").symlink_to("/dev/full")
    result = run(photo(), "--report", f"report{suffix}")
    assert result.exit_code == OUTPUT
    assert "the disk is full" in result.stderr
