"""A copy from the photo to the file: hidden, proven, and written so that no original is ever touched."""

from __future__ import annotations

import io
import os
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision
from photocheck.errors import OutputError, PhotoError, UsageError
from photocheck.redaction.painting import COVER

RED, GREEN, BLUE = (220, 10, 10), (10, 220, 10), (10, 10, 220)


def pixels_of(path):
    """The pixels of a copy, as numbers that can be subtracted."""
    with Image.open(path) as copy:
        return np.asarray(copy.convert("RGB")).astype(int)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """One reader of metadata is enough here: ExifTool takes a while to start, and test_encoding.py asks it."""
    monkeypatch.setattr("photocheck.redaction.leftovers.PROGRAM", "no-such-program")


@pytest.fixture
def screener(colour_screener):
    """A screener that finds patches of pure colour."""
    return colour_screener()


@pytest.fixture
def party(tmp_path, picture, packed):
    """A photo with a face and a phone number, which says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 19.0, 48.0), 3: "W", 4: (1.0, 56.0, 24.0)}
    exif[0x013B] = "A. Photographer"
    path = tmp_path / "party.jpg"
    path.write_bytes(packed(picture((RED, (40, 40, 80, 90)), (BLUE, (200, 100, 280, 116))), exif=exif))
    return path


def test_a_copy_hides_what_the_policy_asks_for(screener, party):
    """The copy lies beside the original, shows nothing of what was found, and says so."""
    before = party.read_bytes()
    report = screener.screen(str(party))
    made = screener.redact(report)
    assert made.copy == str(party.with_name("party.redacted.jpg"))
    assert made.words == "1 face, 1 piece of text, personal details and location"
    assert made.after.decision is Decision.SHARE
    assert made.sha256 == sha256(party.with_name("party.redacted.jpg").read_bytes()).hexdigest()
    assert made.before.sha256 == sha256(before).hexdigest()
    assert party.read_bytes() == before
    assert abs(pixels_of(made.copy)[45:85, 45:75] - COVER).max() <= 12


def test_what_is_kept_is_listed(screener, party):
    """A finding that stays on purpose is shown in the copy and told of."""
    report = screener.screen(str(party))
    face = next(finding.number for finding in report.findings if finding.kind == "face")
    made = screener.redact(report, keep=[face])
    assert [finding.number for finding in made.kept] == [face]
    assert made.after.decision is Decision.GET_CONSENT
    assert screener.screen(made.copy).people_seen == 1


def test_only_what_was_named_is_hidden(screener, party):
    """With only= the other findings stay, and are no reason to refuse the copy."""
    report = screener.screen(str(party))
    face = next(finding.number for finding in report.findings if finding.kind == "face")
    made = screener.redact(report, only=[face])
    assert [finding.kind for finding in made.hidden] == ["face"]
    assert [finding.kind for finding in made.kept] == ["text"]


def test_the_audience_decides_what_is_hidden(screener, party):
    """A report judged for one audience can be redacted for another, by that one's verdict."""
    made = screener.redact(screener.screen(str(party)), audience="public")
    assert made.after.verdict.audience == "public"
    with pytest.raises(UsageError, match="no verdict for martians"):
        screener.redact(screener.screen(str(party)), audience="martians", force=True)


class FindsMore:
    """A detector that overlooks a face in the original and sees it in the copy."""

    name = "second"
    models = {}  # noqa: RUF012

    def __init__(self, region, times=1):
        self.region, self.times, self.calls = region, times, 0

    def detect(self, photo):
        """Say nothing the first time, then as often as was asked, a face."""
        self.calls += 1
        found = 1 < self.calls <= 1 + self.times
        return [Finding("face", self.region, 0.9, self.name, page=photo.page)] if found else []


def test_what_only_the_second_look_finds_is_hidden_too(colour_screener, party):
    """The copy is made again with what the second look found, and looked at a third time."""
    screener = colour_screener("whatsapp", "colleagues", "whatsapp", FindsMore(Box(120, 160, 140, 190)))
    made = screener.redact(screener.screen(str(party)))
    assert made.looks == 2
    assert "1 more found at the second look" in made.words
    assert abs(pixels_of(made.copy)[165:185, 124:136] - COVER).max() <= 12


