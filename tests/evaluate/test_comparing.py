"""Several tools on the same labelled photos: how each is counted, what is told of one that is missing or ends."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from photocheck.evaluate import compare, render_comparison, to_json
from photocheck.evaluate.comparison import Comparison, ToolInfo
from photocheck.evaluate.peers import process
from photocheck.evaluate.peers.tools import EVERYTHING, FACE, MATCH, TEXT, TOOLS, Tool

NUMBER = "07700 900123"
GOLDEN = Path(__file__).with_name("golden") / "comparison.txt"

ALL = Tool("all", "stub_tool", EVERYTHING, ("nothing",))
FACES = Tool("faces", "stub_tool", frozenset({FACE}), ("nothing",))
READER = Tool("reader", "stub_tool", frozenset({TEXT, MATCH}), ("nothing",))
GONE = Tool("gone", "no_such_module", frozenset({FACE}), ("gone-package",))
APART = Tool("apart", "stub_tool", frozenset({FACE}), ("apart-package",), apart=True)


@pytest.fixture(autouse=True)
def _stubs(tmp_path, monkeypatch):
    """Run the real worker beside a tool that needs nothing."""
    folder = tmp_path / "tools"
    folder.mkdir()
    shutil.copy(process.WORKER, folder)
    shutil.copy(Path(__file__).with_name("stub_tool.py"), folder)
    monkeypatch.setattr(process, "WORKER", folder / "worker.py")


def row(name, **more):
    """A photo with two faces, of which every tool finds one, and a number."""
    faces = [{"kind": "face", "box": [10, 10, 40, 40]}, {"kind": "face", "box": [60, 60, 90, 90]}]
    labels = {"width": 100, "height": 100, "truth": faces, "facts": [{"pattern": "phone", "text": NUMBER}]}
    return {"file": f"images/{name}", **labels, **more}


def counted(compared, tool):
    """The counts of a tool as plain tuples: labelled, found, missed, false."""
    counts = compared.tools[tool].counts
    return {what: (one.labelled, one.found, one.missed, one.false) for what, one in counts.items()}


def test_each_tool_is_counted_by_the_same_rules_for_what_it_looks_for(write_set, tmp_path):
    """A face where the labels have one is found; another is false where they name all; text is read or not."""
    a_set = write_set(row("a.jpg", complete_for=["face"]), row("b.jpg"))
    announced = []
    made = compare([a_set], tmp_path, tools=[ALL, FACES, READER], before_photo=announced.append)
    assert announced == ["handmade/a.jpg", "handmade/b.jpg"]
    (compared,) = made.sets
    face, facts = (4, 2, 2, 1), (2, 2, 0, None)
    assert counted(compared, "all") == {"face": face, "facts read": facts, "facts recognised": facts}
    assert counted(compared, "faces") == {"face": face}
    assert counted(compared, "reader") == {"facts read": facts, "facts recognised": facts}
    assert all(tool.peak_mb > 1 and tool.speed.median > 0 for tool in compared.tools.values())
    assert made.tools[0].remark == "a stub"
    assert list(made.tools[0].versions) == ["pillow"]


def test_only_every_so_many_th_photo_is_looked_at(write_set, tmp_path):
    """A sample of a set, the same one each time."""
    a_set = write_set(*(row(f"{number}.jpg") for number in range(5)))
    announced = []
    (compared,) = compare([a_set], tmp_path, tools=[FACES], every=2, before_photo=announced.append).sets
    assert announced == ["handmade/0.jpg", "handmade/2.jpg", "handmade/4.jpg"]
    assert compared.photos == 3


@pytest.mark.parametrize("name", ["fault.jpg", "crash.jpg"])
def test_a_photo_that_a_tool_cannot_take_is_missed_and_the_next_is_looked_at(write_set, tmp_path, name):
    """What is in it was not found, and it vouches for no absence of false alarms."""
    a_set = write_set(row(name, complete_for=["face"]), row("b.jpg", complete_for=["face"]))
    (compared,) = compare([a_set], tmp_path, tools=[FACES]).sets
    assert counted(compared, "faces") == {"face": (4, 1, 3, 1)}
    assert compared.tools["faces"].not_checked == 1


def test_a_tool_that_does_not_answer_is_stopped(write_set, tmp_path, monkeypatch):
    """It is started again for the next photo."""
    monkeypatch.setattr(process, "TO_ANSWER", 1.5)
    (compared,) = compare([write_set(row("hang.jpg"), row("b.jpg"))], tmp_path, tools=[FACES]).sets
    assert counted(compared, "faces") == {"face": (4, 1, 3, None)}


def test_a_tool_that_is_not_installed_is_named_with_what_installs_it(write_set, tmp_path):
    """Nobody takes silence for a comparison; the others are measured."""
    made = compare([write_set(row("a.jpg"))], tmp_path / "others", tools=[GONE, FACES, APART])
    assert [tool.name for tool in made.tools] == ["faces"]
    gone, apart = made.missing
    assert "no_such_module" in gone.why
    assert gone.install == "pip install gone-package"
    assert str(tmp_path / "others") in apart.why
    assert "apart-package" in apart.install
    stream = io.StringIO()
    render_comparison(made, stream, width=100)
    assert "gone was not measured" in stream.getvalue()


def test_no_word_of_a_photo_is_told(write_set, tmp_path):
    """Neither in the table nor in JSON."""
    made = compare([write_set(row("a.jpg"))], tmp_path, tools=[ALL])
    stream = io.StringIO()
    render_comparison(made, stream)
    told = to_json(made)
    assert json.loads(told)["schema"] == "photocheck/comparison/1"
    assert json.loads(told)["sets"][0]["tools"]["all"]["counts"]["face"]["missed"] == 1
    for text in (told, stream.getvalue()):
        assert "900123" not in text


def settled(made: Comparison) -> Comparison:
    """The same on every machine and day."""
    sets = tuple(
        replace(
            compared,
            tools={
                name: replace(tool, speed=replace(tool.speed, median=0.25), peak_mb=99.0)
                for name, tool in compared.tools.items()
            },
        )
        for compared in made.sets
    )
    tools = tuple(ToolInfo(tool.name, {"pillow": "1"}, tool.remark, 1.0) for tool in made.tools)
    return replace(made, date="2026-11-25", machine="a machine", tools=tools, sets=sets)


def test_the_table_is_as_the_readme_has_it(write_set):
    """Bars between the columns, a heading for each set, and what was not measured below."""
    plate = {"kind": "plate", "box": [0, 0, 9, 9], "text": "AB12 CDE"}
    sets = [write_set(row("a.jpg", complete_for=["face"])), write_set(row("fault.jpg", truth=[plate]), name="plates")]
    made = settled(compare(sets, Path("/nowhere"), tools=[ALL, FACES, READER, GONE]))
    stream = io.StringIO()
    render_comparison(made, stream, width=100)
    told = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
    assert told == GOLDEN.read_text(encoding="utf-8")


def test_every_tool_has_its_file_and_its_own_name():
    """What is listed can be started."""
    assert all(process.Path(process.__file__).with_name(f"{tool.module}.py").is_file() for tool in TOOLS)
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)
