"""Photos in a folder for each decision."""

from __future__ import annotations

from pathlib import Path

import pytest
import stand_ins

from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.redacting import CopyMaker
from photocheck.batch.running import Runner
from photocheck.batch.serial import SerialExecutor
from photocheck.batch.sorting import Sorter
from photocheck.batch.sources import OUTPUT_MARK, Source, find_photos
from photocheck.batch.task import Plan
from photocheck.batch.worker import Allowance
from photocheck.domain.verdicts import Decision, Problem
from photocheck.errors import OutputError
from photocheck.policy import judged, load_policy


@pytest.fixture
def photo(tmp_path, monkeypatch):
    """A photo in a folder of the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("in/trip").mkdir(parents=True)
    Path("in/trip/a.jpg").write_bytes(b"a photo")
    return Source("in/trip/a.jpg", "in/trip/a.jpg", below="trip/a.jpg")


def test_a_photo_is_copied_below_its_decision(photo):
    """It keeps its place, its bytes and its date; the original stays."""
    Sorter(Path("out")).put(photo, Decision.HIDE)
    copy = Path("out/hide/trip/a.jpg")
    assert copy.read_bytes() == b"a photo"
    assert copy.stat().st_mtime == Path(photo.photo).stat().st_mtime


def test_a_photo_with_another_decision_does_not_stay_where_it_was(photo):
    """What must not go out any more is not left among what may."""
    Sorter(Path("out")).put(photo, Decision.SHARE)
    Sorter(Path("out")).put(photo, Decision.DO_NOT_SHARE)
    assert not Path("out/share/trip/a.jpg").exists()
    assert Path("out/do-not-share/trip/a.jpg").exists()


def test_photos_may_be_linked(photo):
    """A link takes no room, and leads to the original from anywhere."""
    Sorter(Path("out"), link=True).put(photo, Decision.LOOK)
    link = Path("out/look/trip/a.jpg")
    assert link.is_symlink()
    assert link.read_bytes() == b"a photo"
    Sorter(Path("out"), link=True).put(photo, Decision.LOOK)
    Sorter(Path("out"), link=True).put(photo, Decision.HIDE)
    assert Path(photo.photo).read_bytes() == b"a photo"


def test_copies_are_not_checked_again(photo):
    """A folder of copies among the photos is passed over."""
    Sorter(Path("in/sorted")).put(photo, Decision.LOOK)
    with find_photos(["in"]) as found:
        assert [source.name for source in found] == ["in/trip/a.jpg"]


def test_a_folder_with_other_files_is_left_alone(photo):
    """What is replaced and removed there must be photocheck's own."""
    with pytest.raises(OutputError, match="no copies"):
        Sorter(Path("in"))
    assert [path.name for path in Path("in").iterdir()] == ["trip"]
    assert Path(photo.photo).exists()


def test_what_came_in_as_bytes_is_written(photo):
    """A photo on standard input has a place too; a folder that could not be opened has nothing to copy."""
    sorter = Sorter(Path("out"))
    sorter.put(Source(b"bytes", "standard input", below="standard-input"), Decision.SHARE)
    sorter.put(Source("in", "in", Problem("open", "Closed.")), Decision.NOT_CHECKED)
    assert Path("out/share/standard-input").read_bytes() == b"bytes"
    assert not Path("out/not-checked").exists()
    assert photo.problem is None


def test_a_photo_that_is_gone_is_counted(photo):
    """Nothing half-copied stays, and the others go on."""
    Path(photo.photo).unlink()
    sorter = Sorter(Path("out"))
    sorter.put(photo, Decision.SHARE)
    assert sorter.failed == 1
    assert not any(path.is_file() for path in Path("out/share").rglob("*"))


def test_a_place_that_cannot_be_written_is_told(photo):
    """A copy that is missing without a word would be taken for a photo that was not there."""
    sorter = Sorter(Path("out"))
    Path("out/share").write_text("in the way")
    with pytest.raises(OutputError, match="share"):
        sorter.put(photo, Decision.SHARE)


@pytest.mark.slow
def test_safe_copies_are_made_in_workers(tmp_path, monkeypatch, shared_data):
    """A copy has the place of its photo; a photo that could not be checked has none, not even an old one."""
    monkeypatch.chdir(tmp_path)
    policy = load_policy("whatsapp")
    Path("in").mkdir()
    original = next(iter(sorted((shared_data / "negatives" / "images").glob("*.jpg"))))
    Path("in/a.jpg").write_bytes(original.read_bytes())
    Path("in/bad.jpg").write_bytes(b"no photo")
    plan = Plan(stand_ins.build_opening_only, threads=1)
    with find_photos(["in"]) as found, ProcessExecutor(1, Allowance(120, 4_000_000_000)) as executor:
        runner = Runner(executor, plan)
        maker = CopyMaker(Path("safe"), policy, runner, lambda *_: None)
        Path("safe/bad.jpg").write_bytes(b"an old copy")
        for source, outcome in runner.run(found):
            maker.put(source, judged(outcome.report, policy, "colleagues", "whatsapp"))
        maker.finish()
    assert maker.failed == 0
    assert Path("in/a.jpg").read_bytes() == original.read_bytes()
    assert sorted(path.name for path in Path("safe").iterdir()) == [OUTPUT_MARK, "a.jpg"]


def test_a_copy_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    """The photo was changed since it was checked: there is no copy, and a sentence."""
    monkeypatch.chdir(tmp_path)
    told = []
    policy = load_policy("whatsapp")
    report = stand_ins.NamedLooker().screen(b"before", name="a.jpg")
    plan = Plan(stand_ins.build, threads=1)
    maker = CopyMaker(Path("safe"), policy, Runner(SerialExecutor(), plan), lambda *words: told.append(words))
    maker.put(Source(b"after", "a.jpg", below="a.jpg"), judged(report, policy, "colleagues", "whatsapp"))
    maker.finish()
    assert maker.failed == 1
    assert "has changed" in told[0][1]
    assert [path.name for path in Path("safe").iterdir()] == [OUTPUT_MARK]