def test_a_copy_in_which_something_is_still_found_is_not_made(colour_screener, party):
    """Where the face is found again and again there is no copy, not even a hidden file."""
    screener = colour_screener("whatsapp", "colleagues", "whatsapp", FindsMore(Box(120, 160, 140, 190), times=99))
    with pytest.raises(PhotoError, match="could still be found"):
        screener.redact(screener.screen(str(party)))
    assert [path.name for path in party.parent.iterdir()] == ["party.jpg"]


def test_a_photo_that_could_not_be_checked_has_no_copy(screener, tmp_path):
    """What was not checked is not known to be safe, so nothing is made of it."""
    path = tmp_path / "damaged.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 not a photo")
    with pytest.raises(PhotoError, match="could not be checked"):
        screener.redact(screener.screen(str(path)))
    assert [found.name for found in tmp_path.iterdir()] == ["damaged.jpg"]


def test_a_photo_that_changed_since_it_was_checked_has_no_copy(screener, party, picture, packed):
    """The report must be about these very bytes."""
    report = screener.screen(str(party))
    party.write_bytes(packed(picture((RED, (0, 0, 50, 50)))))
    with pytest.raises(PhotoError, match="it has changed"):
        screener.redact(report)


def test_a_detector_that_fails_on_the_copy_means_no_copy(colour_screener, party):
    """A copy that could not be checked again is not proven."""

    class Fails(FindsMore):
        def detect(self, photo):  # noqa: ARG002 - it fails before it looks
            self.calls += 1
            if self.calls > 1:
                raise RuntimeError
            return []

    screener = colour_screener("whatsapp", "colleagues", "whatsapp", Fails(None))
    with pytest.raises(PhotoError, match="could not be checked again"):
        screener.redact(screener.screen(str(party)))
    assert [path.name for path in party.parent.iterdir()] == ["party.jpg"]


def test_metadata_that_is_left_over_means_no_copy(screener, party, monkeypatch):
    """The file is read again by another library; what that finds stops the copy."""
    monkeypatch.setattr("photocheck.redactor.encode_copy", lambda data, *_, **__: data)
    with pytest.raises(PhotoError, match="its file would still hold"):
        screener.redact(screener.screen(str(party)), only=[])


def test_a_file_that_is_there_is_not_replaced(screener, party):
    """An existing file stays unless force is asked for."""
    taken = party.with_name("party.redacted.jpg")
    taken.write_bytes(b"mine")
    report = screener.screen(str(party))
    with pytest.raises(OutputError, match="is there already"):
        screener.redact(report)
    assert taken.read_bytes() == b"mine"
    screener.redact(report, force=True)
    assert taken.read_bytes() != b"mine"


@pytest.mark.parametrize("spelling", ["same", "hard link", "symbolic link", "dots"])
def test_an_original_is_never_replaced(screener, party, spelling):
    """Not under its own name, nor by a link to it, nor spelled in another way, nor by force."""
    other = party.with_name("other.jpg")
    if spelling == "hard link":
        os.link(party, other)
    elif spelling == "symbolic link":
        other.symlink_to(party)
    elif spelling == "dots":
        other = party.parent / "." / ".." / party.parent.name / party.name
    else:
        other = party
    before = party.read_bytes()
    with pytest.raises(OutputError, match="is an original"):
        screener.redact(screener.screen(str(party)), to=other, force=True)
    assert party.read_bytes() == before


def test_credit_is_kept_where_that_is_asked_for(screener, party):
    """Artist stays, the position still goes."""
    made = screener.redact(screener.screen(str(party)), keep_credit=True)
    with Image.open(made.copy) as copy:
        exif = copy.getexif()
    assert dict(exif) == {0x013B: "A. Photographer"}
    assert not exif.get_ifd(0x8825)


