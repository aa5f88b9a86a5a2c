"""`photocheck redact`: names, folders, endings, and what is told."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import pytest
from PIL import Image

RED, BLUE = (220, 10, 10), (10, 10, 220)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """One reader of metadata is enough here: ExifTool takes a while to start."""
    monkeypatch.setattr("photocheck.redaction.leftovers.PROGRAM", "no-such-program")


@pytest.fixture
def redact(run, colour_screener):
    """Run the command with a screener that finds patches of pure colour."""

    def invoke(*arguments, **options):
        return run("redact", *arguments, build=colour_screener, **options)

    return invoke


@pytest.fixture
def snap(tmp_path):
    """Write a photo with a red face, and a blue phone number where it is wanted."""

    def write(name, *, number=False):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn = Image.new("RGB", (320, 240), (120, 130, 140))
        drawn.paste(RED, (40, 40, 80, 90))
        if number:
            drawn.paste(BLUE, (200, 100, 280, 116))
        drawn.save(path, quality=92)
        return path

    return write


def digests(folder):
    """The sha256 of every file in a folder."""
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_one_photo_gets_a_copy_beside_it(redact, snap):
    """The copy is named after the photo, and the report says what is hidden, both digests, and the verdict."""
    path = snap("party.jpg", number=True)
    done = redact("party.jpg")
    assert done.exit_code == 0
    copy = path.with_name("party.redacted.jpg")
    said = " ".join(done.stdout.split())
    assert "hidden: 1 face and 1 piece of text" in said
    assert "Verdict now MAY BE SHARED" in said
    for file in (path, copy):
        assert sha256(file.read_bytes()).hexdigest() in said
    assert "01632" not in done.output


def test_a_folder_gets_a_folder_like_it(redact, snap, tmp_path):
    """The tree is mirrored, clean photos are copied without their metadata, and the originals stay as they were."""
    snap("photos/a.jpg")
    snap("photos/more/b.jpg", number=True)
    exif = Image.Exif()
    exif[0x013B] = "A. Photographer"
    Image.new("RGB", (200, 100), (90, 90, 90)).save(tmp_path / "photos/clean.jpg", exif=exif)
    before = digests(tmp_path / "photos")
    done = redact("photos", "--to", "safe")
    assert done.exit_code == 0
    assert digests(tmp_path / "photos") == before
    made = sorted(str(path.relative_to(tmp_path / "safe")) for path in (tmp_path / "safe").rglob("*.jpg"))
    assert made == ["a.jpg", "clean.jpg", "more/b.jpg"]
    with Image.open(tmp_path / "safe/clean.jpg") as copy:
        assert not copy.getexif()
    assert "3 of 3 copies were made" in done.stdout


def test_a_folder_without_a_name_for_its_copies(redact, snap, tmp_path):
    """Photos gets photos.redacted beside it."""
    snap("photos/a.jpg")
    assert redact("photos").exit_code == 0
    assert (tmp_path / "photos.redacted/a.jpg").is_file()


def test_copies_of_an_earlier_run_are_no_originals(redact, snap):
    """A copy that lies in the folder is not copied again."""
    snap("photos/a.jpg")
    redact("photos/a.jpg")
    done = redact("photos", "--to", "photos/safe", "--format", "json")
    assert [copy["source"] for copy in json.loads(done.stdout)["copies"]] == ["photos/a.jpg"]
    again = redact("photos", "--to", "photos/safe", "--force", "--format", "json")
    assert [copy["source"] for copy in json.loads(again.stdout)["copies"]] == ["photos/a.jpg"]


def test_one_failure_does_not_stop_the_others(redact, snap, tmp_path):
    """A damaged photo is listed at the end with its reason, the other gets its copy, and the code is 3."""
    snap("photos/a.jpg")
    (tmp_path / "photos/broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    snap("photos/z.jpg")
    done = redact("photos", "--to", "safe")
    assert done.exit_code == 3
    assert {path.name for path in (tmp_path / "safe").iterdir()} == {"a.jpg", "z.jpg"}
    ending = done.stdout.partition("No copy was made of")[2]
    assert "photos/broken.jpg" in ending
    assert "a.jpg" not in ending


def test_nobody_waits_for_a_copy_that_may_not_be_written(run, snap, tmp_path, colour_screener, monkeypatch):
    """That a file is in the way is said before the photo is looked at."""
    snap("a.jpg")
    (tmp_path / "a.redacted.jpg").write_bytes(b"mine")
    screener = colour_screener()
    monkeypatch.setattr(type(screener), "screen", lambda *_, **__: pytest.fail("it was looked at"))
    assert run("redact", "a.jpg", build=lambda *_: screener).exit_code == 6


def test_an_existing_file_is_not_replaced(redact, snap, tmp_path):
    """Code 6 and no change without --force; with it the copy takes its place."""
    snap("a.jpg")
    (tmp_path / "a.redacted.jpg").write_bytes(b"mine")
    done = redact("a.jpg")
    assert done.exit_code == 6
    assert "is there already" in " ".join(done.stdout.split())
    assert (tmp_path / "a.redacted.jpg").read_bytes() == b"mine"
    assert redact("a.jpg", "--force").exit_code == 0


def test_no_photo_of_the_run_is_ever_replaced(redact, snap, tmp_path):
    """The copy of one photo never takes the place of another that was named, not even by force."""
    snap("a.jpg")
    snap("folder/a.jpg")
    before = digests(tmp_path)
    done = redact("a.jpg", "folder/a.jpg", "--to", "folder", "--force")
    assert done.exit_code == 6
    assert digests(tmp_path) == before
    assert "is an original" in " ".join(done.stdout.split())


def test_two_photos_never_share_a_copy(redact, snap, tmp_path):
    """Of two photos with one name only the first gets the copy, and the second is told of."""
    snap("one/a.jpg")
    snap("two/a.jpg", number=True)
    done = redact("one/a.jpg", "two/a.jpg", "--to", "safe/", "--force")
    assert done.exit_code == 6
    assert "1 of 2 copies were made" in done.stdout
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["a.jpg"]


def test_the_json_form(redact, snap):
    """One document with what was hidden, where, both digests and the report of the copy."""
    path = snap("party.jpg", number=True)
    done = redact("party.jpg", "--format", "json", "--keep", "1")
    document = json.loads(done.stdout)
    assert document["schema"] == "photocheck/redaction-run/1"
    assert document["totals"] == {"made": 1, "not_made": 0}
    (copy,) = document["copies"]
    assert copy["schema"] == "photocheck/redaction/1"
    assert copy["made"] is True
    assert copy["copy"] == "party.redacted.jpg"
    assert copy["sha256"]["original"] == sha256(path.read_bytes()).hexdigest()
    assert [finding["kind"] for finding in copy["hidden"]] == ["text"]
    assert [finding["kind"] for finding in copy["kept"]] == ["face"]
    assert copy["after"]["verdicts"][0]["decision"] == "get-consent"
    assert "01632" not in done.stdout


def test_json_lines_tell_of_failures_too(redact, snap, tmp_path):
    """Each photo has its line, made or not."""
    snap("a.jpg")
    (tmp_path / "b.jpg").write_bytes(b"nothing")
    done = redact("a.jpg", "b.jpg", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["source"], line["made"]) for line in lines] == [("a.jpg", True), ("b.jpg", False)]
    assert lines[1]["problem"]["message"]


def test_a_region_drawn_by_hand(redact, snap, tmp_path):
    """A box in pixels is covered, whatever was found there."""
    snap("a.jpg")
    assert redact("a.jpg", "--region", "150,150,200,200").exit_code == 0
    with Image.open(tmp_path / "a.redacted.jpg") as copy:
        assert abs(np.asarray(copy).astype(int)[155:195, 155:195] - (38, 50, 56)).max() <= 12


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "two"], "no list of numbers"),
        (["--only", "7"], "no finding 7"),
        (["--region", "1,2,3"], "no region"),
        (["--region", "9,2,3,4"], "left must be less than right"),
        (["--style", "blur", "--only", "2"], "can be read again"),
        (["--to", "copy.png"], "Let it end in .jpg"),
        (["--report", "out.exe"], "does not say which kind"),
    ],
)
def test_what_does_not_fit_is_code_2(redact, snap, tmp_path, arguments, words):
    """A wrong option says what is wrong, and nothing is made."""
    snap("a.jpg", number=True)
    done = redact("a.jpg", *arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]


def test_numbers_are_about_one_photo(redact, snap):
    """--only for a folder would hide something else in every photo, so it is refused."""
    snap("photos/a.jpg")
    snap("photos/b.jpg")
    done = redact("photos", "--only", "1")
    assert done.exit_code == 2
    assert "about one photo" in done.output


def test_before_and_after_side_by_side(redact, snap, tmp_path):
    """--compare draws one PNG for each photo; the left half still shows the face, the right one does not."""
    snap("a.jpg")
    assert redact("a.jpg", "--compare", "check").exit_code == 0
    with Image.open(tmp_path / "check/a.jpg.compared.png") as drawn:
        pixels = np.asarray(drawn.convert("RGB")).astype(int)
    red = (pixels[..., 0] > 170) & (pixels[..., 1] < 90)
    middle = pixels.shape[1] // 2
    assert red[:, :middle].any()
    assert not red[:, 332:].any()


def test_standard_input_needs_a_name_for_its_copy(redact, snap, tmp_path):
    """What comes in by a pipe has no name; with --to it gets its copy."""
    data = snap("a.jpg").read_bytes()
    assert redact("-", stdin=data).exit_code == 2
    assert redact("-", "--to", "b.jpg", stdin=data).exit_code == 0
    assert (tmp_path / "b.jpg").is_file()


def test_a_fault_with_one_photo_is_told_and_does_not_stop_the_others(redact, snap, monkeypatch):
    """Even a fault of our own gives no unproven copy and no traceback, and the run goes on."""
    snap("a.jpg")
    snap("b.jpg")
    real = __import__("photocheck.redactor", fromlist=["encode_copy"]).encode_copy
    calls = []

    def faulty(*arguments, **options):
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError
        return real(*arguments, **options)

    monkeypatch.setattr("photocheck.redactor.encode_copy", faulty)
    done = redact("a.jpg", "b.jpg")
    assert done.exit_code == 3
    assert "fault in photocheck (RuntimeError)" in done.stdout
    assert "1 of 2 copies were made" in done.stdout
