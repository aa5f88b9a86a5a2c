"""A second run tells the same as the first, of whatever has not changed, without opening it; of anything else, anew."""

from __future__ import annotations

import io
import json
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import stand_ins
from hypothesis import given, settings
from hypothesis import strategies as st

from photocheck.batch import identity
from photocheck.batch.memory import Memory, Telling, Told
from photocheck.batch.running import Runner
from photocheck.batch.serial import SerialExecutor
from photocheck.batch.sources import Source
from photocheck.batch.store import Store
from photocheck.batch.task import Plan
from photocheck.policy import judged, load_policy
from photocheck.reports.interface import Run
from photocheck.reports.json import JsonReport
from photocheck.reports.jsonl import JsonLinesReport
from photocheck.reports.terminal import TerminalReport

POLICY = load_policy("whatsapp")
LATER = 10_000_000_000


class ByContent(stand_ins.NamedLooker):
    """Finds a phone number where the bytes say so, whatever the photo is called."""

    def screen(self, photo, *, name):
        """Look at the bytes."""
        report = super().screen(photo, name=name)
        says = report.sha256 is not None and b"phone" in Path(photo).read_bytes()
        return replace(report, findings=stand_ins.found("phone" if says else ""))


def build(_threads):
    """Build the looker."""
    return ByContent()


def check(folder, names, *, rules="rules", consent="", policy=POLICY, reread=False):
    """Check the files by way of a store in the folder; returns what the reports told, and how many were told again."""
    streams = [io.StringIO() for _ in range(3)]
    run = Run(policy.label, policy.questions, photos=len(names))
    reports = [
        kind(stream, run) for kind, stream in zip((JsonLinesReport, JsonReport, TerminalReport), streams, strict=True)
    ]
    again = 0
    telling = Telling(tuple(report.form for report in reports), rules, lambda *_: consent)
    with ThreadPoolExecutor(1) as reader, Store(folder / "results.sqlite", "1", lambda *_: None) as store:
        memory = Memory(store, telling, reread=reread)
        runner = Runner(SerialExecutor(), Plan(build, 1), ahead=8, store=store, reader=reader)
        sources = [Source(str(folder / name), f"{folder.name}/{name}") for name in names]
        for source, outcome in runner.retell(sources, memory):
            if isinstance(outcome, Told):
                again += 1
                told = outcome
            else:
                photo = judged(outcome.report, policy, "colleagues", "whatsapp")
                told = Told(photo.decision, tuple(report.told(photo) for report in reports))
                memory.keep(source, photo.sha256, told)
            for report, text in zip(reports, told.texts, strict=True):
                report.tell(source.name, text, told.decision)
    for report in reports:
        report.finish()
    return [stream.getvalue() for stream in streams], again


@pytest.fixture(autouse=True)
def _long_after(monkeypatch):
    """Files are read long after they were changed."""
    monkeypatch.setattr(identity, "now", lambda: time.time_ns() + LATER)


@pytest.fixture
def photos(tmp_path):
    """Three photos, one of them with a phone number."""
    names = ["a.jpg", "phone.jpg", "c.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    return names


def test_a_second_run_tells_the_same_without_reading_anything(tmp_path, photos, monkeypatch):
    """Byte for byte, in every form."""
    first, again = check(tmp_path, photos)
    assert again == 0
    assert json.loads(first[1])["totals"]["hide"] == 1
    monkeypatch.setattr("photocheck.batch.running.identified", lambda _: pytest.fail("it was read"))
    assert check(tmp_path, photos) == (first, 3)


@pytest.mark.parametrize(
    "changed", [{"rules": "others"}, {"consent": "PC-1"}, {"reread": True}], ids=["rules", "consent", "reread"]
)
def test_whatever_decides_what_is_told_is_looked_at(tmp_path, photos, changed):
    """Other rules, other consent, and somebody who wants files to be read: told anew, and known from then on."""
    check(tmp_path, photos)
    assert check(tmp_path, photos, **changed)[1] == 0
    assert check(tmp_path, photos, **changed)[1] == (0 if "reread" in changed else 3)


@pytest.mark.parametrize("damage", ["decision = 'sharing'", "decision = 'not-checked'", "word = 'x'"])
def test_what_is_damaged_is_told_anew(tmp_path, photos, damage):
    """A row that makes no sense is as if it were not there."""
    first, _ = check(tmp_path, photos)
    with closing(sqlite3.connect(tmp_path / "results.sqlite")) as database, database:
        database.execute(f"UPDATE told SET {damage}")  # noqa: S608 - one of the three above
    assert check(tmp_path, photos) == (first, 0)


def test_a_photo_that_could_not_be_checked_is_tried_again(tmp_path, photos):
    """It may be there the next time."""
    for _ in range(2):
        told, again = check(tmp_path, [*photos, "gone.jpg"])
        assert '"decision": "not-checked"' in told[0]
    assert again == 3


def test_no_name_is_kept(tmp_path):
    """Neither of the file nor of its folder, though the reports tell both."""
    (tmp_path / "Cllr_Example.jpg").write_bytes(b"phone")
    told, _ = check(tmp_path, ["Cllr_Example.jpg"])
    assert "Cllr_Example" in told[2]
    for path in tmp_path.glob("results.sqlite*"):
        assert b"Example" not in path.read_bytes()
        assert tmp_path.name.encode() not in path.read_bytes()


@st.composite
def changes(draw):
    """What somebody does to files between two runs."""
    names = st.sampled_from(["a.jpg", "b.jpg", "c.jpg"])
    contents = st.sampled_from([b"phone!", b"nobody", b"phone number"])
    one = st.tuples(st.just("write"), names, contents) | st.tuples(
        st.sampled_from(["move", "delete", "copy"]), names, names
    )
    return draw(st.lists(st.lists(one, max_size=2), min_size=1, max_size=4))


@settings(max_examples=25, deadline=None)
@given(changes())
def test_whatever_happens_to_files_what_is_told_is_true(runs):
    """Written over with as many bytes, moved onto one another, deleted: as told by a run that remembers nothing."""
    with TemporaryDirectory() as place:
        folder, names = Path(place), ["a.jpg", "b.jpg", "c.jpg"]
        for name in names:
            (folder / name).write_bytes(b"nobody")
        for run in runs:
            # Beyond the tick of the clock; real files are not relied on as early as this.
            time.sleep(0.02)
            for what, name, other in run:
                happen(folder, what, name, other)
            remembered, _ = check(folder, names)
            decisions = [json.loads(line)["verdicts"][0]["decision"] for line in remembered[0].splitlines()]
            assert decisions == [truth(folder / name) for name in names]


def happen(folder, what, name, other):
    """Do it, where it can be done."""
    path = folder / name
    if what == "write":
        path.write_bytes(other)
    elif path.exists() and what == "move":
        path.rename(folder / other)
    elif path.exists() and what == "copy" and name != other:
        (folder / other).write_bytes(path.read_bytes())
    elif what == "delete":
        path.unlink(missing_ok=True)


def truth(path):
    """What is to be told of this file."""
    if not path.exists():
        return "not-checked"
    return "hide" if b"phone" in path.read_bytes() else "share"
