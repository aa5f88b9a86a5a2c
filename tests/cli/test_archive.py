"""Archive copies from the command line, read by exiftool, and what photocheck says of such a photo."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

CLEAN, NEEDS_ATTENTION, NOT_CHECKED, OUTPUT = 0, 1, 3, 6
REGISTER = ("--register", "register.sqlite")


@pytest.fixture
def shoot(run, photo):
    """Two photos of two people each, one of them with a face of its own record; and one of nobody."""
    for name in ("people.jpg", "more/people-two.jpg", "landscape.jpg"):
        photo(f"shoot/{name}")
    Image.new("RGB", (400, 300), "teal").save("shoot/more/people-two.jpg")
    given = ("--use", "whatsapp", "--given", "2026-03-01")
    run("consent", "add", "--reference", "PC-1", "--people", 2, *given, *REGISTER)
    run("consent", "add", "--reference", "PC-2", "--people", 1, "--guardian", "a guardian", *given, *REGISTER)
    run("consent", "link", "PC-1", "shoot", *REGISTER)
    run("consent", "link", "PC-2", "shoot/people.jpg", "--face", 2, *REGISTER)
    return {path: path.read_bytes() for path in Path("shoot").rglob("*.jpg")}


def fields(path):
    """What exiftool reads in a file."""
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed (libimage-exiftool-perl)")
    done = subprocess.run(["exiftool", "-j", "-G1", "-struct", "-XMP:all", path], capture_output=True, check=True)
    return {key.partition(":")[2]: value for key, value in json.loads(done.stdout)[0].items()}


@pytest.mark.parametrize("command", [("check",), ("consent", "archive")], ids=" ".join)
def test_copies_say_what_consent_is_on_file(run, shoot, command):
    """Status, references, the child, the linked face; the originals stay, and so does every pixel."""
    result = run(*command, "shoot", "--archive-into", "archive", *REGISTER)
    assert result.exit_code in {CLEAN, NEEDS_ATTENTION}, result.stderr
    assert {path: path.read_bytes() for path in shoot} == shoot
    for path in shoot:
        copy = Path("archive") / path.relative_to("shoot")
        assert Image.open(copy).tobytes() == Image.open(path).tobytes()
    found = fields("archive/people.jpg")
    assert found["ModelReleaseStatus"] == "Limited or Incomplete Model Releases"
    assert found["ModelReleaseID"] == ["PC-1", "PC-2"]
    assert found["MinorModelAgeDisclosure"] == "Age Unknown"
    assert "under 18" in found["AdditionalModelInformation"]
    (region,) = found["RegionInfo"]["RegionList"]
    assert (region["Name"], region["Type"]) == ("PC-2", "Face")
    # The second face of the stand-in lies at 200 to 260 by 20 to 100 in 400 by 300 pixels.
    assert [round(float(region["Area"][key]), 4) for key in "XYWH"] == [0.575, 0.2, 0.15, 0.2667]
    other = fields("archive/more/people-two.jpg")
    assert other["ModelReleaseID"] == ["PC-1"]
    assert "RegionInfo" not in other


def test_a_photo_without_people_needs_no_release(run, photo):
    """Where somebody has looked; the register alone cannot know."""
    photo("landscape.jpg")
    run("consent", "add", "--reference", "PC-1", "--people", 2, "--use", "press", "--given", "2026-03-01", *REGISTER)
    run("check", "landscape.jpg", "--archive-into", "looked", *REGISTER)
    run("consent", "archive", "landscape.jpg", "--archive-into", "asked", *REGISTER)
    assert fields("looked/landscape.jpg")["ModelReleaseStatus"] == "Not Applicable"
    assert fields("asked/landscape.jpg")["ModelReleaseStatus"] == "None"


def test_a_photo_that_cannot_be_read_has_no_copy_and_is_named(run, shoot):
    """And the folder of copies is passed over from then on."""
    Path("shoot/broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    result = run("consent", "archive", "shoot", "--archive-into", "shoot/archive", *REGISTER)
    assert result.exit_code == NOT_CHECKED
    assert "broken.jpg" in result.stderr
    assert f"{len(shoot)} copies are in" in result.stdout
    assert not Path("shoot/archive/broken.jpg").exists()
    again = run("consent", "archive", "shoot", "--archive-into", "shoot/archive", *REGISTER)
    assert f"{len(shoot)} copies are in" in again.stdout
    assert run("consent", "archive", "shoot", "--archive-into", "shoot", *REGISTER).exit_code == OUTPUT


def test_a_photos_own_word_of_a_release_is_told_and_is_no_consent(photo):
    """Two people, and a file that says that both have signed: consent is needed all the same."""
    from photocheck.imaging.xmp_embedding import embedded  # noqa: PLC0415
    from photocheck.screener import Screener  # noqa: PLC0415

    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        b' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"><rdf:Description rdf:about=""'
        b' plus:MinorModelAgeDisclosure="http://ns.useplus.org/ldf/vocab/AG-A16">'
        b'<plus:ModelReleaseStatus rdf:resource="http://ns.useplus.org/ldf/vocab/MR-UMR"/>'
        b"<plus:ModelReleaseID><rdf:Bag><rdf:li>Ann Example 7</rdf:li></rdf:Bag></plus:ModelReleaseID>"
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    data = embedded(photo("people.jpg").read_bytes(), packet, "JPEG")
    report = Screener(detectors=[TwoFaces(), metadata_detector()], second_looks=()).screen(data, name="people.jpg")
    told = [reason.text for reason in report.verdict.reasons]
    assert report.decision == "get-consent"
    assert any(text.startswith("2 people can be recognised") and "none of them" in text for text in told)
    assert any(text.startswith("The file names model releases (unlimited, 1 reference). That is no") for text in told)
    assert any("under 18" in text for text in told)
    assert not any("Ann Example" in text for text in told)


class TwoFaces:
    """Finds two people."""

    name = "faces"
    models = {}  # noqa: RUF012

    def detect(self, _photo):
        """Find them."""
        from photocheck.domain.findings import Finding  # noqa: PLC0415
        from photocheck.domain.geometry import Box  # noqa: PLC0415

        return [Finding("face", Box(left, 20, left + 60, 100), 0.95, "faces") for left in (20, 200)]


def metadata_detector():
    """The real one."""
    from photocheck.detectors.metadata import MetadataDetector  # noqa: PLC0415

    return MetadataDetector()