def test_bytes_can_be_redacted(screener, party, tmp_path):
    """A photo that came as bytes is handed over again, and its copy is named."""
    data = party.read_bytes()
    report = screener.screen(data, name="upload")
    made = screener.redact(report, photo=data, to=tmp_path / "safe.jpg")
    assert made.source == "upload"
    assert made.after.people_seen == 0


def test_a_crop_takes_findings_away_and_cuts_no_face_that_stays(screener, tmp_path, picture, packed):
    """The phone number at the edge is cut off; the face that is kept is whole."""
    path = tmp_path / "a.jpg"
    path.write_bytes(packed(picture((RED, (60, 60, 100, 110)), (BLUE, (230, 100, 300, 116)))))
    report = screener.screen(str(path))
    face = next(finding for finding in report.findings if finding.kind == "face")
    made = screener.redact(report, keep=[face.number], crop=True)
    assert made.crop is not None
    assert made.crop.contains((face.box.left, face.box.top))
    assert made.crop.right <= 230
    with Image.open(made.copy) as copy:
        assert copy.size == (made.crop.width, made.crop.height)
    assert {finding.kind for finding in made.after.findings} == {"face"}
    assert made.after.findings[0].box.width == pytest.approx(face.box.width, abs=2)


def test_every_page_is_covered(screener, tmp_path, picture):
    """In a file of several pages each page's own findings are hidden, and a repeated page is no way around."""
    pages = [picture((RED, (20, 20, 60, 60))), picture((RED, (20, 20, 60, 60))), picture((RED, (200, 100, 260, 160)))]
    path = tmp_path / "scan.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    made = screener.redact(screener.screen(str(path)))
    with Image.open(made.copy) as copy:
        assert copy.n_frames == 3
        for index, (left, top) in enumerate([(20, 20), (20, 20), (200, 100)]):
            copy.seek(index)
            assert (np.asarray(copy)[top : top + 40, left : left + 40] == COVER).all()


def test_emoji_faces_count_as_hidden(screener, party):
    """A drawn face that the detector takes for a face is no reason to refuse the copy."""
    made = screener.redact(screener.screen(str(party)), style="emoji")
    assert made.style == "emoji"
    assert made.looks == 1


def test_labels_say_which_finding_lies_below(screener, party):
    """With labels=True each cover carries its number, and the copy is still proven."""
    plain = screener.redact(screener.screen(str(party)), to=party.with_name("plain.jpg"))
    labelled = screener.redact(screener.screen(str(party)), to=party.with_name("labelled.jpg"), labels=True)
    assert (abs(pixels_of(plain.copy) - pixels_of(labelled.copy)) > 100).any()


def test_the_bytes_hold_no_trace_of_what_was_there(screener, party):
    """No EXIF, no position, no name anywhere in the copy's bytes."""
    made = screener.redact(screener.screen(str(party)))
    data = Path(made.copy).read_bytes()
    for trace in (b"Exif", b"Photographer", b"GPS"):
        assert trace not in data
    with Image.open(io.BytesIO(data)) as copy:
        assert not copy.getexif()


class LeavesSomethingOut:
    """A detector that sees the phone number of a copy only when it tries everything."""

    name = "second thoughts"
    models = {}  # noqa: RUF012

    def detect(self, photo):
        """Nothing, at a first look."""
        del photo
        return []

    def detect_all(self, photo):
        """The number, as long as it can be read."""
        text = ReadText.secret("01632 960123", keep=2)
        there = photo.pixels[200, 100, 1] > 100
        box = Box(80, 190, 160, 210)
        return [Finding("text", box, 0.9, self.name, text, (Match("phone", text, 0.99),))] if there else []


def test_a_copy_is_proven_by_detectors_that_try_everything(colour_screener, party):
    """What only a thorough look finds is hidden as well, and the copy looked at once more."""
    screener = colour_screener("whatsapp", "colleagues", "whatsapp", LeavesSomethingOut())
    report = screener.screen(str(party))
    assert all(finding.detector != "second thoughts" for finding in report.findings)
    made = screener.redact(report)
    assert made.looks == 2
    assert abs(pixels_of(made.copy)[200, 100] - COVER).max() <= 2
