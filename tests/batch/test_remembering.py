"""A run with a store: what is looked at, what is not, and that nobody can tell the difference."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import stand_ins

from photocheck.batch.running import Runner
from photocheck.batch.serial import SerialExecutor
from photocheck.batch.settling import from_bytes, settled, to_bytes
from photocheck.batch.sources import Source
from photocheck.batch.store import Store
from photocheck.batch.task import Plan
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions

SEEN: list[str] = []
# Set by a photo whose name says so, as by somebody who presses Ctrl-C while it is looked at.
STOP = Event()


class Noting(stand_ins.NamedLooker):
    """Notes what it looks at."""

    def screen(self, photo, *, name):
        """Note the name, and look."""
        SEEN.append(Path(name).name)
        if Path(name).name == "stop.jpg":
            STOP.set()
        return super().screen(photo, name=name)


def build(_threads):
    """Build the looker that notes."""
    return Noting()


@pytest.fixture
def look(tmp_path):
    """Look at files, with a store; returns the reports and the names that were looked at."""

    def run(*names, made_with="1", **options):
        SEEN.clear()
        STOP.clear()
        sources = [Source(str(tmp_path / name), str(tmp_path / name)) for name in names]
        with (
            ThreadPoolExecutor(1) as reader,
            Store(tmp_path / "results.sqlite", made_with, lambda *_: None) as store,
        ):
            runner = Runner(
                SerialExecutor(),
                Plan(build, threads=1),
                abreast=1,
                ahead=8,
                store=store,
                reader=reader,
                stop=STOP,
                **options,
            )
            return [outcome.report for _, outcome in runner.run(sources)], list(SEEN)

    return run


@pytest.fixture
def write(tmp_path):
    """Write a file of these bytes."""

    def put(name, content=None):
        (tmp_path / name).write_bytes(content or name.encode())
        return name

    return put


def test_nothing_is_looked_at_twice(look, write):
    """The second run gives the same reports, and looks at what is new only."""
    names = [write("a.jpg"), write("phone.jpg"), write("b.jpg")]
    first, seen = look(*names)
    assert sorted(seen) == [*names[:1], "b.jpg", "phone.jpg"]
    second, seen = look(*names, write("new.jpg"))
    assert seen == ["new.jpg"]
    assert second[:3] == [from_bytes(to_bytes(report), report.source) for report in first]


def test_a_moved_photo_is_not_looked_at_again_and_a_changed_one_is(look, write, tmp_path):
    """Bytes count, not names and not dates."""
    look(write("a.jpg"), write("b.jpg", b"one"))
    (tmp_path / "a.jpg").rename(tmp_path / "moved.jpg")
    before = (tmp_path / "b.jpg").stat()
    write("b.jpg", b"two")
    os.utime(tmp_path / "b.jpg", ns=(before.st_atime_ns, before.st_mtime_ns))
    reports, seen = look("moved.jpg", "b.jpg")
    assert seen == ["b.jpg"]
    assert Path(reports[0].source).name == "moved.jpg"


def test_photos_with_the_same_bytes_are_looked_at_once(look, write):
    """Each has its report, under its own name."""
    names = [write(f"{number}.jpg", b"the same") for number in range(5)]
    reports, seen = look(*names)
    assert len(seen) == 1
    assert [Path(report.source).name for report in reports] == names


def test_a_twin_of_a_photo_that_was_not_there_is_looked_at(write, tmp_path):
    """A photo that vanished says nothing about another with the same bytes."""
    write("a.jpg", b"the same")
    write("b.jpg", b"the same")

    class Vanishing(ThreadPoolExecutor):
        def submit(self, fn, *args):
            future = super().submit(fn, *args)
            future.result()
            (tmp_path / "a.jpg").unlink(missing_ok=True)
            return future

    with Vanishing(1) as reader, Store(tmp_path / "results.sqlite", "1", lambda *_: None) as store:
        runner = Runner(SerialExecutor(), Plan(build, 1), ahead=8, store=store, reader=reader)
        sources = [Source(str(tmp_path / name), name) for name in ("a.jpg", "b.jpg")]
        reports = [outcome.report for _, outcome in runner.run(sources)]
    assert [bool(report.problems) for report in reports] == [True, False]


def test_what_is_remembered_is_not_used_where_text_is_to_be_shown(look, write):
    """Text that was read is not kept, so it has to be read again; what is found is kept all the same."""
    look(write("phone.jpg"))
    reports, seen = look("phone.jpg", recall=False)
    assert seen == ["phone.jpg"]
    assert reports[0].findings[0].text.shown(reveal=True) == "01632 960123"
    assert look("phone.jpg")[1] == []


def test_a_stopped_run_finishes_what_is_in_hand_and_is_carried_on(look, write):
    """What was finished before the stop is not looked at again."""
    names = [write(name) for name in ("0.jpg", "1.jpg", "stop.jpg", "3.jpg", "4.jpg")]
    reports, first = look(*names)
    assert sorted(Path(report.source).name for report in reports) == sorted(first)
    assert "stop.jpg" in first
    assert len(first) < 5
    reports, second = look(*names)
    assert [Path(report.source).name for report in reports] == names
    assert sorted(first + second) == sorted(names)


def test_a_report_is_judged_by_the_same_figures_today_and_tomorrow():
    """A confidence that is rounded up when it is kept is rounded up before it is judged too."""
    box = Box(1.04, 2.0, 3.0, 4.0)
    found = PhotoReport("a.jpg", "ab" * 32, 4, 3, (Finding("face", box, 0.69961, "faces"),), (), Versions("1", ""))
    now = settled(found)
    assert now == from_bytes(to_bytes(found), "a.jpg") == from_bytes(to_bytes(now), "a.jpg")
    assert now.findings[0].confidence == 0.7


def test_settling_keeps_the_text_that_is_still_known():
    """Only what comes out of the store is masked for good."""
    report = PhotoReport("a.jpg", "ab" * 32, 4, 3, stand_ins.found("phone"), (), Versions("1", ""))
    assert settled(report).findings[0].text.revealed == "01632 960123"
    assert settled(report).findings[0].matches[0].text.revealed == "01632 960123"
