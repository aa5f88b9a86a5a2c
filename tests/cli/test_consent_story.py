"""A shoot from its card to a withdrawal: every verdict, report and log line as an officer would see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import ExifTags, Image

NEEDS_ATTENTION, CLEAN = 1, 0
REGISTER = ("--register", "register.sqlite")


@pytest.fixture
def shoot(run, tmp_path):
    """A card for PC-1 and four photos of two people each, by the camera's clock."""
    (tmp_path / "shoot").mkdir()
    run("consent", "slate", "PC-1", "--title", "Open day", "-o", "card.png")

    def take(name, minute, picture):
        exif = Image.Exif()
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"2026:06:01 12:{minute:02}:00"
        picture.convert("RGB").save(tmp_path / "shoot" / name, exif=exif)

    take("people-early.jpg", 1, Image.new("RGB", (400, 300), "green"))
    take("people-portraits.jpg", 2, Image.new("RGB", (400, 300), "white"))
    take("card.jpg", 3, Image.open("card.png"))
    take("people-one.jpg", 4, Image.new("RGB", (400, 300), "blue"))
    take("people-two.jpg", 5, Image.new("RGB", (400, 300), "red"))


def told(result):
    """What was printed, in one line, without how sure each reason is."""
    return " ".join(re.sub(r"\((very )?(sure|unsure)\)", " ", result.stdout).split())


@pytest.mark.usefixtures("shoot")
def test_a_shoot_from_its_card_to_a_withdrawal(run):
    """Three forms: a couple's, withdrawn later; one that ended; and a child's without a guardian."""

    def consent(*arguments):
        return run("consent", *arguments, *REGISTER)

    def check(name, *arguments):
        return run("check", f"shoot/{name}", *REGISTER, *arguments)

    def add(reference, people, *arguments):
        given = ("--use", "whatsapp", "--given", "2026-03-01")
        assert consent("add", "--reference", reference, "--people", people, *given, *arguments).exit_code == CLEAN

    add("PC-1", 2, "--expires", "2099-03-31")
    add("PC-2", 1, "--expires", "2026-04-01")
    add("PC-3", 1, "--under-18")

    # The shots after the card are the couple's; those before it belong to nobody yet.
    linked = consent("link-slates", "shoot")
    assert linked.exit_code == NEEDS_ATTENTION
    assert linked.stdout.splitlines()[0] == "PC-1: 2 photos"
    assert [Path(line.split(":")[0]).name for line in linked.stdout.splitlines()[1:]] == [
        "people-early.jpg",
        "people-portraits.jpg",
    ]
    for name in ("people-one.jpg", "people-two.jpg"):
        result = check(name)
        assert result.exit_code == CLEAN
        assert "Consent on file covers all 2 people (PC-1, until 31 March 2099)." in told(result)
    assert "does not allow this use: it is for WhatsApp." in told(check("people-one.jpg", "--channel", "press"))
    assert "covers none of them" in told(check("people-early.jpg"))

    # Two faces of one photo, each with a form of its own that does not hold.
    consent("link", "PC-2", "shoot/people-portraits.jpg", "--face", 1)
    consent("link", "PC-3", "shoot/people-portraits.jpg", "--face", 2)
    portraits = check("people-portraits.jpg", "--report", "report.html", "--annotate", "marked")
    assert portraits.exit_code == NEEDS_ATTENTION
    assert "covers none of them. The consent PC-2 ended on 1 April 2026." in told(portraits)
    assert "The consent PC-3 is for somebody under 18, and no guardian has signed." in told(portraits)
    assert "Face 1: PC-2 Face 2: PC-3" in told(portraits)
    assert re.findall(r"[Ff]ace: (PC-\d)", Path("report.html").read_text()) == ["PC-2", "PC-3"]
    assert Path("marked/people-portraits.jpg.annotated.png").exists()

    # The couple changes its mind: what was fine is not any more, and the check names both photos.
    assert consent("withdraw", "PC-1", "--reason", "asked by letter", "--on", "2026-06-02").exit_code == CLEAN
    assert "PC-1 was withdrawn on 2 June 2026." in told(check("people-one.jpg"))
    affected = consent("check", "shoot/people-one.jpg", "shoot/people-two.jpg", "shoot/people-early.jpg")
    assert affected.exit_code == NEEDS_ATTENTION
    assert [line for line in affected.stdout.splitlines() if "it looks like" not in line] == [
        f"shoot/people-{name}.jpg: The consent PC-1 was withdrawn on 2 June 2026." for name in ("one", "two")
    ]

    # The log tells all of it, and nothing has been changed in it.
    log = consent("log").stdout
    actions = [re.split(r"  +", line.strip())[3] for line in log.splitlines()[:-1]]
    assert actions == ["add", "add", "add", "link", "link", "link", "withdraw"]
    assert "links: photo people-one.jpg, photo people-two.jpg" in log
    assert "links: a face in people-portraits.jpg" in log
    assert "withdrawn_reason: asked by letter" in log
    assert "The log is whole." in log


def test_a_linked_face_is_labelled_with_its_reference(run, photo, monkeypatch):
    """In the annotated picture, in the place of the word for it; the other face keeps its word."""
    from photocheck.imaging import annotation  # noqa: PLC0415 - patched below

    labels = []
    drawn = annotation.annotated_png
    monkeypatch.setattr(
        annotation,
        "annotated_png",
        lambda pixels, marks, legend: labels.extend(mark.label for mark in marks) or drawn(pixels, marks, legend),
    )
    name = photo("people.jpg")
    run("consent", "add", "--reference", "PC-1", "--people", 1, "--use", "press", "--given", "2026-03-01", *REGISTER)
    run("consent", "link", "PC-1", name, "--face", 2, *REGISTER)
    run("check", name, *REGISTER, "--annotate", "marked")
    assert labels[1] == "PC-1"
    assert "PC-1" not in labels[0]
